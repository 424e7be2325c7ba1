package org.nodesnr.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What an experiment would train, for {@code --dry-run}.
 *
 * @param experiment the experiment
 * @param rows one for each regime, in the order of the runs
 */
public record Plan(Experiment experiment, List<Row> rows) {
  private static final int WIDTH = 80;
  private static final int SEEDS_WIDTH = 12;
  private static final int FIXED_WIDTH = 2 + SEEDS_WIDTH + 12 + 9 + 9 + 14;

  /** Copies the list. */
  public Plan {
    rows = List.copyOf(rows);
  }

  /**
   * The runs of one regime.
   *
   * @param regime its label
   * @param seeds the replicates
   * @param steps updates of each run
   * @param scores checkpoints of each run with accuracy and loss, those with S and G included
   * @param figures checkpoints of each run with S and G
   */
  public record Row(String regime, List<Long> seeds, int steps, int scores, int figures) {
    /** Copies the list. */
    public Row {
      seeds = List.copyOf(seeds);
    }

    /**
     * @return updates of all runs of the regime
     */
    public long totalSteps() {
      return (long) steps * seeds.size();
    }
  }

  /**
   * @param experiment an experiment
   * @return its plan
   */
  public static Plan of(Experiment experiment) {
    Map<String, List<RunSpec>> byRegime = new LinkedHashMap<>();
    for (PlannedRun run : experiment.runs()) {
      byRegime
          .computeIfAbsent(run.spec().regime().name(), name -> new ArrayList<>())
          .add(run.spec());
    }
    List<Row> rows = new ArrayList<>();
    byRegime.forEach((name, specs) -> rows.add(row(name, specs)));
    return new Plan(experiment, rows);
  }

  private static Row row(String name, List<RunSpec> specs) {
    Checkpoints checkpoints = specs.get(0).checkpoints();
    int steps = specs.get(0).regime().steps();
    return new Row(
        name,
        specs.stream().map(RunSpec::seed).toList(),
        steps,
        (int)
            IntStream.rangeClosed(0, steps).filter(s -> checkpoints.accuracyDue(s, steps)).count(),
        (int)
            IntStream.rangeClosed(0, steps).filter(s -> checkpoints.figuresDue(s, steps)).count());
  }

  /**
   * @return updates of all runs
   */
  public long totalSteps() {
    return rows.stream().mapToLong(Row::totalSteps).sum();
  }

  /**
   * When the last of some workers is done, each taking the next run of the plan when it is free.
   *
   * @param secondsPerRun how long a run takes one worker
   * @param workers number of workers, 1 or more
   * @return seconds
   */
  public double seconds(ToDoubleFunction<RunSpec> secondsPerRun, int workers) {
    PriorityQueue<Double> free = new PriorityQueue<>();
    for (int i = 0; i < workers; i++) {
      free.add(0.0);
    }
    double end = 0;
    for (PlannedRun run : experiment.runs()) {
      double done = free.remove() + secondsPerRun.applyAsDouble(run.spec());
      free.add(done);
      end = Math.max(end, done);
    }
    return end;
  }

  /**
   * The plan as text of at most 80 columns.
   *
   * @param secondsPerRun how long a run takes one worker, measurements included
   * @param workers number of workers, 1 or more
   * @return lines, each ended by a line feed
   */
  public String render(ToDoubleFunction<RunSpec> secondsPerRun, int workers) {
    StringBuilder text = new StringBuilder();
    line(text, experiment.name() + ": " + experiment.title());
    RunSpec spec = experiment.runs().get(0).spec();
    line(text, data(spec.data()) + "; " + network(spec) + "; " + streams(spec) + " streams");
    text.append('\n');
    table(text);
    text.append('\n');
    experiment.notes().forEach(note -> line(text, note));
    line(
        text,
        grouped(experiment.runs().size())
            + (experiment.runs().size() == 1 ? " run, " : " runs, ")
            + grouped(totalSteps())
            + " steps: "
            + duration(seconds(secondsPerRun, workers))
            + " with "
            + workers
            + (workers == 1 ? " worker" : " workers"));
    return text.toString();
  }

  private void table(StringBuilder text) {
    int longest = rows.stream().mapToInt(row -> row.regime().length()).max().orElse(0);
    int width = Math.min(Math.max(longest, "regime".length()), WIDTH - FIXED_WIDTH);
    String format = "%-" + width + "s  %-" + SEEDS_WIDTH + "s%12s%9s%9s%14s\n";
    row(text, format, "regime", "seeds", "steps", "scores", "S and G", "all steps");
    for (Row row : rows) {
      row(
          text,
          format,
          shortened(row.regime(), width),
          shortened(ranges(row.seeds()), SEEDS_WIDTH),
          grouped(row.steps()),
          grouped(row.scores()),
          grouped(row.figures()),
          grouped(row.totalSteps()));
    }
  }

  private static void row(StringBuilder text, String format, Object... cells) {
    text.append(String.format(Locale.ROOT, format, cells));
  }

  private static void line(StringBuilder text, String content) {
    text.append(shortened(content, WIDTH)).append('\n');
  }

  private static String data(DataSpec data) {
    return data.set() + " " + DataSet.side(data) + "×" + DataSet.side(data);
  }

  private static String network(RunSpec spec) {
    int channels = DataSet.of(spec.data().set()).channels;
    long parameters = spec.network().parameterCount(DataSet.side(spec.data()), channels);
    return grouped(parameters) + " parameters";
  }

  private static String streams(RunSpec spec) {
    return spec.independentStreams() ? "independent" : "shared";
  }

  /** {@code 1..4, 7}. */
  private static String ranges(List<Long> seeds) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= seeds.size(); i++) {
      if (i == seeds.size() || seeds.get(i) != seeds.get(i - 1) + 1) {
        long first = seeds.get(from);
        long last = seeds.get(i - 1);
        parts.add(first == last ? Long.toString(first) : first + ".." + last);
        from = i;
      }
    }
    return String.join(", ", parts);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String shortened(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  private static String duration(double seconds) {
    long minutes = Math.round(seconds / 60);
    if (minutes < 1) {
      return "about a minute or less";
    }
    return "about " + (minutes >= 60 ? grouped(minutes / 60) + " h " : "") + minutes % 60 + " min";
  }
}
