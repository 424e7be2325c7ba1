package org.nodesnr.sweep;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * The runs that a worker trains at once, in words for people.
 *
 * @param worker its number
 * @param runs at least one
 */
public record RunsInHand(int worker, List<StatusFile.ActiveRun> runs) {
  /** Copies the list. */
  public RunsInHand {
    runs = List.copyOf(runs);
  }

  /**
   * @param runs of any workers
   * @return the same by worker, in the order of workers
   */
  public static List<RunsInHand> of(Collection<StatusFile.ActiveRun> runs) {
    Map<Integer, List<StatusFile.ActiveRun>> byWorker =
        runs.stream()
            .collect(
                Collectors.groupingBy(
                    StatusFile.ActiveRun::worker, TreeMap::new, Collectors.toList()));
    return byWorker.entrySet().stream().map(e -> new RunsInHand(e.getKey(), e.getValue())).toList();
  }

  /**
   * @return regime and seed of a single run, the number of several
   */
  public String label() {
    return runs.size() == 1 ? runs.get(0).label() : runs.size() + " networks";
  }

  /**
   * @return updates made; of several runs from the fewest to the most
   */
  public String step() {
    return range(StatusFile.ActiveRun::step);
  }

  /**
   * @return updates planned; likewise
   */
  public String steps() {
    return range(StatusFile.ActiveRun::steps);
  }

  private String range(ToIntFunction<StatusFile.ActiveRun> count) {
    int least = runs.stream().mapToInt(count).min().orElseThrow();
    int most = runs.stream().mapToInt(count).max().orElseThrow();
    return least == most
        ? String.format(Locale.ROOT, "%,d", least)
        : String.format(Locale.ROOT, "%,d-%,d", least, most);
  }

  /**
   * @return {@code loss} and the mean cross-entropy of recent batches; empty before the first
   *     report
   */
  public String loss() {
    return runs.stream()
        .mapToDouble(StatusFile.ActiveRun::loss)
        .filter(loss -> !Double.isNaN(loss))
        .average()
        .stream()
        .mapToObj(loss -> String.format(Locale.ROOT, "loss %.4f", loss))
        .findFirst()
        .orElse("");
  }

  /**
   * @return time per step of a single run, steps a second of several together; empty before the
   *     first report
   */
  public String speed() {
    double rate =
        runs.stream()
            .mapToDouble(run -> 1000 / run.millisecondsPerStep())
            .filter(steps -> !Double.isNaN(steps))
            .sum();
    if (rate == 0) {
      return "";
    }
    return runs.size() == 1
        ? String.format(Locale.ROOT, "%.1f ms/step", runs.get(0).millisecondsPerStep())
        : String.format(Locale.ROOT, "%,.0f networks × steps/s", rate);
  }
}
