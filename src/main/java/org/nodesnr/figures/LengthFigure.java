package org.nodesnr.figures;

import static java.util.stream.Collectors.joining;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.TrainingLengths;
import org.nodesnr.analysis.Wording;
import org.nodesnr.statistics.Estimate;
import org.nodesnr.statistics.RowScope;

/**
 * Spearman's ρ between G and test accuracy as a function of training length, pooled and adjusted
 * for regime: at each step, the G and the test accuracy of the networks as they are there.
 */
final class LengthFigure {
  private static final int BAND_ALPHA = 22;

  private final Analysis analysis;
  private final List<String> quantities;
  private final Map<String, RegimeStyle> styles;
  private final TrainingLengths lengths;
  private final Set<Integer> lengthSteps;
  private final List<RowScope.Kind> kinds;
  private final StepAxis axis;

  /**
   * @param findings about the runs
   */
  LengthFigure(Findings findings) {
    this.analysis = findings.analysis();
    this.lengths = findings.lengths();
    this.lengthSteps = lengths.bySteps().keySet();
    this.axis = StepAxis.of(lengthSteps);
    this.quantities = analysis.paperColumns();
    // With one network of each regime there is nothing left within them.
    this.kinds = TrainingLengths.KINDS.stream().filter(this::isDefined).toList();
    this.styles = RegimeStyle.apart(quantities);
  }

  private boolean isDefined(RowScope.Kind kind) {
    return kind == RowScope.Kind.POOLED
        || quantities.stream().anyMatch(quantity -> !lengths.spearman(quantity, kind).isEmpty());
  }

  Page page() {
    List<Panel> panels = kinds.stream().map(this::panel).toList();
    String title = "Correlation of SNR gain and test accuracy by training length";
    String note =
        "Data: "
            + analysis.basis().text()
            + (kinds.size() == 1
                ? " All runs together."
                : " (a) All runs together; (b) less the mean ranks of each regime.")
            + (hasBands()
                ? " Bands: " + Wording.intervals(analysis.options().bootstrap()) + "."
                : " No intervals: too few replicates.")
            + (kinds.size() == 1
                ? ""
                : analysis.basis().replicateNotes().stream().map(n -> " " + n).collect(joining()));
    return new Page(title, panels, legend(), List.of(RichText.plain(note)));
  }

  private boolean hasBands() {
    return kinds.stream()
        .anyMatch(
            kind ->
                quantities.stream()
                    .anyMatch(
                        quantity ->
                            lengthSteps.stream()
                                .map(step -> lengths.row(step, quantity, kind).spearman())
                                .anyMatch(rho -> Double.isFinite(rho.interval().lower()))));
  }

  private Panel panel(RowScope.Kind kind) {
    XYChart chart = axis.plotOfRho(Page.plotSize(kinds.size()));
    quantities.forEach(quantity -> addBand(chart, quantity, kind));
    quantities.forEach(
        quantity ->
            axis.addCurve(chart, quantity, lengths.spearman(quantity, kind), styles.get(quantity)));
    String yTitle =
        kind == RowScope.Kind.POOLED ? "Spearman’s *ρ*, pooled" : "*ρ*, adjusted for regime";
    return new Panel(chart, "", "", axis.title(), yTitle);
  }

  private void addBand(XYChart chart, String quantity, RowScope.Kind kind) {
    List<double[]> upper = new ArrayList<>();
    List<double[]> lower = new ArrayList<>();
    for (int step : lengthSteps) {
      Estimate rho = lengths.row(step, quantity, kind).spearman();
      if (Double.isFinite(rho.interval().lower())) {
        upper.add(new double[] {axis.at(step), rho.interval().upper()});
        lower.add(0, new double[] {axis.at(step), rho.interval().lower()});
      }
    }
    upper.addAll(lower);
    if (upper.size() >= 4) {
      double[] x = upper.stream().mapToDouble(point -> point[0]).toArray();
      double[] y = upper.stream().mapToDouble(point -> point[1]).toArray();
      Color line = styles.get(quantity).colour();
      Color fill = new Color(line.getRed(), line.getGreen(), line.getBlue(), BAND_ALPHA);
      Charts.addArea(chart, "interval " + quantity, x, y, fill);
    }
  }

  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    styles.forEach(
        (quantity, style) ->
            entries.add(
                Legend.Entry.of(
                    style.marker(),
                    style.colour(),
                    style.stroke(Charts.LINE),
                    QuantityLabel.of(quantity, analysis.layers()).title())));
    return new Legend(entries);
  }

  /** The data behind the page as CSV, one row per step, quantity and scope. */
  String data() {
    return lengths.csv(quantities);
  }
}
