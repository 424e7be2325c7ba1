package org.nodesnr.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.HiddenOptimality;
import org.nodesnr.analysis.NoiseMechanism;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.RegimeInfluence;

/**
 * The paper's way from S to accuracy: SNRs of nodes under noise over those of equation 5, layer by
 * layer, a point for each network, and the fall of accuracy under noise on the input against G and
 * S.
 */
final class NoiseFigure {
  /** Of its files. */
  static final String NAME = "noise";

  /** How far the points of a layer are spread to either side. */
  private static final double SPREAD = 0.36;

  private final Analysis analysis;
  private final NoiseMechanism noise;
  private final List<String> regimes;
  private final Map<String, RegimeStyle> styles;

  private NoiseFigure(Findings findings, NoiseMechanism noise) {
    this.analysis = findings.analysis();
    this.noise = noise;
    this.regimes = analysis.table().labels("regime");
    this.styles = RegimeStyle.of(analysis.families());
  }

  /** Empty where no noise was measured. */
  static Optional<NoiseFigure> of(Findings findings) {
    return findings.noise().map(noise -> new NoiseFigure(findings, noise));
  }

  Page page() {
    Map<String, double[]> against = against();
    boolean hasRatios = !noise.ratios().isEmpty();
    int panels = (hasRatios ? 1 : 0) + against.size();
    List<Panel> drawn = new ArrayList<>();
    if (hasRatios) {
      drawn.add(ratios(panels));
    }
    against.forEach((quantity, values) -> drawn.add(fall(quantity, values, panels)));
    return new Page(
        "Noise: SNR of nodes and fall of accuracy",
        drawn,
        legend(),
        List.of(RichText.plain(note())));
  }

  /** What the fall is held against: G^(1..n−1) and the mean of S over the same layers. */
  private Map<String, double[]> against() {
    Map<String, double[]> against = new LinkedHashMap<>();
    if (!noise.correlations().isEmpty()) {
      analysis.hiddenGain().ifPresent(gain -> against.put(gain, analysis.table().numbers(gain)));
      HiddenOptimality.of(analysis).ifPresent(mean -> against.put(HiddenOptimality.NAME, mean));
    }
    return against;
  }

  private Panel ratios(int panels) {
    int layers = noise.ratios().size();
    double[] all = noise.ratios().stream().flatMapToDouble(Arrays::stream).toArray();
    Span y = Span.of(all).and(0).and(1);
    XYChart chart = Charts.plotByNumber(layers, y, Page.plotSize(panels));
    Charts.addLine(
        chart, "right", new double[] {0, layers + 1}, new double[] {1, 1}, Ink.FIT, Ink.stroke(1));
    List<String> names = List.copyOf(styles.keySet());
    styles.forEach(
        (regime, style) -> {
          double share = names.size() == 1 ? 0 : names.indexOf(regime) / (names.size() - 1.0) - 0.5;
          for (int layer = 1; layer <= layers; layer++) {
            double x = layer + 2 * SPREAD * share;
            double[] values = finite(noise.ratios().get(layer - 1), regime);
            double[] at = new double[values.length];
            Arrays.fill(at, x);
            if (values.length > 0) {
              Charts.addPoints(chart, regime + " " + layer, at, values, style.marker());
            }
          }
        });
    return new Panel(chart, "", "line: equation 5", "layer", "SNR, measured over predicted");
  }

  private double[] finite(double[] column, String regime) {
    return IntStream.range(0, column.length)
        .filter(row -> regimes.get(row).equals(regime) && Double.isFinite(column[row]))
        .mapToDouble(row -> column[row])
        .toArray();
  }

  private Panel fall(String quantity, double[] values, int panels) {
    double[] fall = Arrays.stream(noise.fall()).map(share -> 100 * share).toArray();
    XYChart chart = Charts.plot(Span.of(values), Span.of(fall).and(0), Page.plotSize(panels));
    RegimeStyle.darkestFirst(styles)
        .forEach(
            (regime, style) -> {
              int[] rows =
                  IntStream.range(0, fall.length)
                      .filter(row -> regimes.get(row).equals(regime))
                      .filter(row -> Double.isFinite(values[row]) && Double.isFinite(fall[row]))
                      .toArray();
              if (rows.length > 0) {
                Charts.addPoints(
                    chart,
                    regime,
                    Arrays.stream(rows).mapToDouble(row -> values[row]).toArray(),
                    Arrays.stream(rows).mapToDouble(row -> fall[row]).toArray(),
                    style.marker());
              }
            });
    return new Panel(
        chart,
        "",
        rho(quantity),
        quantity.equals(HiddenOptimality.NAME)
            ? "*S*, mean of the hidden layers"
            : QuantityLabel.of(quantity, analysis.layers()).title(),
        "fall of test accuracy, points");
  }

  private String rho(String quantity) {
    RegimeInfluence over = noise.over(quantity);
    return "*ρ* = " + Wording.coefficient(over.spearman(), 2, over.n()) + "   *n* = " + over.n();
  }

  private Legend legend() {
    return new Legend(Legend.Entry.of(RegimeStyle.named(analysis.families(), styles)));
  }

  private String note() {
    return "Data: "
        + analysis.basis().text()
        + " Points: networks. SNR: geometric mean over the nodes of a layer, with noise on its active"
        + " inputs, over that of equation 5. Fall: of test accuracy with normal noise on every value"
        + " of the input; ρ: Spearman’s, which the claim wants below 0.";
  }

  /** The data behind the page as CSV, one row per network. */
  String data() {
    Map<String, double[]> columns = noise.columns();
    columns.putAll(against());
    List<String> header = new ArrayList<>(List.of("id", "regime", "family", "seed"));
    header.addAll(columns.keySet());
    List<List<String>> labels =
        List.of("id", "regime", "family", "seed").stream().map(analysis.table()::labels).toList();
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < regimes.size(); row++) {
      List<String> cells = new ArrayList<>();
      for (List<String> label : labels) {
        cells.add(label.get(row));
      }
      for (double[] column : columns.values()) {
        cells.add(Numbers.exact(column[row]));
      }
      rows.add(cells);
    }
    return Csv.text(header, rows);
  }
}
