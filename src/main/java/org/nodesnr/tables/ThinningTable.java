package org.nodesnr.tables;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.results.ThinnedNetwork;
import org.nodesnr.statistics.MeanInterval;
import org.nodesnr.statistics.Spread;

/**
 * Test accuracy against the share removed: {@code thinning.csv}, {@code .md} and {@code .tex};
 * means with t intervals, and of pairs by {@code snr} and by another criterion the mean difference,
 * in {@code thinning-means.csv}. It is made by the command {@code thin}, for it needs networks and
 * not records.
 */
public final class ThinningTable implements ShownTable {
  /** Of its files. */
  private static final String NAME = "thinning";

  /** The file of means, without the ending. */
  private static final String MEANS = "thinning-means";

  /** Nominal coverage of intervals. */
  private static final double LEVEL = 0.95;

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
    return Map.of(NAME, ThinnedNetwork.csv(networks), MEANS, means());
  }

  /** Means over networks, and how much higher that of {@code snr} is in the same networks. */
  private String means() {
    List<List<String>> rows = new ArrayList<>();
    Map<List<Object>, List<ThinnedNetwork>> groups =
        networks.stream()
            .collect(
                Collectors.groupingBy(
                    n -> List.of(n.unit(), n.criterion(), n.share()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    for (List<ThinnedNetwork> group : groups.values()) {
      rows.add(row(group, "no", ThinnedNetwork::accuracy));
      if (group.stream().anyMatch(n -> Double.isFinite(n.retrained()))) {
        rows.add(row(group, "yes", ThinnedNetwork::retrained));
      }
    }
    return Csv.text(
        List.of(
            "unit",
            "criterion",
            "share",
            "trainedOn",
            "networks",
            "testAccuracy",
            "lower",
            "upper",
            "snrLess",
            "snrLessLower",
            "snrLessUpper"),
        rows);
  }

  private List<String> row(
      List<ThinnedNetwork> group, String trainedOn, ToDoubleFunction<ThinnedNetwork> accuracy) {
    ThinnedNetwork first = group.get(0);
    MeanInterval mean = MeanInterval.of(group.stream().mapToDouble(accuracy).toArray(), LEVEL);
    MeanInterval less =
        MeanInterval.of(
            group.stream()
                .flatMapToDouble(
                    n ->
                        networks.stream()
                            .filter(snr -> snr.criterion().equals("snr"))
                            .filter(snr -> snr.id().equals(n.id()) && snr.unit().equals(n.unit()))
                            .filter(snr -> snr.share() == n.share())
                            .mapToDouble(
                                snr -> accuracy.applyAsDouble(snr) - accuracy.applyAsDouble(n)))
                .toArray(),
            LEVEL);
    return Stream.concat(
            Stream.of(
                first.unit(),
                first.criterion(),
                Numbers.exact(first.share()),
                trainedOn,
                Integer.toString(mean.n())),
            Stream.of(mean, less)
                .flatMap(of -> Stream.of(of.mean(), of.lower(), of.upper()))
                .map(Numbers::exact))
        .toList();
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
