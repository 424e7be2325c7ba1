package org.nodesnr.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.PaperValues;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.RegimePart;
import org.nodesnr.statistics.RowScope;

/**
 * Spearman's ρ of G^(1..n−1) with test accuracy as a function of training length, a line for each
 * part of the regimes: in one panel those with and without a means of regularisation, in another
 * those that the config defines, all regimes in both.
 */
final class PartLengthFigure {
  /** Of its files. */
  static final String NAME = "training-length-parts";

  private final Analysis analysis;
  private final String quantity;
  private final Optional<PaperValues> paper;
  private final StepAxis axis;
  private final List<List<RegimePart>> groups;
  private final boolean labelled;
  private final double room;

  private PartLengthFigure(Findings findings, String quantity) {
    this.analysis = findings.analysis();
    this.quantity = quantity;
    this.paper = PaperValues.of(analysis.kinds());
    this.groups = groups(findings.regimeParts());
    this.axis =
        StepAxis.of(
            parts()
                .flatMap(part -> part.lengths().bySteps().keySet().stream())
                .distinct()
                .toList());
    double[] rooms = groups.stream().mapToDouble(PartLengthFigure::room).toArray();
    this.labelled = DoubleStream.of(rooms).allMatch(of -> of > 0);
    this.room = labelled ? DoubleStream.of(rooms).max().orElse(0) : 0;
  }

  private static double room(List<RegimePart> group) {
    return EndLabels.room(group.stream().map(RegimePart::label).map(RichText::plain).toList());
  }

  /** Empty where there are no parts or lengths to compare, or no G^(1..n−1). */
  static Optional<PartLengthFigure> of(Findings findings) {
    if (!findings.comparesParts() || !findings.lengths().comparable()) {
      return Optional.empty();
    }
    return findings.analysis().hiddenGain().map(gain -> new PartLengthFigure(findings, gain));
  }

  /** Those that the tables make of every experiment, those of its config; each with all regimes. */
  private List<List<RegimePart>> groups(List<RegimePart> parts) {
    List<String> named =
        analysis.options().parts().stream().map(AnalysisOptions.Part::label).toList();
    RegimePart all = parts.get(0);
    return Stream.of(false, true)
        .map(
            ofConfig ->
                parts.stream()
                    .filter(part -> part.equals(all) || named.contains(part.label()) == ofConfig)
                    .toList())
        .filter(group -> group.size() > 1)
        .toList();
  }

  private Stream<RegimePart> parts() {
    return groups.stream().flatMap(List::stream).distinct();
  }

  /** With labels colours come again from panel to panel; of a legend each is for one part. */
  private Map<String, RegimeStyle> styles(List<RegimePart> group) {
    Stream<RegimePart> apart = labelled ? group.stream() : parts();
    return RegimeStyle.apart(apart.map(RegimePart::label).toList());
  }

  Page page() {
    return new Page(
        "Correlation of SNR gain and test accuracy by training length, among some of the regimes",
        groups.stream().map(this::panel).toList(),
        legend(),
        List.of(RichText.plain(note())));
  }

  private Panel panel(List<RegimePart> group) {
    XYChart chart = axis.plotOfRho(Page.plotSize(groups.size(), room));
    paper.ifPresent(
        p -> axis.addLevel(chart, "paper", p.spearmanOfHidden(), Ink.FIT, RegimePartFigure.PAPER));
    Map<String, RegimeStyle> styles = styles(group);
    List<EndLabels.End> ends = new ArrayList<>();
    for (RegimePart part : group) {
      SortedMap<Integer, Double> rho = part.lengths().spearman(quantity, RowScope.Kind.POOLED);
      RegimeStyle style = styles.get(part.label());
      axis.addCurve(chart, part.label(), rho, style);
      if (labelled && !rho.isEmpty()) {
        int last = rho.lastKey();
        String markup = RichText.plain(part.label());
        ends.add(new EndLabels.End(markup, axis.at(last), rho.get(last), style.line()));
      }
    }
    String symbol = QuantityLabel.of(quantity, analysis.layers()).markup();
    return new Panel(
        chart,
        RowLabels.NONE,
        new EndLabels(ends),
        "",
        "",
        axis.title(),
        "Spearman’s *ρ* of " + symbol);
  }

  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    if (!labelled) {
      styles(List.of())
          .forEach(
              (part, style) ->
                  entries.add(
                      Legend.Entry.of(
                          style.marker(),
                          style.line(),
                          style.stroke(Charts.LINE),
                          RichText.plain(part))));
    }
    paper.ifPresent(p -> entries.add(RegimePartFigure.entry(p)));
    return new Legend(entries);
  }

  private String note() {
    return "Data: "
        + analysis.basis().text()
        + " At each step the values and the accuracy of the networks as they are there; no run is"
        + " excluded. Steps with fewer than half as many networks as a part has runs are left out."
        + paper.map(RegimePartFigure::source).orElse("");
  }

  /** The data behind the page as CSV, one row per part, step and scope. */
  String data() {
    return RegimePart.lengthsCsv(parts().toList(), quantity::equals);
  }
}
