package org.nodesnr.results;

import java.util.List;
import java.util.Optional;
import org.nodesnr.measure.Quantity;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Trajectory;

/**
 * A row of a {@link RunTable}: a run at one of its checkpoints.
 *
 * @param run the run
 * @param checkpoint what was measured; empty where the run ended before
 */
record Measurement(RunRecord run, Optional<Checkpoint> checkpoint) {

  /** At the last of them, where what is made of all of them stands, too. */
  static Measurement last(RunRecord run) {
    int checkpoints = run.checkpoints().size();
    if (checkpoints == 0) {
      return new Measurement(run, Optional.empty());
    }
    Quantity quantity = new Quantity(Trajectory.OF, "", "");
    List<Reading> along =
        run.checkpoints().stream()
            .filter(c -> c.step() > 0)
            .flatMap(c -> c.reading(quantity).stream())
            .toList();
    Checkpoint last = run.checkpoints().get(checkpoints - 1);
    return new Measurement(
        run,
        Optional.of(
            Trajectory.of(along)
                .map(mean -> last.with(reading -> true, List.of(mean)))
                .orElse(last)));
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
