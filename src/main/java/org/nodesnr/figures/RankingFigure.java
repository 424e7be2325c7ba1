package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.RankedMeasure;
import org.nodesnr.analysis.Ranking;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;

/**
 * A forest plot: Kendall's τ_b of every measure with a generalisation gap, a row each, with its
 * interval over settings; below them the controls, of which two that a measure has to beat are
 * lines from top to bottom, too.
 */
final class RankingFigure {
  private static final String NODES = "S and G";
  private static final String OTHERS = "other measures";
  private static final String CONTROLS = "controls";

  private final Analysis analysis;
  private final Ranking ranking;
  private final List<RankedMeasure> rows;
  private final Map<String, RegimeStyle> styles;

  /**
   * @param analysis the runs
   * @param ranking of their measures against one gap
   */
  RankingFigure(Analysis analysis, Ranking ranking) {
    this.analysis = analysis;
    this.ranking = ranking;
    this.rows = ranking.drawn();
    this.styles = RegimeStyle.apart(List.of(CONTROLS, OTHERS, NODES));
  }

  /** One for each gap; none where measures are not ranked. */
  static List<RankingFigure> of(Findings findings) {
    return findings.rankings().stream()
        .map(ranking -> new RankingFigure(findings.analysis(), ranking))
        .filter(figure -> !figure.rows.isEmpty())
        .toList();
  }

  /** Of its files, by the gap. */
  static String name(String target) {
    return "ranking-" + target;
  }

  /** Of its files. */
  String name() {
    return name(ranking.target());
  }

  private String kind(RankedMeasure row) {
    return row.control() ? CONTROLS : ranking.ofNodes(row) ? NODES : OTHERS;
  }

  Page page() {
    RowLabels labels = new RowLabels(rows.stream().map(this::label).toList());
    XYChart chart = Forest.plot(new Span(-1, 1), labels);
    for (RankedMeasure row : ranking.toBeat()) {
      Forest.addVertical(
          chart, row.name(), row.tau(), labels, colour(row.name()), stroke(row.name()));
    }
    for (int i = 0; i < rows.size(); i++) {
      RankedMeasure row = rows.get(i);
      RegimeStyle style = styles.get(kind(row));
      if (Double.isFinite(row.interval().lower())) {
        Forest.addInterval(
            chart, "interval " + row.name(), row.interval(), labels.middle(i), style.colour());
      }
      Forest.addPoint(chart, "point " + row.name(), row.tau(), labels.middle(i), style);
    }
    String gap = ranking.targetWords();
    Panel panel = new Panel(chart, labels, EndLabels.NONE, "", "", "*τ*_{b} with the " + gap, "");
    return new Page(
        "Measures of generalisation against the " + gap,
        List.of(panel),
        legend(),
        List.of(RichText.plain(note())));
  }

  private String label(RankedMeasure row) {
    return row.control()
        ? RichText.plain(ranking.controlWords(row))
        : QuantityLabel.of(row.name(), analysis.layers()).markup();
  }

  private Color colour(String control) {
    return control.equals("trainLoss") ? Ink.FIT : styles.get(CONTROLS).colour();
  }

  private static BasicStroke stroke(String control) {
    return control.equals("trainLoss") ? Ink.stroke(0.9, 1.2f, 1.2f) : Ink.stroke(0.9, 4, 2);
  }

  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    for (String kind : List.of(NODES, OTHERS, CONTROLS)) {
      if (rows.stream().anyMatch(row -> kind(row).equals(kind))) {
        entries.add(Forest.entry(styles.get(kind), true, RichText.plain(kind)));
      }
    }
    for (RankedMeasure row : ranking.toBeat()) {
      entries.add(
          Legend.Entry.of(
              colour(row.name()),
              stroke(row.name()),
              RichText.plain(
                  ranking.controlWords(row) + ", " + Wording.coefficient(row.tau(), 2))));
    }
    return new Legend(entries);
  }

  private String note() {
    return "Data: "
        + analysis.basis().text()
        + " No run is excluded. Kendall’s τ, each measure times its sign, which was fixed"
        + " beforehand: positive is as expected. Measures are in the order of |τ|, controls below"
        + " them. Bars: "
        + Wording.intervals(analysis.options().bootstrap(), "settings")
        + ".";
  }

  /** The data behind the page as CSV, one row per measure. */
  String data() {
    List<List<String>> lines = new ArrayList<>();
    for (RankedMeasure row : rows) {
      lines.add(
          List.of(
              ranking.target(),
              row.name(),
              kind(row),
              Integer.toString(row.sign()),
              Integer.toString(row.n()),
              Numbers.exact(row.tau()),
              Numbers.exact(row.interval().lower()),
              Numbers.exact(row.interval().upper())));
    }
    return Csv.text(
        List.of("target", "measure", "kind", "sign", "n", "kendall", "lower", "upper"), lines);
  }
}
