package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Effect;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.MeanInterval;

/**
 * The change of G^(1..n−1) by each intervention against that of test accuracy, with intervals. The
 * quarters in which the claim wants points are shaded. A second panel enlarges the middle where
 * strong interventions press the others together.
 */
final class CauseFigure {
  /** Of its files. */
  static final String NAME = "cause";

  /** The second panel shows effects on accuracy of at most so many points. */
  private static final double NEAR = 1;

  /** Markers of the weakest and the strongest dose, in usual sizes. */
  private static final double SMALLEST = 0.75;

  private static final double LARGEST = 1.5;

  private static final Color AS_CLAIMED = new Color(0xEEF4EC);

  private final Analysis analysis;
  private final String gain;
  private final List<Effect> effects;
  private final Map<String, RegimeStyle> styles;

  private CauseFigure(Findings findings, String gain) {
    this.analysis = findings.analysis();
    this.gain = gain;
    this.effects = findings.effects();
    this.styles = RegimeStyle.apart(effects.stream().map(CauseFigure::key).toList());
  }

  /** Empty where nothing was done to some runs and not to others, or there is no G^(1..n−1). */
  static Optional<CauseFigure> of(Findings findings) {
    return findings.effects().isEmpty()
        ? Optional.empty()
        : findings.analysis().hiddenGain().map(gain -> new CauseFigure(findings, gain));
  }

  /** What the legend tells apart. */
  private static String key(Effect effect) {
    return effect.intervention().setting() + ", " + effect.family();
  }

  private static double accuracy(double share) {
    return 100 * share;
  }

  private MeanInterval x(Effect effect) {
    return effect.change(gain);
  }

  private static MeanInterval y(Effect effect) {
    return effect.change(AnalysisOptions.TEST_ACCURACY);
  }

  private boolean near(Effect effect) {
    return Math.abs(accuracy(y(effect).mean())) <= NEAR;
  }

  Page page() {
    List<Effect> near = effects.stream().filter(this::near).toList();
    boolean enlarged = near.size() > 1 && near.size() < effects.size();
    int panels = enlarged ? 2 : 1;
    List<Panel> drawn = new ArrayList<>();
    drawn.add(panel(effects, "every intervention", panels));
    if (enlarged) {
      drawn.add(panel(near, "accuracy within ±" + Numbers.rounded(NEAR, 2) + " point", panels));
    }
    return new Page(
        "Change of SNR gain and of test accuracy by each intervention",
        drawn,
        legend(),
        List.of(RichText.plain(note())));
  }

  private Panel panel(List<Effect> of, String heading, int panels) {
    Span x = Span.of(ends(of.stream().map(this::x), 1)).and(0);
    Span y = Span.of(ends(of.stream().map(CauseFigure::y), 100)).and(0);
    XYChart chart = Charts.plot(x, y, Page.plotSize(panels));
    double[] xs = {x.at(-1), 0, x.at(2)};
    double[] ys = {y.at(-1), 0, y.at(2)};
    for (int k = 0; k < 2; k++) {
      double[] across = {xs[k], xs[k + 1], xs[k + 1], xs[k], xs[k]};
      double[] up = {ys[k], ys[k], ys[k + 1], ys[k + 1], ys[k]};
      Charts.addArea(chart, "as claimed " + k, across, up, AS_CLAIMED);
    }
    BasicStroke thin = new BasicStroke((float) Ink.pt(0.6));
    Charts.addLine(
        chart, "no change of G", new double[] {0, 0}, new double[] {ys[0], ys[2]}, Ink.FRAME, thin);
    Charts.addLine(
        chart,
        "no change of accuracy",
        new double[] {xs[0], xs[2]},
        new double[] {0, 0},
        Ink.FRAME,
        thin);
    for (int i = 0; i < of.size(); i++) {
      add(chart, of.get(i), i);
    }
    String symbol = QuantityLabel.of(gain, analysis.layers()).markup();
    return new Panel(
        chart, panels == 1 ? "" : heading, "", "Δ" + symbol, "Δ test accuracy, points");
  }

  private static double[] ends(Stream<MeanInterval> changes, double factor) {
    return changes
        .flatMap(
            change ->
                hasBar(change)
                    ? Stream.of(change.mean(), change.lower(), change.upper())
                    : Stream.of(change.mean()))
        .mapToDouble(end -> factor * end)
        .toArray();
  }

