package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;

/** How long a sweep is said to take. */
class SweepTimeTest {
  @Test
  void savedStatesAreNoTimeToCome() {
    List<Job> jobs = List.of(Jobs.job("a"), Jobs.job("b"));
    SweepPlan plan =
        SweepPlan.of(
            jobs,
            new ExperimentDirectory(Path.of("nowhere")),
            new RecordStore.Contents(List.of(), List.of()));
    int steps = jobs.get(0).spec().regime().steps();
    double each = WorkEstimate.of(jobs.get(0).spec()).total();
    assertThat(plan.seconds(1, 1, Map.of())).isCloseTo(2 * each, within(1e-6 * each));
    SavedState state =
        new SavedState(jobs.get(0).id(), steps / 2, List.of(), "", "", "", TimeSpent.NONE, "");
    double left = 2 - (double) (steps / 2) / steps;
    assertThat(plan.seconds(1, 1, Map.of(jobs.get(0), state)))
        .isCloseTo(left * each, within(1e-6 * each));
    double share = WorkEstimate.of(jobs.get(0).spec()).evaluation() / each;
    assertThat(plan.measuringShare(Map.of())).isCloseTo(share, within(1e-12));
  }
}
