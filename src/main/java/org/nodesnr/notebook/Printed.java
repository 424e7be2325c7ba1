package org.nodesnr.notebook;

import static org.nodesnr.notebook.PythonFormat.fixed;
import static org.nodesnr.notebook.PythonFormat.left;
import static org.nodesnr.notebook.PythonFormat.right;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.nodesnr.statistics.Spearman;

/** What the cells of an experiment's notebook print, computed here from the same files. */
final class Printed {
  private static final String ACCURACY = "testAccuracy";

  /** Fewer runs than this make no line of the table over training, as in training.py. */
  private static final int FEWEST_RUNS = 10;

  private final ExperimentFiles files;

  Printed(ExperimentFiles files) {
    this.files = files;
  }

  /** What {@code read.py} prints. */
  String read() {
    CsvFile runs = files.runs();
    StringBuilder text = new StringBuilder();
    text.append(runs.rows().size()).append(" finished runs on ");
    text.append(String.join(", ", new TreeSet<>(runs.texts("dataSet")))).append("\n\n");
    text.append(left("regime", 36)).append(right("runs", 6)).append(right("steps", 9));
    text.append("  test accuracy, lowest to highest\n");
    for (String regime : new LinkedHashSet<>(runs.texts("regime"))) {
      CsvFile group = runs.where("regime", regime);
      double[] accuracy = group.numbers(ACCURACY);
      int steps = (int) Arrays.stream(group.numbers("step")).max().orElseThrow();
      text.append(left(regime, 36)).append(right(Integer.toString(group.rows().size()), 6));
      text.append(right(Integer.toString(steps), 9)).append("  ");
      text.append(fixed(Arrays.stream(accuracy).min().orElseThrow(), 4)).append(" to ");
      text.append(fixed(Arrays.stream(accuracy).max().orElseThrow(), 4)).append('\n');
    }
    return text.toString();
  }

  /** What {@code exclude.py} prints. */
  String exclude() {
    CsvFile excluded = files.excluded();
    StringBuilder text = new StringBuilder();
    text.append(excluded.rows().size()).append(" of ").append(files.runs().rows().size());
    text.append(" runs are left out\n");
    for (String rule : new LinkedHashSet<>(excluded.texts("rule"))) {
      text.append(rule).append(": ");
      text.append(String.join(", ", excluded.where("rule", rule).texts("id"))).append('\n');
    }
    return text.toString();
  }

  /** What {@code recompute.py} prints. */
  String recompute() {
    StringBuilder text = new StringBuilder(" ".repeat(12));
    text.append(right("r2 paper", 9)).append(right("r2", 8)).append(right("rho paper", 11));
    text.append(right("rho", 8)).append(right("p of rho", 11)).append(right("tau", 8));
    text.append(right("p of tau", 11)).append('\n');
    Recomputed.of(files).forEach(row -> text.append(row.line()).append('\n'));
    text.append("\nThese and all ").append(files.correlations().rows().size());
    return text.append(" rows of correlations.csv agree with runs.csv.\n").toString();
  }

  /** What {@code redraw} prints. */
  String redraw(Figure figure) {
    return figure.name()
        + ".csv holds what runs.csv holds: "
        + String.join(", ", figure.quantities())
        + " of "
        + files.runs().rows().size()
        + " runs\n";
  }

  /** What {@code training.py} prints. */
  String training() {
    List<String> labels = files.comparison().texts("label");
    StringBuilder text = new StringBuilder();
    text.append("rho with test accuracy after so many steps, ");
    text.append("over the runs that were measured there\n\n");
    text.append(right("steps", 9)).append(right("runs", 6));
    labels.forEach(label -> text.append(right(label, 10)));
    text.append('\n');
    CsvFile checkpoints = files.checkpoints();
    Set<String> finished = Set.copyOf(files.runs().texts("id"));
    List<String> ids = checkpoints.texts("id");
    double[] steps = checkpoints.numbers("step");
    double[] accuracy = checkpoints.numbers(ACCURACY);
    List<double[]> quantities = files.quantities().stream().map(checkpoints::numbers).toList();
    double[] distinct = Arrays.stream(steps).filter(s -> s > 0).sorted().distinct().toArray();
    for (double step : distinct) {
      int[] rows =
          IntStream.range(0, steps.length)
              .filter(row -> steps[row] == step && finished.contains(ids.get(row)))
              .filter(row -> !Double.isNaN(accuracy[row]))
              .filter(row -> quantities.stream().noneMatch(q -> Double.isNaN(q[row])))
              .toArray();
      if (rows.length >= FEWEST_RUNS) {
        text.append(right(Integer.toString((int) step), 9));
        text.append(right(Integer.toString(rows.length), 6));
        for (double[] quantity : quantities) {
          double rho =
              Spearman.correlate(select(quantity, rows), select(accuracy, rows), Recomputed.SCIPY)
                  .coefficient();
          text.append(right(fixed(rho, 3), 10));
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static double[] select(double[] values, int[] rows) {
    return IntStream.of(rows).mapToDouble(row -> values[row]).toArray();
  }
}
