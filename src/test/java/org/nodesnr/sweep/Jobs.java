package org.nodesnr.sweep;

import java.util.List;
import org.nodesnr.data.Datasets;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.Variant;

/** Small runs for tests. */
final class Jobs {
  private Jobs() {}

  /** A dense 8-8-10 network on 300 made-up digits. */
  static RunSpec spec(long seed, int steps) {
    return new RunSpec(
        new DataSpec(Datasets.SYNTHETIC_DIGITS, 0, DataSpec.Standardisation.NONE, 300, 100, 1),
        new NetworkSpec(List.of(), List.of(8, 8), Activation.RELU),
        Regime.named("sgd").with(Settings.BATCH_SIZE, 10).with(Settings.STEPS, steps),
        new Checkpoints(0, 50, List.of()),
        new EvaluationSpec(100, 50, List.of(Variant.PAPER, Variant.NOTEBOOK)),
        seed,
        false);
  }

  static Job job(String id) {
    return new Job(id, "test", "sgd", "sgd", spec(1, 100), false);
  }
}
