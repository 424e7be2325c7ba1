package org.nodesnr.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Effect;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.NoiseMechanism;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.statistics.MeanInterval;
import org.nodesnr.statistics.RegimeInfluence;

/**
 * What interventions changed, and what noise does: the section of the page on whether S and G make
 * accuracy. Empty where nothing was done to some runs and not to others, and no noise was measured.
 */
final class CauseSection {
  private final Analysis analysis;
  private final Findings findings;
  private final Runs runs;
  private final Palette palette;

  private CauseSection(Findings findings, Runs runs, Palette palette) {
    this.analysis = findings.analysis();
    this.findings = findings;
    this.runs = runs;
    this.palette = palette;
  }

  /** The section; empty where there is nothing to show. */
  static String of(Findings findings, Runs runs, Palette palette) throws IOException {
    CauseSection section = new CauseSection(findings, runs, palette);
    String plots = section.interventions() + section.noise();
    return plots.isEmpty() ? "" : PageTemplate.resource("cause.html").replace("{{plots}}", plots);
  }

  private String interventions() {
    Optional<String> gain = analysis.hiddenGain();
    if (gain.isEmpty() || findings.effects().isEmpty()) {
      return "";
    }
    List<MeanInterval> gains =
        findings.effects().stream().map(effect -> effect.change(gain.get())).toList();
    List<MeanInterval> accuracies =
        findings.effects().stream()
            .map(effect -> effect.change(AnalysisOptions.TEST_ACCURACY))
            .toList();
    Plot plot = Plot.of(span(gains, 1), span(accuracies, 100));
    StringBuilder content = new StringBuilder();
    content.append("<path class=\"zero\" d=\"M").append(plot.x().place(0)).append(' ');
    content.append(plot.y().place(plot.y().span().from())).append('V');
    content.append(plot.y().place(plot.y().span().to())).append('M');
    content.append(plot.x().place(plot.x().span().from())).append(' ').append(plot.y().place(0));
    content.append('H').append(plot.x().place(plot.x().span().to())).append("\"/>");
    for (int i = 0; i < gains.size(); i++) {
      append(content, plot, findings.effects().get(i), gains.get(i), accuracies.get(i));
    }
    QuantityLabel label = QuantityLabel.of(gain.get(), analysis.layers());
    return plot.figure(
        "cause",
        "",
        "<b>What interventions changed</b>",
        "Change of "
            + label.words()
            + " and of test accuracy by each intervention: "
            + spoken(gains),
        "Δ" + Plot.title(label),
        "Δ test accuracy, points",
        content.toString());
  }

  private static Span span(List<MeanInterval> changes, double factor) {
    double[] ends =
        changes.stream()
            .flatMap(c -> Stream.of(c.mean(), c.lower(), c.upper()))
            .mapToDouble(end -> factor * end)
            .toArray();
    return Axis.padded(Span.of(ends).and(0));
  }

  private void append(
      StringBuilder text, Plot plot, Effect effect, MeanInterval gain, MeanInterval accuracy) {
    if (!Double.isFinite(gain.mean()) || !Double.isFinite(accuracy.mean())) {
      return;
    }
    int regime = regime(effect.regime());
    String x = plot.x().place(gain.mean());
    String y = plot.y().place(100 * accuracy.mean());
    boolean bars =
        Math.min(gain.n(), accuracy.n()) >= Effect.FEWEST_PAIRS
            && Double.isFinite(gain.lower())
            && Double.isFinite(accuracy.lower());
    if (bars) {
      text.append("<path class=\"bar r").append(regime).append("\" d=\"M");
      text.append(plot.x().place(gain.lower())).append(' ').append(y).append('H');
      text.append(plot.x().place(gain.upper())).append('M').append(x).append(' ');
      text.append(plot.y().place(100 * accuracy.lower())).append('V');
      text.append(plot.y().place(100 * accuracy.upper())).append("\"/>");
    }
    text.append(palette.marker(regime, false, x, y, ""));
  }

