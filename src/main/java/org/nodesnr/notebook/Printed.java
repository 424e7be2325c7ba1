package org.nodesnr.notebook;

import static org.nodesnr.notebook.PythonFormat.fixed;
import static org.nodesnr.notebook.PythonFormat.left;
import static org.nodesnr.notebook.PythonFormat.right;
import static org.nodesnr.notebook.PythonFormat.scientific;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;
import org.nodesnr.files.CsvFile;
import org.nodesnr.statistics.RowScope;

/**
 * What the cells of an experiment's notebook print where they agree with its tables, which {@link
 * Freshness} makes sure of.
 */
final class Printed {
  private static final String ACCURACY = "testAccuracy";

  /** Measures that are printed for each gap. */
  private static final int RANKED = 10;

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
    CsvFile table = files.comparison();
    for (int row = 0; row < table.rows().size(); row++) {
      CsvFile tau = pooled(files.quantities().get(row));
      text.append(left(table.texts("label").get(row), 12));
      text.append(right(fixed(table.numbers("rSquaredPaper")[row], 3), 9));
      text.append(right(fixed(table.numbers("rSquared")[row], 3), 8));
      text.append(right(fixed(table.numbers("spearmanPaper")[row], 3), 11));
      text.append(right(fixed(table.numbers("spearman")[row], 3), 8));
      text.append(right(scientific(table.numbers("pValue")[row]), 11));
      text.append(right(fixed(tau.numbers("kendall")[0], 3), 8));
      text.append(right(scientific(tau.numbers("kendallP")[0]), 11)).append('\n');
    }
    text.append("\nThese and all ").append(files.correlations().rows().size());
    return text.append(" rows of correlations.csv agree with runs.csv.\n").toString();
  }

  /** The row of all runs, of a quantity with test accuracy. */
  private CsvFile pooled(String quantity) {
    return files
        .correlations()
        .where("quantity", quantity)
        .where("target", ACCURACY)
        .where("selection", RowScope.Selection.ALL_RUNS.label())
        .where("scope", RowScope.Kind.POOLED.label())
        .theOne();
  }

  /** What {@code influence.py} prints. */
  String influence(CsvFile influence) {
    return "All "
        + influence.rows().size()
        + " rows of regime-influence.csv agree with runs.csv.\n";
  }

  /** What {@code parts.py} prints. */
  String parts(ExperimentFiles.Parts parts) {
    StringBuilder text = new StringBuilder();
    text.append(left("rho with test accuracy", 50)).append(right("regimes", 9));
    text.append(right("runs", 6));
    CsvFile pooled = parts.correlations().where("scope", RowScope.Kind.POOLED.label());
    files.comparison().texts("label").forEach(label -> text.append(right(label, 10)));
    text.append('\n');
    for (String part : new LinkedHashSet<>(pooled.texts("part"))) {
      CsvFile runs = parts.runs().where("part", part);
      text.append(left(part, 50));
      text.append(right(Integer.toString(new TreeSet<>(runs.texts("regime")).size()), 9));
      text.append(right(Integer.toString(runs.rows().size()), 6));
      for (String quantity : files.quantities()) {
        CsvFile row = pooled.where("part", part).where("quantity", quantity).theOne();
        text.append(right(fixed(row.numbers("spearman")[0], 3), 10));
      }
      text.append('\n');
    }
    text.append("\nAll ").append(parts.correlations().rows().size());
    return text.append(" rows of regime-parts.csv agree with runs.csv.\n").toString();
  }

  /** What {@code ranking.py} prints. */
  String ranking(ExperimentFiles.Ranked ranked) {
    StringBuilder text = new StringBuilder();
    int checked = 0;
    for (String target : new LinkedHashSet<>(ranked.measures().texts("target"))) {
      text.append(left("tau with the " + target, 34)).append(right("sign", 5));
      text.append(right("runs", 6)).append(right("tau", 8)).append(right("information", 13));
      text.append('\n');
      int shown = 0;
      for (CsvFile table : List.of(ranked.measures(), ranked.controls())) {
        CsvFile rows = table.where("target", target);
        for (int row = 0; row < rows.rows().size(); row++) {
          String measure = rows.texts("measure").get(row);
          if (files.runs().header().contains(measure)) {
            checked += of(ranked.information(), target, measure).rows().size();
            if (++shown <= RANKED) {
              text.append(left(measure, 34));
              text.append(right(rows.numbers("sign")[row] > 0 ? "+" : "-", 5));
              text.append(right(rows.texts("n").get(row), 6));
              text.append(right(fixed(rows.numbers("kendall")[row], 3), 8));
              text.append(right(fixed(rows.numbers("information")[row], 3), 13)).append('\n');
            }
          }
        }
      }
      text.append('\n');
    }
    return text.append(checked)
        .append(" rows of ranking-information.csv, and tau of ranking.csv and")
        .append(" ranking-controls.csv, agree with runs.csv.\n")
        .toString();
  }

  private static CsvFile of(CsvFile information, String target, String measure) {
    return information.where("target", target).where("measure", measure);
  }

  /** What {@code cause.py} prints. */
  String causes(ExperimentFiles.Causes causes) {
    CsvFile effects = causes.effects();
    StringBuilder text = new StringBuilder();
    text.append(left("regime", 28)).append(left("against", 28)).append(right("pairs", 6));
    text.append(right("change of G", 13)).append(right("of accuracy", 13)).append("  claim\n");
    CsvFile gains = effects.where("quantity", lastQuantity());
    double[] accuracies = effects.where("quantity", ACCURACY).numbers("change");
    for (int row = 0; row < accuracies.length; row++) {
      text.append(left(gains.texts("regime").get(row), 28));
      text.append(left(gains.texts("without").get(row), 28));
      text.append(right(gains.texts("pairs").get(row), 6));
      text.append(right(fixed(gains.numbers("change")[row], 3), 13));
      text.append(right(fixed(accuracies[row], 4), 13)).append("  ");
      text.append(gains.texts("claim").get(row)).append('\n');
    }
    text.append("\nAll ").append(effects.rows().size()).append(" rows of cause.csv and ");
    text.append(causes.doses().rows().size());
    return text.append(" of cause-doses.csv agree with runs.csv.\n").toString();
  }

  /** What {@code noise.py} prints. */
  String noise(ExperimentFiles.Noise noise) {
    CsvFile all = noise.networks().where("regime", "all");
    CsvFile fall = noise.correlations();
    StringBuilder text = new StringBuilder();
    text.append(left("over all networks", 20)).append(right("networks", 9));
    List.of("median", "lowest", "highest").forEach(name -> text.append(right(name, 9)));
    text.append('\n');
    for (int row = 0; row < all.rows().size(); row++) {
      text.append(left(all.texts("quantity").get(row), 20));
      text.append(right(all.texts("networks").get(row), 9));
      for (String name : List.of("median", "lowest", "highest")) {
        text.append(right(fixed(all.numbers(name)[row], 3), 9));
      }
      text.append('\n');
    }
    text.append('\n').append(left("rho with the fall", 20)).append(right("networks", 9));
    text.append(right("rho", 9)).append(right("within regimes", 16)).append('\n');
    for (int row = 0; row < fall.rows().size(); row++) {
      text.append(left(fall.texts("quantity").get(row), 20));
      text.append(right(fall.texts("n").get(row), 9));
      text.append(right(fixed(fall.numbers("spearman")[row], 3), 9));
      text.append(right(fixed(fall.numbers("adjusted")[row], 3), 16)).append('\n');
    }
    text.append("\nAll ").append(noise.networks().rows().size()).append(" rows of noise.csv and ");
    text.append(fall.rows().size());
    return text.append(" of noise-correlations.csv agree with the networks.\n").toString();
  }

  /** What {@code regime-intervals.py} prints. */
  String intervals(CsvFile intervals) {
    StringBuilder text = new StringBuilder();
    text.append(left("rho of " + lastLabel(), 26)).append(right("step", 7)).append("  ");
    text.append(left("with", 14)).append(right("regimes", 8)).append(right("runs", 6));
    text.append(right("rho", 8)).append("  95% interval\n");
    CsvFile rows = intervals.where("quantity", lastQuantity());
    for (int row = 0; row < rows.rows().size(); row++) {
      text.append(left(rows.texts("part").get(row), 26));
      text.append(right(rows.texts("step").get(row), 7)).append("  ");
      text.append(left(rows.texts("target").get(row), 14));
      text.append(right(rows.texts("regimes").get(row), 8));
      text.append(right(rows.texts("networks").get(row), 6)).append(rho(rows, row));
    }
    text.append("\nAll ").append(intervals.rows().size()).append(" rows of regime-intervals.csv");
    return text.append(" agree with runs.csv and checkpoints.csv.\n").toString();
  }

  /** What {@code within-architecture.py} prints. */
  String architectures(CsvFile within) {
    StringBuilder text = new StringBuilder();
    text.append(left("width", 8)).append(left("images", 8)).append(left("dropout", 9));
    text.append(right("cells", 5)).append(right("regimes", 9)).append(right("runs", 6));
    text.append(right("rho", 8)).append("  95% interval of rho of ").append(lastLabel());
    text.append('\n');
    CsvFile rows = within.where("quantity", lastQuantity());
    for (int row = 0; row < rows.rows().size(); row++) {
      text.append(left(rows.texts("width").get(row), 8));
      text.append(left(rows.texts("trainSamples").get(row), 8));
      text.append(left(rows.texts("dropout").get(row), 9));
      String cells = rows.texts("cells").get(row);
      text.append(right(cells.isEmpty() ? "1" : cells, 5));
      text.append(right(rows.texts("regimes").get(row), 9));
      text.append(right(rows.texts("networks").get(row), 6)).append(rho(rows, row));
    }
    text.append("\nAll ").append(within.rows().size()).append(" rows of within-architecture.csv");
    return text.append(" agree with runs.csv.\n").toString();
  }

  private static String rho(CsvFile rows, int row) {
    return right(fixed(rows.numbers("spearman")[row], 3), 8)
        + "  "
        + fixed(rows.numbers("lower")[row], 3)
        + " to "
        + fixed(rows.numbers("upper")[row], 3)
        + "\n";
  }

  private String lastQuantity() {
    List<String> quantities = files.quantities();
    return quantities.get(quantities.size() - 1);
  }

  private String lastLabel() {
    List<String> labels = files.comparison().texts("label");
    return labels.get(labels.size() - 1);
  }

  /** What {@code part-lengths.py} prints. */
  String partLengths(CsvFile lengths) {
    return "All "
        + lengths.rows().size()
        + " rows of training-length-parts.csv agree with checkpoints.csv.\n";
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
  String training(CsvFile lengths) {
    StringBuilder text = new StringBuilder();
    text.append(left("rho with test accuracy", 24));
    text.append(right("steps", 9)).append(right("runs", 6));
    files.comparison().texts("label").forEach(label -> text.append(right(label, 10)));
    text.append('\n');
    for (String scope : new LinkedHashSet<>(lengths.texts("scope"))) {
      CsvFile ofScope = lengths.where("scope", scope);
      for (String step : new LinkedHashSet<>(ofScope.texts("step"))) {
        CsvFile group = ofScope.where("step", step);
        int runs = (int) Arrays.stream(group.numbers("n")).max().orElseThrow();
        text.append(left(scope, 24)).append(right(step, 9));
        text.append(right(Integer.toString(runs), 6));
        Arrays.stream(group.numbers("spearman"))
            .forEach(rho -> text.append(right(fixed(rho, 3), 10)));
        text.append('\n');
      }
    }
    return text.toString();
  }
}
