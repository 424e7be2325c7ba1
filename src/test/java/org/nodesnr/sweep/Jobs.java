package org.nodesnr.sweep;

import java.util.List;
import org.nodesnr.config.Activation;
import org.nodesnr.config.Checkpoints;
import org.nodesnr.config.DataSpec;
import org.nodesnr.config.EvaluationSpec;
import org.nodesnr.config.NetworkSpec;
import org.nodesnr.config.Regime;
import org.nodesnr.config.RunSpec;
import org.nodesnr.config.Variant;
import org.nodesnr.data.Datasets;

/** Small runs for tests. */
final class Jobs {
  private Jobs() {}

  /** A dense 8-8-10 network on 300 made-up digits. */
  static RunSpec spec(long seed, int steps) {
    return new RunSpec(
        new DataSpec(Datasets.SYNTHETIC_DIGITS, 0, DataSpec.Standardisation.NONE, 300, 100, 1),
        new NetworkSpec(List.of(), List.of(8, 8), Activation.RELU),
        new Regime(
            "sgd",
            0.1,
            0,
            0,
            10,
            steps,
            Regime.AugmentationSpec.NONE,
            new Regime.InitialisationSpec(0.1, 0.1, 0.1)),
        new Checkpoints(0, 50, List.of()),
        new EvaluationSpec(100, 50, List.of(Variant.PAPER, Variant.NOTEBOOK)),
        seed,
        false);
  }

  static Job job(String id) {
    return new Job(id, "test", "sgd", "sgd", spec(1, 100), false);
  }
}
