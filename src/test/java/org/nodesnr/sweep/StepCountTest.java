package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.results.Stopping;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.StopSettings;

/** How many steps are said to be made, and planned. */
class StepCountTest {
  private static Job stopping(String id) {
    RunSpec spec = Jobs.spec(1, 1000);
    Regime stops = spec.regime().with(StopSettings.LEVEL, 0.01);
    RunSpec own =
        new RunSpec(
            spec.data(), spec.network(), stops, spec.checkpoints(), spec.evaluation(), 1, false);
    return new Job(id, "test", "sgd", "sgd", own, false);
  }

  private static RunRecord stopped(Job job, int step) {
    Checkpoint.Score score = new Checkpoint.Score(1, 0.005, 100);
    Checkpoint last = new Checkpoint(step, score, score, List.of(), List.of());
    return job.record(RunRecord.Status.FINISHED, "", List.of(last), null)
        .with(new Stopping(0.005, true));
  }

  private static StepCount count(List<Job> jobs, Map<Job, SavedState> saved, RunRecord... done) {
    SweepPlan plan =
        SweepPlan.of(
            jobs,
            new ExperimentDirectory(Path.of("nowhere")),
            new RecordStore.Contents(List.of(done), List.of()));
    return StepCount.of(jobs, plan, saved);
  }

  private static SavedState saved(Job job, int step) {
    return new SavedState(job.id(), step, List.of(), "", "", "", TimeSpent.NONE, "");
  }

  @Test
  void runsOfAFixedLengthCountByIt() {
    List<Job> jobs = List.of(Jobs.job("a"), Jobs.job("b"));
    StepCount count = count(jobs, Map.of(jobs.get(0), saved(jobs.get(0), 30)));
    assertThat(count).isEqualTo(new StepCount(30, 200, false, false));
    assertThat(count.of()).isEqualTo("of");
  }

  @Test
  void runsThatStopAtALossCountByWhatTheyAndOthersTook() {
    List<Job> jobs = List.of(stopping("a"), stopping("b"), stopping("c"), stopping("d"));
    assertThat(count(jobs, Map.of())).isEqualTo(new StepCount(0, 4000, false, true));
    assertThat(count(jobs, Map.of()).of()).isEqualTo("of at most");

    StepCount begun =
        count(
            jobs,
            Map.of(jobs.get(2), saved(jobs.get(2), 150)),
            stopped(jobs.get(0), 100),
            stopped(jobs.get(1), 300));
    // c, past 100 steps, is expected to take 300 as b did, d the median of 100 and 300
    assertThat(begun).isEqualTo(new StepCount(100 + 300 + 150, 400 + 300 + 200, true, false));
    assertThat(begun.of()).isEqualTo("of about");

    RunRecord[] all = jobs.stream().map(job -> stopped(job, 250)).toArray(RunRecord[]::new);
    assertThat(count(jobs, Map.of(), all)).isEqualTo(new StepCount(1000, 1000, false, false));
  }
}
