package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureScope;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Sign;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.measures.noise.NodeNoise;
import org.nodesnr.measures.noise.NoisyInputs;

/** Noise at the input of each layer, and at that of the network; see {@link NodeNoise}. */
final class NoiseGauge implements OwnGauge {
  /** Test samples, the first ones, where nothing else is asked for. */
  private static final int SAMPLES = 1000;

  /** In units of the network's input: pixels of 0 to 1 unless they are standardised. */
  private static final double SIGMA = 0.3;

  /** Multiplications and additions in the time of a normal number, about 50 ns. */
  private static final double DRAW = 6000;

  private static final String SOURCE = "this project, after arXiv 2002.04687, equations 5 and 8";

  private static final Measure SNR =
      Measure.of(
              "noiseSnr", "SNR under noise over that of equation 5", MeasureScope.LAYER, Sign.NONE)
          .needs(Need.WEIGHTS, Need.TEST_INPUTS);
  private static final Measure ACCURACY =
      Measure.of("noiseAccuracy", "accuracy under noise", MeasureScope.NETWORK, Sign.BETTER)
          .within(Measure.Bound.ONE)
          .needs(Need.WEIGHTS, Need.TEST_LABELS);
  private static final Measure FALL =
      Measure.of("noiseFall", "fall of accuracy under noise", MeasureScope.NETWORK, Sign.WORSE)
          .within(Measure.Bound.ONE)
          .needs(Need.WEIGHTS, Need.TEST_LABELS);

  private static Description describe(
      Measure measure, String formula, ToDoubleFunction<Structure> work) {
    return new Description(measure, formula, SOURCE, SAMPLES, measure.id(), work);
  }

  /** Noise is drawn for every input of every place. */
  private static double ofNodes(Structure structure) {
    double draws =
        structure.layers().stream()
            .mapToDouble(layer -> 1.0 * layer.window().places() * layer.inputs())
            .sum();
    return Work.of(6, 0).applyAsDouble(structure) + DRAW * draws;
  }

  @Override
  public List<Description> descriptions() {
    return List.of(
        describe(
            SNR,
            "geometric mean over nodes of var(h) / mean((h̃ − h)²) over var(r) / (σ² Σ w_j² a_j);"
                + " noise of σ = 0.1 rms on active inputs of the layer; test samples",
            NoiseGauge::ofNodes),
        describe(
            ACCURACY,
            "accuracy with normal noise of σ = 0.3 on every value of the first test samples",
            Work.of(1, 0)),
        describe(
            FALL, "accuracy of the same samples without it, less noiseAccuracy", Work.of(2, 0)));
  }

  @Override
  public List<Reading> read(Measured measured) {
    List<Reading> readings = new ArrayList<>();
    // A config says how many training samples a measure takes: this one takes as many for testing.
    int training = measured.train().size();
    Inputs test = measured.test().first(training == 0 ? SAMPLES : training);
    if (measured.wants(SNR)) {
      for (int l = 0; l < measured.structure().layers().size(); l++) {
        readings.add(
            reading(
                l,
                NodeNoise.of(
                    measured.structure(),
                    measured.theta(),
                    l,
                    test,
                    Measured.SEED + l,
                    measured.precision())));
      }
    }
    if (measured.wants(ACCURACY) || measured.wants(FALL)) {
      int values = measured.structure().input().size();
      double noisy = accuracy(measured, new NoisyInputs(test, values, SIGMA, Measured.SEED));
      readings.add(Reading.of(ACCURACY, 0, noisy, test.size(), 0));
      if (measured.wants(FALL)) {
        readings.add(Reading.of(FALL, 0, accuracy(measured, test) - noisy, test.size(), 0));
      }
    }
    return readings;
  }

  private static double accuracy(Measured measured, Inputs samples) {
    return NoisyInputs.accuracy(
        measured.structure(), measured.theta(), samples, measured.precision());
  }

  /** Nodes without one of the two SNRs are left out. */
  private static Reading reading(int layer, NodeNoise nodes) {
    double logs = 0;
    int count = 0;
    for (int i = 0; i < nodes.measured().length; i++) {
      double log = Math.log(nodes.measured()[i] / nodes.predicted()[i]);
      if (Double.isFinite(log)) {
        logs += log;
        count++;
      }
    }
    int leftOut = nodes.measured().length - count;
    return Reading.of(
        SNR, layer + 1, count == 0 ? Double.NaN : Math.exp(logs / count), count, leftOut);
  }
}
