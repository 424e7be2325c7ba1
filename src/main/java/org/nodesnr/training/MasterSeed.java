package org.nodesnr.training;

import java.util.List;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.RunSpecs;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.StopSettings;
import org.nodesnr.spec.Variant;

/** The seed that all random streams of a run hang on. */
final class MasterSeed {
  private static final Checkpoints NO_CHECKPOINTS = new Checkpoints(0, 0, List.of());
  private static final EvaluationSpec PLAIN_EVALUATION = new EvaluationSpec(0, 0, Variant.BUILT_IN);

  private MasterSeed() {}

  /**
   * Shared streams: the replicate's seed, so that its regimes start from the same weights and see
   * the same batches. Independent streams: a hash of data, network, regime and seed. How long a run
   * is and how it is measured stay out of it, so a longer run begins as a shorter one did.
   *
   * @param spec the run
   * @return its master seed
   */
  static long of(RunSpec spec) {
    if (!spec.independentStreams()) {
      return spec.seed();
    }
    RunSpec training =
        new RunSpec(
            spec.data(),
            spec.network(),
            spec.regime()
                .with(Settings.STEPS, 1)
                .with(StopSettings.LEVEL, 0.0)
                .with(StopSettings.CHECK_EVERY, 0),
            NO_CHECKPOINTS,
            PLAIN_EVALUATION,
            spec.seed(),
            true);
    return Long.parseUnsignedLong(RunSpecs.id(training), 16);
  }
}