  private String spoken(List<MeanInterval> gains) {
    List<String> spoken = new ArrayList<>();
    for (int i = 0; i < gains.size(); i++) {
      Effect effect = findings.effects().get(i);
      double accuracy = 100 * effect.change(AnalysisOptions.TEST_ACCURACY).mean();
      spoken.add(
          effect.regime()
              + " against "
              + effect.without()
              + " "
              + Wording.coefficient(gains.get(i).mean(), 2)
              + " and "
              + Wording.coefficient(accuracy, 2)
              + " points");
    }
    return String.join("; ", spoken);
  }

  private String noise() {
    Optional<NoiseMechanism> noise = findings.noise();
    if (noise.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    if (!noise.get().ratios().isEmpty()) {
      text.append(ratios(noise.get().ratios()));
    }
    Optional<String> gain = analysis.hiddenGain();
    if (!noise.get().correlations().isEmpty() && gain.isPresent()) {
      text.append(fall(noise.get(), gain.get()));
    }
    return text.toString();
  }

  private String ratios(List<double[]> ratios) {
    int layers = ratios.size();
    Span all = Span.of(ratios.stream().flatMapToDouble(Arrays::stream).toArray()).and(0).and(1);
    Plot plot = Plot.of(new Span(0.5, layers + 0.5), Axis.padded(all)).wholeNumbers();
    StringBuilder content = new StringBuilder("<path class=\"fit\" d=\"M");
    content.append(plot.x().place(0.5)).append(' ').append(plot.y().place(1)).append('H');
    content.append(plot.x().place(layers + 0.5)).append("\"/>");
    List<String> regimes = runs.regimes();
    List<String> ofRows = analysis.table().labels("regime");
    for (int layer = 1; layer <= layers; layer++) {
      double[] ratio = ratios.get(layer - 1);
      for (int row = 0; row < ratio.length; row++) {
        if (Double.isFinite(ratio[row])) {
          int regime = regime(ofRows.get(row));
          double share = regimes.size() == 1 ? 0 : regime / (regimes.size() - 1.0) - 0.5;
          String x = plot.x().place(layer + 0.7 * share);
          content.append(palette.marker(regime, false, x, plot.y().place(ratio[row]), ""));
        }
      }
    }
    return plot.figure(
        "cause",
        "",
        "<b>SNR under noise</b> <span class=\"stat\">line: equation 5</span>",
        "SNR of nodes under noise over that of equation 5, by layer; the table of noise has it",
        "layer",
        "measured over predicted",
        content.toString());
  }

  private int regime(String label) {
    return runs.regimes().indexOf(label);
  }

  private String fall(NoiseMechanism noise, String gain) {
    double[] x = analysis.table().numbers(gain);
    double[] y = Arrays.stream(noise.fall()).map(share -> 100 * share).toArray();
    Plot plot = Plot.of(Axis.padded(Span.of(x)), Axis.padded(Span.of(y).and(0)));
    List<String> ofRows = analysis.table().labels("regime");
    String content =
        IntStream.range(0, x.length)
            .filter(row -> Double.isFinite(x[row]) && Double.isFinite(y[row]))
            .boxed()
            .sorted(Comparator.comparing(row -> regime(ofRows.get(row)), palette.darkestFirst()))
            .map(
                row ->
                    palette.marker(
                        regime(ofRows.get(row)),
                        false,
                        plot.x().place(x[row]),
                        plot.y().place(y[row]),
                        ""))
            .collect(Collectors.joining());
    RegimeInfluence over = noise.over(gain);
    String rho = Wording.coefficient(over.spearman(), 2, over.n());
    QuantityLabel label = QuantityLabel.of(gain, analysis.layers());
    return plot.figure(
        "cause",
        "",
        "<b>Noise on the input</b> <span class=\"stat\"><i>ρ</i> "
            + rho
            + " &nbsp; <i>n</i> "
            + Wording.count(over.n())
            + "</span>",
        "Fall of test accuracy under noise against " + label.words() + ": Spearman’s ρ " + rho,
        Plot.title(label),
        "fall of accuracy, points",
        content);
  }
}
