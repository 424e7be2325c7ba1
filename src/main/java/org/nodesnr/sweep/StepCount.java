package org.nodesnr.sweep;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nodesnr.results.RunRecord;

/**
 * How far the runs of a plan are. Of a run that stops at a training loss, the steps that it took
 * count once it is over, and before that those that it is expected to take ({@link ExpectedSteps}).
 *
 * @param made updates of runs that are over, and of saved states from which runs go on
 * @param planned updates of all runs
 * @param expected whether some of these are what runs of the same plan took, not counted
 * @param atMost whether some of these are the most that runs take, for nothing else is known
 */
public record StepCount(long made, long planned, boolean expected, boolean atMost) {
  /**
   * @param jobs every run of the plan; those of which nothing is left but to measure don't count
   * @param plan what is left of them
   * @param code version and commit that would go on with them
   * @return how far they are
   * @throws IOException when a saved state is there but can't be read
   */
  public static StepCount of(List<Job> jobs, SweepPlan plan, String code) throws IOException {
    StateStore states = new StateStore(plan.directory());
    return of(jobs, plan, states.usable(plan.todo(), code));
  }

  /**
   * As above.
   *
   * @param saved the states from which runs go on
   */
  static StepCount of(List<Job> jobs, SweepPlan plan, Map<Job, SavedState> saved) {
    Map<String, RunRecord> done = new HashMap<>();
    plan.done().forEach(record -> done.put(record.id(), record));
    ExpectedSteps expected = plan.expected();
    long made = 0;
    long left = 0;
    boolean stops = false;
    Set<String> measured = plan.toMeasure().stream().map(Job::id).collect(Collectors.toSet());
    for (Job job : jobs) {
      if (measured.contains(job.id())) {
        continue;
      }
      int most = job.spec().regime().steps();
      RunRecord record = done.get(job.id());
      if (record != null) {
        made += ExpectedSteps.ofRun(record).orElse(most);
      } else {
        SavedState state = saved.get(job);
        int step = state == null ? 0 : state.step();
        made += step;
        left += Math.max(0, Math.round(expected.share(job, step) * most) - step);
        stops |= ExpectedSteps.stops(job);
      }
    }
    boolean known = expected.knows(plan.toTrain());
    return new StepCount(made, made + left, stops && known, stops && !known);
  }

  /**
   * @return what to say between the steps that are made and those that are planned
   */
  public String of() {
    if (atMost) {
      return "of at most";
    }
    return expected ? "of about" : "of";
  }
}
