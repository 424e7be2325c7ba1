package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.results.Csv;
import org.nodesnr.results.Numbers;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.CorrelationTable;
import org.nodesnr.statistics.Estimate;
import org.nodesnr.statistics.Interval;
import org.nodesnr.statistics.Scope;

/** Every quantity with every target, in every scope: what the paper's tables are a corner of. */
final class FullTable {
  private static final List<String> HEADER =
      List.of(
          "quantity",
          "target",
          "selection",
          "scope",
          "regime",
          "n",
          "excluded",
          "dropped",
          "regimes",
          "slope",
          "intercept",
          "rSquared",
          "rSquaredLower",
          "rSquaredUpper",
          "pearson",
          "pearsonLower",
          "pearsonUpper",
          "pearsonP",
          "pearsonMethod",
          "spearman",
          "spearmanLower",
          "spearmanUpper",
          "spearmanP",
          "spearmanMethod",
          "kendall",
          "kendallLower",
          "kendallUpper",
          "kendallP",
          "kendallMethod",
          "signChange",
          "note");

  private FullTable() {}

  static String csv(CorrelationTable correlations) {
    List<List<String>> rows = new ArrayList<>();
    for (CorrelationRow row : correlations.rows()) {
      List<String> cells = new ArrayList<>();
      cells.addAll(List.of(row.quantity(), row.target(), row.scope().selection().label()));
      cells.addAll(List.of(row.scope().kind().label(), row.scope().regime()));
      IntStream.of(row.n(), row.excluded(), row.dropped(), row.regimes())
          .forEach(count -> cells.add(Integer.toString(count)));
      cells.add(Numbers.exact(row.fit().slope()));
      cells.add(Numbers.exact(row.fit().intercept()));
      cells.add(Numbers.exact(row.fit().rSquared()));
      addEnds(row.rSquaredInterval(), cells);
      for (Estimate e : List.of(row.pearson(), row.spearman(), row.kendall())) {
        cells.add(Numbers.exact(e.correlation().coefficient()));
        addEnds(e.interval(), cells);
        cells.add(Numbers.exact(e.correlation().pValue()));
        cells.add(e.correlation().method().label());
      }
      cells.add(Boolean.toString(row.signChange().any()));
      cells.add(row.spearman().correlation().note());
      rows.add(cells);
    }
    return Csv.text(HEADER, rows);
  }

  private static void addEnds(Interval interval, List<String> cells) {
    cells.add(Numbers.exact(interval.lower()));
    cells.add(Numbers.exact(interval.upper()));
  }

  static String markdown(Analysis analysis, CorrelationTable correlations) {
    StringBuilder text = new StringBuilder();
    for (String target : analysis.options().targets()) {
      for (Scope.Selection selection : Scope.Selection.values()) {
        boolean repeats =
            selection == Scope.Selection.AFTER_EXCLUSIONS
                && analysis.exclusions().excluded().isEmpty();
        if (!repeats) {
          text.append(markdown(analysis, correlations, target, selection)).append('\n');
        }
      }
    }
    List<String> notes = new ArrayList<>();
    notes.add(
        "Data: "
            + analysis.dataOrigin()
            + "; "
            + analysis.extent()
            + ". Intervals and p-values of"
            + " every scope are in correlations.csv; "
            + Wording.intervals(analysis.options().bootstrap())
            + ".");
    notes.addAll(analysis.exclusionNotes());
    notes.add(
        "A regime counts from three runs on. “Sign” marks quantities whose correlation changes its"
            + " sign once regimes are told apart.");
    return text.append(String.join(" ", notes)).append('\n').toString();
  }

  private static Markdown markdown(
      Analysis analysis, CorrelationTable correlations, String target, Scope.Selection selection) {
    String name = QuantityLabel.of(target, analysis.layers()).plain();
    Markdown table = new Markdown("Correlation with " + name + ", " + selection.label());
    table.header(
        List.of(
            "quantity",
            "variant",
            "*n*",
            "*r*²",
            "*ρ* pooled",
            Notes.level(analysis) + " interval",
            "*p*",
            "*ρ* adjusted for regime",
            "mean *ρ* within regimes",
            "*τ* pooled",
            "sign"));
    for (String quantity : analysis.quantities()) {
      Optional<CorrelationRow> pooled =
          correlations.find(quantity, target, Scope.of(selection, Scope.Kind.POOLED));
      pooled.ifPresent(
          row ->
              table.row(
                  List.of(
                      QuantityLabel.of(quantity, analysis.layers()).markdown(),
                      quantity.contains(".") ? quantity.substring(0, quantity.indexOf('.')) : "",
                      Wording.count(row.n()),
                      Wording.coefficient(row.fit().rSquared(), 3),
                      rho(row),
                      interval(row.spearman().interval()),
                      Wording.pValue(row.spearman().correlation().pValue()),
                      rho(correlations, quantity, target, selection, Scope.Kind.ADJUSTED),
                      rho(correlations, quantity, target, selection, Scope.Kind.WITHIN_MEAN),
                      Wording.coefficient(row.kendall().correlation().coefficient(), 3),
                      row.signChange().spearman() ? "changes" : "")));
    }
    return table;
  }

  private static String rho(
      CorrelationTable correlations,
      String quantity,
      String target,
      Scope.Selection selection,
      Scope.Kind kind) {
    return correlations
        .find(quantity, target, Scope.of(selection, kind))
        .map(FullTable::rho)
        .orElse("–");
  }

  private static String rho(CorrelationRow row) {
    return Wording.coefficient(row.spearman().correlation().coefficient(), 3);
  }

  static String interval(Interval interval) {
    return Double.isNaN(interval.lower())
        ? "–"
        : Wording.coefficient(interval.lower(), 2)
            + " to "
            + Wording.coefficient(interval.upper(), 2);
  }
}
