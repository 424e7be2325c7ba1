package org.nodesnr.sweep;

import java.io.IOException;
import java.util.List;

/**
 * How far the runs of a plan are.
 *
 * @param made updates of runs that are over, and of saved states from which runs go on
 * @param planned updates of all runs
 */
public record StepCount(long made, long planned) {
  /**
   * @param jobs every run of the plan
   * @param plan what is left of them
   * @param code version and commit that would go on with them
   * @return how far they are
   * @throws IOException when a saved state is there but can't be read
   */
  public static StepCount of(List<Job> jobs, SweepPlan plan, String code) throws IOException {
    StateStore states = new StateStore(plan.directory());
    long planned = steps(jobs);
    long saved =
        states.usable(plan.todo(), code).values().stream().mapToLong(SavedState::step).sum();
    return new StepCount(planned - steps(plan.todo()) + saved, planned);
  }

  private static long steps(List<Job> jobs) {
    return jobs.stream().mapToLong(job -> job.spec().regime().steps()).sum();
  }
}
