package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.HiddenOptimality;
import org.nodesnr.analysis.NoiseMechanism;
import org.nodesnr.analysis.NoiseMechanism.NoiseCorrelation;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.Estimate;
import org.nodesnr.statistics.Extremes;
import org.nodesnr.statistics.Interval;
import org.nodesnr.statistics.MeanInterval;

/**
 * What noise does to networks: {@code noise.csv} has SNRs of nodes under noise over those of
 * equation 5 and the fall of accuracy, by regime and over all, {@code noise-correlations.csv} how
 * the fall goes with S and G; {@code noise.md} and {@code .tex} both. See {@link NoiseMechanism}.
 */
final class NoiseTable implements ShownTable {
  static final String NAME = "noise";

  /** The file of correlations, without the ending. */
  static final String CORRELATIONS = "noise-correlations";

  private static final String ALL = "all";

  private final Analysis analysis;
  private final NoiseMechanism noise;
  private final Map<String, int[]> groups = new LinkedHashMap<>();

  NoiseTable(Findings findings) {
    this.analysis = findings.analysis();
    this.noise = findings.noise().orElseThrow();
    List<String> regimes = analysis.table().labels("regime");
    for (String regime : analysis.families().keySet()) {
      groups.put(regime, rows(row -> regimes.get(row).equals(regime)));
    }
    groups.put(ALL, rows(row -> true));
  }

  private int[] rows(IntPredicate in) {
    return IntStream.range(0, analysis.table().size()).filter(in).toArray();
  }

  /** The finite values of some rows. */
  private static double[] values(double[] column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(r -> column[r]).filter(Double::isFinite).toArray();
  }

  private MeanInterval mean(double[] values) {
    return MeanInterval.of(values, analysis.options().bootstrap().level());
  }

  @Override
  public Map<String, String> data() {
    return Map.of(NAME, csv(), CORRELATIONS, correlations());
  }

  private String csv() {
    Map<String, double[]> columns = noise.columns();
    List<List<String>> lines = new ArrayList<>();
    groups.forEach(
        (regime, rows) ->
            columns.forEach(
                (quantity, column) -> {
                  double[] of = values(column, rows);
                  MeanInterval mean = mean(of);
                  Extremes ends = Extremes.of(of);
                  lines.add(
                      Stream.concat(
                              Stream.of(regime, quantity, Integer.toString(of.length)),
                              Stream.of(
                                      ends.median(),
                                      ends.lowest(),
                                      ends.highest(),
                                      mean.mean(),
                                      mean.lower(),
                                      mean.upper())
                                  .map(Numbers::exact))
                          .toList());
                }));
    return Csv.text(
        List.of(
            "regime",
            "quantity",
            "networks",
            "median",
            "lowest",
            "highest",
            "mean",
            "lower",
            "upper"),
        lines);
  }

  private String correlations() {
    return Csv.text(
        List.of(
            "quantity",
            "target",
            "n",
            "regimes",
            "spearman",
            "spearmanP",
            "lower",
            "upper",
            "regimesLower",
            "regimesUpper",
            "adjusted",
            "adjustedLower",
            "adjustedUpper"),
        noise.correlations().stream()
            .map(
                row ->
                    Stream.concat(
                            Stream.of(
                                row.over().quantity(),
                                NoiseMechanism.FALL,
                                Integer.toString(row.over().n()),
                                Integer.toString(row.over().regimes())),
                            Stream.of(
                                    row.over().spearman(),
                                    row.pooled().spearman().correlation().pValue(),
                                    row.pooled().spearman().interval().lower(),
                                    row.pooled().spearman().interval().upper(),
                                    row.over().interval().lower(),
                                    row.over().interval().upper(),
                                    row.adjusted().shownSpearman(),
                                    row.adjusted().spearman().interval().lower(),
                                    row.adjusted().spearman().interval().upper())
                                .map(Numbers::exact))
                        .toList())
            .toList());
  }

  @Override
  public List<PrintedTable> printed() {
    List<PrintedTable> printed = new ArrayList<>(List.of(byRegime()));
    if (!noise.correlations().isEmpty()) {
      printed.add(ofCorrelations());
    }
    return printed;
  }

  private PrintedTable byRegime() {
    List<String> header = new ArrayList<>(List.of("regime", "networks"));
    IntStream.rangeClosed(1, noise.ratios().size()).forEach(l -> header.add("layer " + l));
    header.add("fall, points");
    List<PrintedTable.Row> rows = new ArrayList<>();
    groups.forEach(
        (regime, of) -> {
          List<String> cells = new ArrayList<>();
          cells.add(Markup.plain(regime));
          cells.add(Wording.count(of.length));
          noise.ratios().forEach(ratio -> cells.add(ratio(values(ratio, of))));
          cells.add(fall(values(noise.fall(), of)));
          rows.add(new PrintedTable.Row(regime.equals(ALL), cells));
        });
    return new PrintedTable(
        NAME,
        "",
        "SNR of nodes under noise over that of equation 5, and fall of accuracy under noise",
        header,
        rows,
        List.of(
            "Data: " + analysis.basis().text(),
            "Layers: of each network the geometric mean over nodes of the SNR measured with normal"
                + " noise on the active inputs of the layer over that of equation 5, which is right"
                + " where it is 1; here the median over networks, in brackets the lowest and the"
                + " highest. Fall: of test accuracy with normal noise on every value of the input,"
                + " mean over networks; in brackets: "
                + Wording.level(analysis.options().bootstrap().level())
                + " t interval."));
  }

  private static String ratio(double[] values) {
    Extremes ends = Extremes.of(values);
    String text = Wording.coefficient(ends.median(), 2);
    return ends.n() < 2 ? text : text + within(ends.lowest(), ends.highest(), 2);
  }

  private static String within(double from, double to, int decimals) {
    return " ["
        + Wording.coefficient(from, decimals)
        + ", "
        + Wording.coefficient(to, decimals)
        + "]";
  }

  private String fall(double[] values) {
    MeanInterval mean = mean(values);
    String text = Wording.coefficient(100 * mean.mean(), 1);
    return Double.isNaN(mean.lower())
        ? text
        : text + within(100 * mean.lower(), 100 * mean.upper(), 1);
  }

  private PrintedTable ofCorrelations() {
    List<PrintedTable.Row> rows = new ArrayList<>();
    for (NoiseCorrelation row : noise.correlations()) {
      Estimate pooled = row.pooled().spearman();
      String quantity = row.over().quantity();
      rows.add(
          PrintedTable.Row.of(
              quantity.equals(HiddenOptimality.NAME)
                  ? "*S*, mean of hidden layers"
                  : QuantityLabel.of(quantity, analysis.layers()).markup(),
              Wording.count(row.over().n()),
              Wording.coefficient(row.over().spearman(), 2, row.over().n()),
              range(row.over().interval()),
              range(pooled.interval()),
              Wording.coefficient(row.adjusted().shownSpearman(), 2, row.adjusted().n())));
    }
    return new PrintedTable(
        CORRELATIONS,
        "",
        "Spearman’s *ρ* of the fall with S and G",
        List.of("", "networks", "*ρ*", "over regimes", "over replicates", "within regimes"),
        rows,
        List.of(
            "Networks with a better SNR should lose less: the claim asks for a negative ρ.",
            "Over regimes: "
                + Wording.intervals(analysis.options().bootstrap(), "regimes")
                + "; over replicates likewise."));
  }

  private static String range(Interval interval) {
    return Double.isNaN(interval.lower()) ? "–" : FullTable.interval(interval);
  }
}
