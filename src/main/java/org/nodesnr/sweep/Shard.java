package org.nodesnr.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nodesnr.UserError;

/**
 * One of several parts of an experiment, for as many machines. Which runs a part has depends on the
 * experiment alone, not on what is done already: parts of one count never overlap, and together
 * they are the whole.
 *
 * @param index number of the part, from 1
 * @param count number of parts; 1 for the whole experiment
 */
public record Shard(int index, int count) {
  /** The whole experiment. */
  public static final Shard WHOLE = new Shard(1, 1);

  /** The most parts. */
  public static final int MOST = 1000;

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})");

  /** A run with its work, and where it stands in the experiment. */
  private record Weighted(int position, Job job, double work) {}

  /**
   * @throws IllegalArgumentException unless 1 ≤ index ≤ count ≤ {@value #MOST}
   */
  public Shard {
    if (index < 1 || index > count || count > MOST) {
      throw new IllegalArgumentException("no shard: " + index + "/" + count);
    }
  }

  /**
   * @param text index and count, such as {@code 2/5}
   * @return the part
   * @throws UserError for anything else
   */
  public static Shard parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new UserError(
                    "--shard "
                        + text
                        + ": give i/n, the i-th of n parts with 1 ≤ i ≤ n ≤ "
                        + MOST
                        + ", such as 2/5"));
  }

  /**
   * @param text index and count
   * @return the part; empty where there is none of this name
   */
  static Optional<Shard> find(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int index = Integer.parseInt(matcher.group(1));
    int count = Integer.parseInt(matcher.group(2));
    return index >= 1 && index <= count && count <= MOST
        ? Optional.of(new Shard(index, count))
        : Optional.empty();
  }

  /**
   * @return whether this is the whole experiment
   */
  public boolean isWhole() {
    return count == 1;
  }

  /**
   * The runs of this part: the largest run first, each goes to the part that has least work so far.
   * The work of two parts thus differs by one run at most.
   *
   * @param jobs every run of the experiment
   * @return those of this part, in the same order
   */
  public List<Job> of(List<Job> jobs) {
    List<Weighted> largestFirst = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      largestFirst.add(new Weighted(i, job, WorkEstimate.of(job.spec()).total()));
    }
    largestFirst.sort(Comparator.comparingDouble(Weighted::work).reversed());
    double[] loads = new double[count];
    List<Weighted> mine = new ArrayList<>();
    for (Weighted run : largestFirst) {
      int lightest = 0;
      for (int part = 1; part < count; part++) {
        lightest = loads[part] < loads[lightest] ? part : lightest;
      }
      loads[lightest] += run.work();
      if (lightest == index - 1) {
        mine.add(run);
      }
    }
    mine.sort(Comparator.comparingInt(Weighted::position));
    return mine.stream().map(Weighted::job).toList();
  }

  /**
   * @param name of a file or directory that each part has one of
   * @return the name of this part's
   */
  public String named(String name) {
    return isWhole() ? name : name + "-" + index + "-of-" + count;
  }

  /** Index and count, as {@link #parse} reads them. */
  @Override
  public String toString() {
    return index + "/" + count;
  }
}
