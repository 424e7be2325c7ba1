package org.nodesnr.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.results.ThinnedNetwork;
import org.nodesnr.statistics.Spread;

/** Mean test accuracy of thinned networks against the share removed, a line for each criterion. */
public final class ThinningFigure {
  private final List<ThinnedNetwork> networks;
  private final String data;
  private final int retrained;
  private final Map<String, RegimeStyle> styles;

  private ThinningFigure(List<ThinnedNetwork> networks, String data, int retrained) {
    this.networks = networks;
    this.data = data;
    this.retrained = retrained;
    this.styles = RegimeStyle.apart(networks.stream().map(ThinnedNetwork::criterion).toList());
  }

  /**
   * Writes {@code thinning.png}, {@code .svg} and {@code .csv}, over older ones.
   *
   * @param folder where they go
   * @param networks what was measured
   * @param data name of the data set
   * @param retrained updates after thinning; 0 for none
   * @throws IOException when a file can't be written
   */
  public static void write(Path folder, List<ThinnedNetwork> networks, String data, int retrained)
      throws IOException {
    ThinningFigure figure = new ThinningFigure(networks, data, retrained);
    Drawing.write(
        List.of(new Drawing("thinning", figure::page, () -> ThinnedNetwork.csv(networks))), folder);
  }

  Page page() {
    List<String> units = networks.stream().map(ThinnedNetwork::unit).distinct().toList();
    int panels = units.size() * (retrained > 0 ? 2 : 1);
    List<Panel> drawn = new ArrayList<>();
    for (String unit : units) {
      drawn.add(panel(unit, unit, ThinnedNetwork::accuracy, panels));
      if (retrained > 0) {
        drawn.add(panel(unit, unit + ", trained on", ThinnedNetwork::retrained, panels));
      }
    }
    long runs = networks.stream().map(ThinnedNetwork::id).distinct().count();
    return new Page(
        "Test accuracy of thinned networks", drawn, legend(), List.of(RichText.plain(note(runs))));
  }

  private Panel panel(
      String unit, String heading, ToDoubleFunction<ThinnedNetwork> accuracy, int panels) {
    XYChart chart = Charts.plot(new Span(0, 100), new Span(0, 100), Page.plotSize(panels));
    styles.forEach(
        (criterion, style) -> {
          List<ThinnedNetwork> of =
              networks.stream()
                  .filter(n -> n.unit().equals(unit) && n.criterion().equals(criterion))
                  .filter(n -> Double.isFinite(accuracy.applyAsDouble(n)))
                  .toList();
          double[] shares =
              of.stream().mapToDouble(ThinnedNetwork::share).distinct().sorted().toArray();
          double[] x = new double[shares.length];
          double[] y = new double[shares.length];
          for (int k = 0; k < shares.length; k++) {
            double share = shares[k];
            x[k] = 100 * share;
            y[k] =
                100
                    * Spread.of(
                            of.stream()
                                .filter(n -> n.share() == share)
                                .mapToDouble(accuracy)
                                .toArray())
                        .mean();
          }
          Charts.addCurve(chart, criterion, x, y, style);
        });
    return new Panel(chart, heading, "", "removed, %", "test accuracy, %");
  }

  private Legend legend() {
    return new Legend(Legend.Entry.of(styles));
  }

  private String note(long runs) {
    return "Data: "
        + data
        + "; means over "
        + Wording.plural(runs, "network")
        + ". snr: first what has the weakest weighted covariance c."
        + (retrained == 0
            ? ""
            : " Trained on: for " + Wording.count(retrained) + " updates after thinning.");
  }
}
