package org.nodesnr.results;

import java.util.Optional;
import org.nodesnr.measure.Quantity;

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

  double value(Quantity quantity) {
    return checkpoint.map(c -> c.value(quantity)).orElse(Double.NaN);
  }
}
