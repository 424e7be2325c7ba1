package org.nodesnr.sweep;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nodesnr.results.RunRecord;
import org.nodesnr.results.Stopping;
import org.nodesnr.spec.StopSettings;

/**
 * After how many steps runs end that stop at a training loss: the median of those of the same
 * regime that are over, else of all that are over; where none is, {@code steps}, the most that they
 * take.
 */
public final class ExpectedSteps {
  /** What a run takes that went on longer than all others, by the steps that it made. */
  private static final double LONGER = 1.25;

  /** Numbers of steps, rising. */
  private final Map<String, List<Integer>> byRegime = new HashMap<>();

  private final List<Integer> all = new ArrayList<>();

  /**
   * @param done records of runs
   * @return what the finished ones among them tell
   */
  public static ExpectedSteps of(List<RunRecord> done) {
    ExpectedSteps expected = new ExpectedSteps();
    for (RunRecord record : done) {
      ofRun(record).ifPresent(step -> expected.add(record.regime(), step));
    }
    return expected;
  }

  /**
   * @param record of a run
   * @return its last step, where it finished and was to stop at a training loss
   */
  static Optional<Integer> ofRun(RunRecord record) {
    return record.status() == RunRecord.Status.FINISHED && !record.stopping().equals(Stopping.NONE)
        ? Optional.of(record.checkpoints().get(record.checkpoints().size() - 1).step())
        : Optional.empty();
  }

  /**
   * A run is over.
   *
   * @param job the run
   * @param step its last
   */
  void finished(Job job, int step) {
    if (stops(job)) {
      add(job.regime(), step);
    }
  }

  private void add(String regime, int step) {
    insert(byRegime.computeIfAbsent(regime, r -> new ArrayList<>()), step);
    insert(all, step);
  }

  private static void insert(List<Integer> rising, int step) {
    int at = Collections.binarySearch(rising, step);
    rising.add(at < 0 ? -at - 1 : at, step);
  }

  /**
   * @param jobs runs
   * @return whether of all of them it is known, more or less, how many steps they take
   */
  public boolean knows(List<Job> jobs) {
    return !all.isEmpty() || jobs.stream().noneMatch(ExpectedSteps::stops);
  }

  /**
   * @param job a run
   * @param made the steps that it made so far
   * @return the share of its most steps that it will have made in the end
   */
  double share(Job job, int made) {
    int most = job.spec().regime().steps();
    if (!stops(job) || all.isEmpty()) {
      return 1;
    }
    List<Integer> over = byRegime.getOrDefault(job.regime(), all);
    int shorter = (int) over.stream().takeWhile(s -> s <= made).count();
    List<Integer> longer = over.subList(shorter, over.size());
    double steps =
        longer.isEmpty()
            ? LONGER * made
            : (longer.get((longer.size() - 1) / 2) + longer.get(longer.size() / 2)) / 2.0;
    return Math.min(1, steps / most);
  }

  static boolean stops(Job job) {
    return job.trains() && job.spec().regime().get(StopSettings.LEVEL) > 0;
  }
}
