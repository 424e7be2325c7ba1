package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.Variant;

class MasterSeedTest {
  private static RunSpec run(
      String name, double dropProbability, int steps, long seed, boolean independent) {
    Regime regime =
        Regime.named(name)
            .with(Settings.DROP_PROBABILITY, dropProbability)
            .with(Settings.STEPS, steps);
    return new RunSpec(
        new DataSpec("mnist", 0, DataSpec.Standardisation.NONE, 0, 0, 1),
        NetworkSpec.MNIST,
        regime,
        new Checkpoints(steps / 2, 0, List.of()),
        new EvaluationSpec(steps, 0, List.of(Variant.PAPER, Variant.NOTEBOOK)),
        seed,
        independent);
  }

  @Test
  void sharedStreamsAreTheReplicates() {
    assertThat(MasterSeed.of(run("sgd", 0, 100, 7, false))).isEqualTo(7);
    assertThat(MasterSeed.of(run("dropout", 0.5, 100, 7, false))).isEqualTo(7);
  }

  @Test
  void independentStreamsDifferByRegimeAndSeed() {
    long sgd = MasterSeed.of(run("sgd", 0, 100, 7, true));
    assertThat(MasterSeed.of(run("dropout", 0.5, 100, 7, true))).isNotEqualTo(sgd);
    assertThat(MasterSeed.of(run("sgd", 0, 100, 8, true))).isNotEqualTo(sgd);
  }

  @Test
  void lengthMeasurementsAndNameStayOut() {
    assertThat(MasterSeed.of(run("plain", 0, 400, 7, true)))
        .isEqualTo(MasterSeed.of(run("sgd", 0, 100, 7, true)));
  }
}
