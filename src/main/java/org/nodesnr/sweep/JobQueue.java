package org.nodesnr.sweep;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.nodesnr.spec.RunSpec;

/**
 * The runs of a sweep that wait, handed out in sets that a worker trains at once. A set that a
 * worker died with comes back in halves, so that a run which brings workers down is soon alone and
 * the others are rid of it; only then is its death held against it.
 */
final class JobQueue {
  private final ToIntFunction<RunSpec> capacity;
  private final Deque<Job> waiting = new ArrayDeque<>();
  private final Map<String, Integer> limits = new HashMap<>();

  /**
   * @param capacity the most runs like a given one that a worker trains at once
   */
  JobQueue(ToIntFunction<RunSpec> capacity) {
    this.capacity = capacity;
  }

  void addAll(Collection<Job> jobs) {
    waiting.addAll(jobs);
  }

  /** Puts runs back in front, in their order. */
  void giveBack(List<Job> jobs) {
    for (int i = jobs.size() - 1; i >= 0; i--) {
      waiting.addFirst(jobs.get(i));
    }
  }

  /**
   * Puts runs back in front.
   *
   * @param jobs the runs
   * @param most how many of them may be in one set from now on
   */
  void giveBack(List<Job> jobs, int most) {
    jobs.forEach(job -> limits.put(job.id(), most));
    giveBack(jobs);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  int size() {
    return waiting.size();
  }

  /**
   * Takes runs that can be trained at once, the first one among them: as many as fit, but no more
   * than a fair share where other workers wait, too, and all sets of about one size.
   *
   * @param hands how many workers have nothing to do, at least 1
   * @return at least one run
   */
  List<Job> next(int hands) {
    Job first = waiting.element();
    List<Job> alike = waiting.stream().filter(job -> areAlike(job, first)).toList();
    int fits = Math.min(Math.max(1, capacity.applyAsInt(first.spec())), alike.size());
    int most = Math.min(fits, limit(first));
    int rounds = parts(alike.size(), most * hands);
    int size = Math.min(most, parts(alike.size(), rounds * hands));
    List<Job> taken = new ArrayList<>();
    for (Job job : alike) {
      if (taken.size() < size && limit(job) >= size) {
        taken.add(job);
      }
    }
    waiting.removeAll(taken);
    return taken;
  }

  private int limit(Job job) {
    return limits.getOrDefault(job.id(), Integer.MAX_VALUE);
  }

  private static int parts(int whole, int part) {
    return (whole + part - 1) / part;
  }

  /** Whether two runs may be in one set: what is held in memory but the weights is shared. */
  static boolean areAlike(Job one, Job other) {
    return one.trains() == other.trains()
        && one.spec().data().equals(other.spec().data())
        && one.spec().network().equals(other.spec().network())
        && one.spec().regime().batchSize() == other.spec().regime().batchSize()
        && one.spec().evaluation().equals(other.spec().evaluation());
  }
}