  private static boolean hasBar(MeanInterval change) {
    return change.n() >= Effect.FEWEST_PAIRS && Double.isFinite(change.lower());
  }

  private void add(XYChart chart, Effect effect, int number) {
    RegimeStyle style = styles.get(key(effect));
    MeanInterval x = x(effect);
    MeanInterval y = y(effect);
    double middle = accuracy(y.mean());
    if (!Double.isFinite(x.mean()) || !Double.isFinite(middle)) {
      return;
    }
    BasicStroke stroke = Ink.stroke(0.8);
    if (hasBar(x)) {
      double[] ends = {x.lower(), x.upper()};
      double[] level = {middle, middle};
      Charts.addLine(chart, "gain " + number, ends, level, style.colour(), stroke);
    }
    if (hasBar(y)) {
      double[] at = {x.mean(), x.mean()};
      double[] ends = {accuracy(y.lower()), accuracy(y.upper())};
      Charts.addLine(chart, "accuracy " + number, at, ends, style.colour(), stroke);
    }
    Charts.addPoints(
        chart, "point " + number, new double[] {x.mean()}, new double[] {middle}, marker(effect));
  }

  /** The further from the usual value, the larger; hollow below it where others are above. */
  private PointMarker marker(Effect effect) {
    RegimeStyle style = styles.get(key(effect));
    double[] strengths = strengths(effect);
    int rank = Math.max(0, Arrays.binarySearch(strengths, strength(effect)));
    double share = strengths.length > 1 ? rank / (strengths.length - 1.0) : 0.5;
    boolean hollow = effect.dose() < 0 && bothSides(effect);
    PointMarker marker =
        hollow ? PointMarker.filled(style.glyph(), Color.WHITE, style.colour()) : style.marker();
    return marker.scaled(SMALLEST + share * (LARGEST - SMALLEST));
  }

  private Stream<Effect> alike(Effect effect) {
    return effects.stream().filter(other -> key(other).equals(key(effect)));
  }

  /** How far from the usual value the doses of the same key are, in ascending order. */
  private double[] strengths(Effect effect) {
    return alike(effect).mapToDouble(CauseFigure::strength).distinct().sorted().toArray();
  }

  private static double strength(Effect effect) {
    return Math.abs(effect.dose());
  }

  private boolean bothSides(Effect effect) {
    return alike(effect).anyMatch(other -> other.dose() > 0)
        && alike(effect).anyMatch(other -> other.dose() < 0);
  }

  /** Each with its doses. */
  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    styles.forEach(
        (key, style) -> {
          String doses =
              effects.stream()
                  .filter(effect -> key(effect).equals(key))
                  .sorted(Comparator.comparingDouble(Effect::dose))
                  .map(effect -> Wording.label(effect.value()))
                  .distinct()
                  .collect(Collectors.joining(", "));
          entries.add(
              Legend.Entry.of(style.marker(), RichText.plain(Wording.label(key) + ": " + doses)));
        });
    return new Legend(entries);
  }

  private String note() {
    return "Data: "
        + analysis.basis().text()
        + " A point: mean over pairs of runs of one seed, with the intervention less without it;"
        + " bars: "
        + Wording.level(analysis.options().bootstrap().level())
        + " t intervals, of at least "
        + Effect.FEWEST_PAIRS
        + " pairs."
        + (effects.stream().anyMatch(e -> strengths(e).length > 1) ? " Larger: stronger." : "")
        + (effects.stream().anyMatch(this::bothSides) ? " Hollow: below the usual value." : "")
        + " Shaded: where accuracy moves as G does, as the claim asks.";
  }

  /** The data behind the page as CSV, one row per intervention. */
  String data() {
    List<List<String>> rows = new ArrayList<>();
    for (Effect effect : effects) {
      rows.add(
          Stream.concat(
                  Stream.of(
                      effect.intervention().setting(),
                      effect.value(),
                      effect.regime(),
                      effect.without(),
                      Integer.toString(x(effect).n())),
                  Stream.of(x(effect), y(effect))
                      .flatMap(c -> Stream.of(c.mean(), c.lower(), c.upper()))
                      .map(Numbers::exact))
              .toList());
    }
    return Csv.text(
        List.of(
            "setting",
            "value",
            "regime",
            "without",
            "pairs",
            "gain",
            "gainLower",
            "gainUpper",
            "testAccuracy",
            "testAccuracyLower",
            "testAccuracyUpper"),
        rows);
  }
}
