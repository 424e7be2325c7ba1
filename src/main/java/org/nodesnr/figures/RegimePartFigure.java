package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.PaperValues;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.RegimePart;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.Bootstrap;
import org.nodesnr.statistics.CorrelationRow;
import org.nodesnr.statistics.Interval;
import org.nodesnr.statistics.RowScope;

/**
 * A forest plot: Spearman's ρ of G^(1..n−1) with test accuracy among some of the regimes, a row for
 * each part of the table of that name, with its interval over regimes, or over replicates where
 * there are too few regimes; and the paper's ρ as a line.
 */
final class RegimePartFigure {
  /** Of its files. */
  static final String NAME = "regime-parts";

  /** Of the line at the paper's ρ. */
  static final BasicStroke PAPER = Ink.stroke(0.9, 4, 2);

  private static final String POINT_ONLY = "none";

  private final Analysis analysis;
  private final String quantity;
  private final Optional<PaperValues> paper;
  private final List<Row> rows;
  private final Map<String, RegimeStyle> styles;

  /** A part; what is not drawn is NaN. */
  private record Row(RegimePart part, int n, double rho, Interval interval, String over) {
    private static Row of(RegimePart part, String quantity) {
      CorrelationRow pooled = part.row(quantity, RowScope.Kind.POOLED);
      Interval regimes = part.influence(quantity).interval();
      Interval replicates = pooled.spearman().interval();
      boolean hasRegimes = Double.isFinite(regimes.lower());
      String over =
          hasRegimes ? "regimes" : Double.isFinite(replicates.lower()) ? "replicates" : POINT_ONLY;
      double rho = pooled.n() < Wording.FEWEST_RUNS ? Double.NaN : pooled.shownSpearman();
      return new Row(part, pooled.n(), rho, hasRegimes ? regimes : replicates, over);
    }

    private boolean drawn() {
      return Double.isFinite(rho);
    }
  }

  private RegimePartFigure(Findings findings, String quantity) {
    this.analysis = findings.analysis();
    this.quantity = quantity;
    this.paper = PaperValues.of(analysis.kinds());
    this.rows = findings.regimeParts().stream().map(part -> Row.of(part, quantity)).toList();
    this.styles = RegimeStyle.apart(List.of("regimes", "replicates", POINT_ONLY));
  }

  /** Empty where there are no parts to compare, or no G^(1..n−1). */
  static Optional<RegimePartFigure> of(Findings findings) {
    if (!findings.comparesParts()) {
      return Optional.empty();
    }
    return findings.analysis().hiddenGain().map(gain -> new RegimePartFigure(findings, gain));
  }

  private double paperRho() {
    return paper.map(PaperValues::spearmanOfHidden).orElse(Double.NaN);
  }

  Page page() {
    RowLabels labels =
        new RowLabels(
            rows.stream()
                .map(row -> RichText.plain(row.part().label() + " (" + row.n() + ")"))
                .toList());
    XYChart chart = Forest.plot(new Span(-1, 1), labels);
    if (Double.isFinite(paperRho())) {
      Forest.addVertical(chart, "paper", paperRho(), labels, Ink.FIT, PAPER);
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).drawn()) {
        add(chart, rows.get(i), labels.middle(i));
      }
    }
    String symbol = QuantityLabel.of(quantity, analysis.layers()).markup();
    Panel panel =
        new Panel(
            chart, labels, EndLabels.NONE, "", "", "*ρ* of " + symbol + " with test accuracy", "");
    return new Page(
        "Correlation of SNR gain and test accuracy among some of the regimes",
        List.of(panel),
        legend(),
        List.of(RichText.plain(note())));
  }

  private void add(XYChart chart, Row row, double y) {
    RegimeStyle style = styles.get(row.over());
    String label = row.part().label();
    if (!row.over().equals(POINT_ONLY)) {
      Forest.addInterval(chart, "interval " + label, row.interval(), y, style.colour());
    }
    Forest.addPoint(chart, "point " + label, row.rho(), y, style);
  }

  private boolean draws(String over) {
    return rows.stream().anyMatch(row -> row.drawn() && row.over().equals(over));
  }

  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    styles.forEach(
        (over, style) -> {
          if (draws(over)) {
            boolean interval = !over.equals(POINT_ONLY);
            entries.add(
                Forest.entry(style, interval, interval ? "interval over " + over : "no interval"));
          }
        });
    paper.ifPresent(p -> entries.add(entry(p)));
    return new Legend(entries);
  }

  /** What the line at the paper's ρ is. */
  static Legend.Entry entry(PaperValues paper) {
    String rho = Wording.coefficient(paper.spearmanOfHidden(), 2);
    return Legend.Entry.of(Ink.FIT, PAPER, "the paper’s *ρ*, " + rho);
  }

  /** Where the paper's ρ is from, as a sentence. */
  static String source(PaperValues paper) {
    return " Dashed: arXiv 2002.04687, table " + paper.table() + ".";
  }

  private String note() {
    StringBuilder text = new StringBuilder("Data: ").append(analysis.basis().text());
    text.append(" Spearman’s ρ, no run excluded; in brackets: runs.");
    if (draws("regimes") || draws("replicates")) {
      String level = Wording.level(analysis.options().bootstrap().level());
      text.append(" Bars: ").append(level).append(" intervals from bootstrap over regimes");
      text.append("; with fewer than ").append(Bootstrap.FEWEST_CLUSTERS);
      text.append(" of similar size, over replicates, if there are so many.");
    } else {
      text.append(" No intervals: too few regimes and replicates.");
    }
    if (rows.stream().anyMatch(row -> row.n() < Wording.FEWEST_RUNS)) {
      text.append(" No point with fewer than ").append(Wording.FEWEST_RUNS).append(" runs.");
    }
    paper.ifPresent(p -> text.append(source(p)));
    return text.toString();
  }

  /** The data behind the page as CSV, one row per part. */
  String data() {
    List<List<String>> lines = new ArrayList<>();
    for (Row row : rows) {
      boolean bar = row.drawn() && !row.over().equals(POINT_ONLY);
      lines.add(
          List.of(
              row.part().label(),
              Integer.toString(row.part().regimes()),
              quantity,
              Integer.toString(row.n()),
              Numbers.exact(row.rho()),
              Numbers.exact(bar ? row.interval().lower() : Double.NaN),
              Numbers.exact(bar ? row.interval().upper() : Double.NaN),
              bar ? row.over() : POINT_ONLY,
              Numbers.exact(paperRho())));
    }
    return Csv.text(
        List.of(
            "part",
            "regimes",
            "quantity",
            "n",
            "spearman",
            "lower",
            "upper",
            "intervalOver",
            "spearmanPaper"),
        lines);
  }
}
