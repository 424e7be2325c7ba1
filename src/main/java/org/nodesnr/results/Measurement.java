package org.nodesnr.results;

import java.util.Optional;

/**
 * A row of a {@link RunTable}: a run at one of its checkpoints.
 *
 * @param run the run
 * @param checkpoint what was measured; empty where the run ended before
 */
record Measurement(RunRecord run, Optional<Checkpoint> checkpoint) {

  static Measurement last(RunRecord run) {
    int checkpoints = run.checkpoints().size();
    return new Measurement(
        run,
        checkpoints == 0 ? Optional.empty() : Optional.of(run.checkpoints().get(checkpoints - 1)));
  }

  double trainAccuracy() {
    return checkpoint.map(c -> c.train().accuracy()).orElse(Double.NaN);
  }

  double trainLoss() {
    return checkpoint.map(c -> c.train().loss()).orElse(Double.NaN);
  }

  double testAccuracy() {
    return checkpoint.map(c -> c.test().accuracy()).orElse(Double.NaN);
  }

  double testLoss() {
    return checkpoint.map(c -> c.test().loss()).orElse(Double.NaN);
  }

  /** The figures of a layer, from 1. */
  Optional<LayerFigures> layer(int layer) {
    return checkpoint.flatMap(c -> c.layers().stream().filter(l -> l.layer() == layer).findFirst());
  }

  private Optional<LayerFigures.VariantFigures> figures(String variant, int layer) {
    return layer(layer)
        .flatMap(l -> l.variants().stream().filter(v -> v.variant().equals(variant)).findFirst());
  }

  double s(String variant, int layer) {
    return figures(variant, layer).map(LayerFigures.VariantFigures::s).orElse(Double.NaN);
  }

  double g(String variant, int layer) {
    return figures(variant, layer).map(LayerFigures.VariantFigures::g).orElse(Double.NaN);
  }

  /** G^(1..layers − 1) = Σ G_j over the hidden layers (equation 14). */
  double hiddenG(String variant, int layers) {
    double sum = 0;
    for (int layer = 1; layer < layers; layer++) {
      sum += g(variant, layer);
    }
    return sum;
  }

  /** Euclidean norm of all weights. */
  double weightNorm(int layers) {
    double squares = 0;
    for (int layer = 1; layer <= layers; layer++) {
      double norm = layer(layer).map(LayerFigures::weightNorm).orElse(Double.NaN);
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }
}
