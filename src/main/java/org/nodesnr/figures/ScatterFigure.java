package org.nodesnr.figures;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Scatter;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.CorrelationTable;

/** Quantities against test accuracy, a panel each, as in the paper's figures 1 to 5. */
final class ScatterFigure {
  private static final Color GREY = new Color(0x666666);

  private final Analysis analysis;
  private final List<String> columns;
  private final String title;
  private final boolean fitted;
  private final Map<String, RegimeStyle> styles;
  private final CorrelationTable correlations;

  /**
   * @param findings about the runs
   * @param columns what the panels show
   * @param title what the figure shows
   * @param fitted whether panels have best-fit lines
   */
  ScatterFigure(Findings findings, List<String> columns, String title, boolean fitted) {
    this.analysis = findings.analysis();
    this.correlations = findings.correlations();
    this.columns = columns;
    this.title = title;
    this.fitted = fitted;
    this.styles = RegimeStyle.of(analysis.families());
  }

  Page page() {
    List<ScatterPanel> panels = new ArrayList<>();
    for (String column : columns) {
      ScatterPanel whole = panel(column, false);
      panels.add(whole);
      if (whole.isCrowded()) {
        panels.add(panel(column, true));
      }
    }
    Page.PlotSize size = Page.plotSize(panels.size());
    boolean beyond = panels.stream().anyMatch(ScatterPanel::hasPointsBeyondTheAxis);
    boolean line = panels.stream().anyMatch(ScatterPanel::hasLine);
    return new Page(
        title,
        panels.stream().map(panel -> panel.panel(size)).toList(),
        legend(beyond, line),
        notes());
  }

  private ScatterPanel panel(String column, boolean enlarged) {
    Scatter scatter = Scatter.of(analysis, correlations, column);
    return new ScatterPanel(analysis, scatter, styles, fitted, enlarged);
  }

  private Legend legend(boolean beyond, boolean line) {
    List<Legend.Entry> entries =
        new ArrayList<>(Legend.Entry.of(RegimeStyle.named(analysis.families(), styles)));
    if (!analysis.exclusions().excluded().isEmpty()) {
      entries.add(Legend.Entry.of(PointMarker.struckOut(Glyph.CIRCLE, GREY), "excluded"));
    }
    if (beyond) {
      entries.add(
          Legend.Entry.of(PointMarker.hollow(Glyph.ARROW_RIGHT, GREY), "excluded, off the axis"));
    }
    if (line) {
      entries.add(Legend.Entry.of(Ink.FIT, ScatterPanel.FIT_STROKE, "least-squares line"));
    }
    return new Legend(entries);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(RichText.plain("Data: " + analysis.basis().text()));
    String exclusions = String.join(" ", analysis.basis().exclusionNotes());
    boolean any = !analysis.exclusions().excluded().isEmpty();
    String fit = any ? " Line and *r*^{2} without the excluded runs, Spearman’s *ρ* with all." : "";
    if (!exclusions.isEmpty()) {
      notes.add(RichText.plain(exclusions) + (fitted ? fit : ""));
    }
    return notes;
  }

  /** The data behind the page as CSV, one row per run. */
  String data() {
    List<String> header =
        Stream.of(
                List.of("id", "regime", "family", "seed"),
                columns,
                List.of(AnalysisOptions.TEST_ACCURACY, "excluded"))
            .flatMap(List::stream)
            .toList();
    List<double[]> values =
        Stream.concat(columns.stream(), Stream.of(AnalysisOptions.TEST_ACCURACY))
            .map(analysis.table()::numbers)
            .toList();
    List<List<String>> labels =
        Stream.of("id", "regime", "family", "seed").map(analysis.table()::labels).toList();
    boolean[] excluded = analysis.excluded();
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < excluded.length; row++) {
      List<String> cells = new ArrayList<>();
      for (List<String> label : labels) {
        cells.add(label.get(row));
      }
      for (double[] value : values) {
        cells.add(Numbers.exact(value[row]));
      }
      cells.add(Boolean.toString(excluded[row]));
      rows.add(cells);
    }
    return Csv.text(header, rows);
  }
}
