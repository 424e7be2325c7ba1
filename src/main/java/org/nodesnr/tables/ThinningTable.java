package org.nodesnr.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Numbers;
import org.nodesnr.results.ThinnedNetwork;
import org.nodesnr.statistics.Spread;

/**
 * Test accuracy against the share removed: {@code thinning.csv}, {@code .md} and {@code .tex}. It
 * is made by the command {@code thin}, for it needs networks and not records.
 */
public final class ThinningTable implements ShownTable {
  /** Of its files. */
  private static final String NAME = "thinning";

  /** Characters in a line of what is shown on a terminal. */
  private static final int LINE = 80;

  private final List<ThinnedNetwork> networks;
  private final String data;
  private final int samples;
  private final int retrained;

  /**
   * @param networks what was measured
   * @param data name of the data set
   * @param samples training samples of c and activations; 0 for all
   * @param retrained updates after thinning; 0 for none
   */
  public ThinningTable(List<ThinnedNetwork> networks, String data, int samples, int retrained) {
    this.networks = List.copyOf(networks);
    this.data = data;
    this.samples = samples;
    this.retrained = retrained;
  }

  /**
   * @param folder where its files go, over older ones
   * @throws IOException when one can't be written
   */
  public void write(Path folder) throws IOException {
    write(folder, NAME);
  }

  @Override
  public Map<String, String> data() {
    return Map.of(NAME, ThinnedNetwork.csv(networks));
  }

  @Override
  public List<PrintedTable> printed() {
    return List.of(table());
  }

  /**
   * @return for terminals
   */
  public String text() {
    return table().text(LINE);
  }

  private PrintedTable table() {
    List<Double> shares = networks.stream().map(ThinnedNetwork::share).distinct().sorted().toList();
    List<String> header = new ArrayList<>(List.of("removed", "first"));
    shares.forEach(share -> header.add(Numbers.rounded(100 * share, 4) + "%"));
    List<PrintedTable.Row> rows = new ArrayList<>();
    for (String unit : networks.stream().map(ThinnedNetwork::unit).distinct().toList()) {
      boolean opens = !rows.isEmpty();
      for (String criterion :
          networks.stream().map(ThinnedNetwork::criterion).distinct().toList()) {
        rows.add(row(opens, unit, criterion, shares, ThinnedNetwork::accuracy, ""));
        opens = false;
        if (retrained > 0) {
          rows.add(row(false, unit, criterion, shares, ThinnedNetwork::retrained, ", trained on"));
        }
      }
    }
    long runs = networks.stream().map(ThinnedNetwork::id).distinct().count();
    return new PrintedTable(
        NAME,
        "",
        "Test accuracy, %, of thinned networks by the share removed",
        header,
        rows,
        List.of(
            "Data: "
                + data
                + "; means over "
                + Wording.plural(runs, "network")
                + ". snr: first what has the weakest weighted covariance c (equation 9); c and"
                + " activations of "
                + (samples == 0 ? "all" : "the first " + Wording.count(samples))
                + " training images. Links of every layer, inputs of the first, nodes of the hidden"
                + " layers."
                + (retrained == 0
                    ? ""
                    : " Trained on: for "
                        + Wording.count(retrained)
                        + " updates, what was removed staying removed.")));
  }

  private PrintedTable.Row row(
      boolean opens,
      String unit,
      String criterion,
      List<Double> shares,
      ToDoubleFunction<ThinnedNetwork> accuracy,
      String suffix) {
    List<String> cells = new ArrayList<>(List.of(unit, criterion + suffix));
    for (double share : shares) {
      double[] values =
          networks.stream()
              .filter(n -> n.unit().equals(unit) && n.criterion().equals(criterion))
              .filter(n -> n.share() == share)
              .mapToDouble(accuracy)
              .toArray();
      cells.add(Wording.coefficient(100 * Spread.of(values).mean(), 1));
    }
    return new PrintedTable.Row(opens, cells);
  }
}
