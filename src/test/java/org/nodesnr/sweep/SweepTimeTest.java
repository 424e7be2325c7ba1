package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.StopSettings;

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

  private static Job stopping(String id, String regime) {
    RunSpec spec = Jobs.spec(1, 1000);
    Regime stops = spec.regime().with(StopSettings.LEVEL, 0.01);
    RunSpec stopping =
        new RunSpec(
            spec.data(), spec.network(), stops, spec.checkpoints(), spec.evaluation(), 1, false);
    return new Job(id, "test", regime, regime, stopping, false);
  }

  /** Of the same regime where one is over, else of any; beyond all known ones a quarter more. */
  @Test
  void runsThatStopAtALossAreExpectedToTakeWhatOthersTook() {
    ExpectedSteps expected = new ExpectedSteps();
    Job sgd = stopping("a", "sgd");
    Job adam = stopping("b", "adam");
    assertThat(expected.share(sgd, 0)).isEqualTo(1);
    assertThat(expected.knows(List.of(sgd))).isFalse();
    assertThat(expected.knows(List.of(Jobs.job("c")))).isTrue();
    for (int steps : new int[] {100, 300, 200}) {
      expected.finished(sgd, steps);
    }
    expected.finished(Jobs.job("c"), 7);
    assertThat(expected.knows(List.of(sgd, adam))).isTrue();
    assertThat(expected.share(sgd, 0)).isEqualTo(0.2);
    assertThat(expected.share(adam, 0)).isEqualTo(0.2);
    assertThat(expected.share(sgd, 150)).as("of those longer").isEqualTo(0.25);
    assertThat(expected.share(sgd, 400)).isEqualTo(0.5);
    assertThat(expected.share(sgd, 990)).isEqualTo(1);
    expected.finished(adam, 500);
    assertThat(expected.share(adam, 0)).isEqualTo(0.5);
    assertThat(expected.share(Jobs.job("c"), 50)).as("no level").isEqualTo(1);
  }

  @Test
  void timeLeftFollowsTheRunsThatAreOver() {
    List<Job> jobs = List.of(stopping("a", "sgd"), stopping("b", "sgd"), stopping("c", "sgd"));
    SweepPlan plan =
        SweepPlan.of(
            jobs,
            new ExperimentDirectory(Path.of("nowhere")),
            new RecordStore.Contents(List.of(), List.of()));
    double each = WorkEstimate.of(jobs.get(0).spec()).total();
    // a rate by which what this test takes counts for nothing
    SweepProgress progress = new SweepProgress(plan, 1, each);
    assertThat(progress.secondsLeft()).isCloseTo(3, within(0.05));
    assertThat(progress.atMost()).isTrue();
    assertThat(progress.timeLeft()).isEqualTo("at most 3 s left");
    progress.started(1, jobs.get(0));
    progress.measured(1, jobs.get(0), new Event.Measured("a", 250, 0.9));
    assertThat(progress.secondsLeft() * progress.rate())
        .isCloseTo(2.75 * each, within(1e-3 * each));
    progress.ended(1, jobs.get(0), RunRecord.Status.FINISHED, "");
    assertThat(progress.atMost()).isFalse();
    assertThat(progress.secondsLeft() * progress.rate()).isCloseTo(0.5 * each, within(1e-3 * each));
    progress.started(1, jobs.get(1));
    progress.measured(1, jobs.get(1), new Event.Measured("b", 125, 0.9));
    assertThat(progress.secondsLeft() * progress.rate())
        .isCloseTo(0.375 * each, within(1e-3 * each));
    assertThat(progress.share()).isCloseTo(0.5, within(1e-12));
    progress.retried(1, List.of(jobs.get(1)), "died");
    assertThat(progress.secondsLeft() * progress.rate()).isCloseTo(0.5 * each, within(1e-3 * each));
  }

  /** Nothing is heard of a network that is measured: the time it takes is no slowness. */
  @Test
  void timeLeftShrinksWhileAKeptNetworkIsMeasured() throws InterruptedException {
    Job job = Jobs.job("a").measuring(new Measuring("kept", List.of(), 1000));
    SweepPlan plan =
        SweepPlan.of(
            List.of(job),
            new ExperimentDirectory(Path.of("nowhere")),
            new RecordStore.Contents(List.of(), List.of()));
    SweepProgress progress = new SweepProgress(plan, 1, 1);
    assertThat(progress.secondsLeft()).isEqualTo(1000);
    progress.started(1, job);
    Thread.sleep(100);
    assertThat(progress.rate()).isCloseTo(1, within(1e-3));
    assertThat(progress.secondsLeft()).isBetween(900.0, 999.95);
    SweepProgress overdue = new SweepProgress(plan, 1, 1e6);
    overdue.started(1, job);
    Thread.sleep(20);
    assertThat(overdue.secondsLeft()).isBetween(0.001, 1.0);
  }
}
