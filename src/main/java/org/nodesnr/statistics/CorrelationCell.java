package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One quantity against one target: all rows of the table about the two. */
record CorrelationCell(
    String quantity, String target, Bootstrap bootstrap, PermutationOptions permutations) {
  /** r, ρ, τ and r². */
  private static final int COEFFICIENTS = 4;

  /** The rows of both selections. */
  Stream<CorrelationRow> rows(Sample all, Sample kept) {
    List<CorrelationRow> ofAll = rows(all, all, RowScope.Selection.ALL_RUNS);
    Stream<CorrelationRow> ofKept =
        kept.size() == all.size()
            ? ofAll.stream().map(row -> row.in(RowScope.Selection.AFTER_EXCLUSIONS))
            : rows(all, kept, RowScope.Selection.AFTER_EXCLUSIONS).stream();
    return Stream.concat(ofAll.stream(), ofKept);
  }

  /** The pooled and the adjusted row of all runs. */
  Stream<CorrelationRow> together(Sample all) {
    Columns columns = Columns.of(all, quantity, target);
    CorrelationRow pooled = pooled(RowScope.Selection.ALL_RUNS, columns, 0);
    CorrelationRow adjusted = adjusted(RowScope.Selection.ALL_RUNS, columns, all, 0);
    return Stream.of(
        pooled.flagged(pooled.against(adjusted)), adjusted.flagged(adjusted.against(pooled)));
  }

  private CorrelationRow pooled(RowScope.Selection selection, Columns columns, int excluded) {
    Groups one = Groups.single(columns.all());
    return row(RowScope.of(selection, RowScope.Kind.POOLED), columns, one, excluded);
  }

  private CorrelationRow adjusted(
      RowScope.Selection selection, Columns columns, Sample kept, int excluded) {
    return row(RowScope.of(selection, RowScope.Kind.ADJUSTED), columns, kept.regimes(), excluded);
  }

  private List<CorrelationRow> rows(Sample all, Sample kept, RowScope.Selection selection) {
    int excluded = all.size() - kept.size();
    Columns columns = Columns.of(kept, quantity, target);
    List<CorrelationRow> within = new ArrayList<>();
    for (String regime : all.regimes().labels()) {
      RowScope scope = new RowScope(selection, RowScope.Kind.WITHIN_REGIME, regime);
      Columns ofRegime = Columns.of(kept.select(rowsOf(kept, regime)), quantity, target);
      int before = rowsOf(all, regime).length;
      within.add(row(scope, ofRegime, Groups.single(ofRegime.all()), before - ofRegime.all()));
    }
    CorrelationRow pooled = pooled(selection, columns, excluded);
    CorrelationRow adjusted = adjusted(selection, columns, kept, excluded);
    CorrelationRow mean =
        mean(RowScope.of(selection, RowScope.Kind.WITHIN_MEAN), columns, within, excluded);

    List<CorrelationRow> rows = new ArrayList<>();
    rows.add(pooled.flagged(pooled.against(adjusted).or(pooled.against(mean))));
    rows.add(adjusted.flagged(adjusted.against(pooled)));
    rows.add(mean.flagged(mean.against(pooled)));
    within.forEach(row -> rows.add(row.flagged(row.against(pooled))));
    return rows;
  }

  private static int[] rowsOf(Sample sample, String regime) {
    int group = sample.regimes().labels().indexOf(regime);
    return group < 0 ? new int[0] : sample.regimes().members()[group];
  }

  /** A row whose coefficients are those within groups, of which there may be one only. */
  private CorrelationRow row(RowScope scope, Columns c, Groups groups, int excluded) {
    PermutationOptions options = permutations.reseeded(seed(permutations.seed(), scope));
    double[] x = c.recordedX;
    double[] y = c.recordedY;
    Groups kept = groups.select(c.pairs.rows());
    List<Interval> intervals = intervals(scope, c, coefficients(c.x(), c.y(), kept, c.clusters));
    return new CorrelationRow(
        quantity,
        target,
        scope,
        c.n(),
        excluded,
        c.dropped(),
        c.regimes.count(),
        LinearFit.within(x, y, groups),
        intervals.get(3),
        new Estimate(Pearson.correlateWithin(x, y, groups, options), intervals.get(0)),
        new Estimate(Spearman.correlateWithin(x, y, groups, options), intervals.get(1)),
        new Estimate(Kendall.correlateWithin(x, y, groups, options), intervals.get(2)),
        SignChange.NONE);
  }

  /** The row of means over the rows of single regimes. */
  private CorrelationRow mean(
      RowScope scope, Columns c, List<CorrelationRow> within, int excluded) {
    List<Interval> intervals = intervals(scope, c, meanWithin(c));
    List<CorrelationRow> large =
        within.stream().filter(row -> row.n() >= CorrelationAnalysis.SMALLEST_REGIME).toList();
    int regimes = (int) large.stream().filter(row -> !Double.isNaN(pearson(row))).count();
    String note =
        regimes == 0
            ? "no regime of at least " + CorrelationAnalysis.SMALLEST_REGIME + " runs varies"
            : "a mean over regimes has no p-value";
    double nan = Double.NaN;
    double rSquared = mean(large, row -> row.fit().rSquared());
    return new CorrelationRow(
        quantity,
        target,
        scope,
        c.n(),
        excluded,
        c.dropped(),
        regimes,
        new LinearFit(
            nan, nan, rSquared, nan, nan, c.n(), c.dropped(), "a mean over regimes has no line"),
        intervals.get(3),
        estimate(mean(large, CorrelationCell::pearson), c, note, intervals.get(0)),
        estimate(
            mean(large, row -> row.spearman().correlation().coefficient()),
            c,
            note,
            intervals.get(1)),
        estimate(
            mean(large, row -> row.kendall().correlation().coefficient()),
            c,
            note,
            intervals.get(2)),
        SignChange.NONE);
  }

  private static double pearson(CorrelationRow row) {
    return row.pearson().correlation().coefficient();
  }

  private static double mean(List<CorrelationRow> rows, ToDoubleFunction<CorrelationRow> value) {
    return rows.stream()
        .mapToDouble(value)
        .filter(v -> !Double.isNaN(v))
        .average()
        .orElse(Double.NaN);
  }

  private static Estimate estimate(double coefficient, Columns c, String note, Interval interval) {
    return new Estimate(
        new Correlation(
            coefficient, Double.NaN, PValueMethod.NOT_DEFINED, c.n(), c.dropped(), note),
        interval);
  }

  /** r, ρ, τ and r² of resamples. */
  private static Function<Draw, double[]> coefficients(
      double[] x, double[] y, Groups groups, Groups clusters) {
    ToDoubleFunction<Draw> pearson = Pearson.ofDraws(x, y, groups);
    ToDoubleFunction<Draw> spearman = Spearman.ofDraws(x, y, groups);
    ToDoubleFunction<Draw> kendall = Kendall.ofDraws(x, y, groups, clusters);
    return draw -> {
      double r = pearson.applyAsDouble(draw);
      double rho = spearman.applyAsDouble(draw);
      return new double[] {r, rho, kendall.applyAsDouble(draw), r * r};
    };
  }

  /**
   * The means of the same within the regimes that are large enough, in the sample and in the number
   * of different runs that a resample has of them: two points are always in line.
   */
  private static Function<Draw, double[]> meanWithin(Columns c) {
    List<Within> regimes =
        Arrays.stream(c.regimes.members())
            .filter(rows -> rows.length >= CorrelationAnalysis.SMALLEST_REGIME)
            .map(rows -> Within.of(c, rows))
            .toList();
    return draw -> {
      double[] sum = new double[COEFFICIENTS];
      int[] defined = new int[COEFFICIENTS];
      for (Within regime : regimes) {
        Draw ofRegime = regime.of(draw);
        if (ofRegime.different() >= CorrelationAnalysis.SMALLEST_REGIME) {
          double[] values = regime.coefficients.apply(ofRegime);
          for (int i = 0; i < COEFFICIENTS; i++) {
            sum[i] += Double.isNaN(values[i]) ? 0 : values[i];
            defined[i] += Double.isNaN(values[i]) ? 0 : 1;
          }
        }
      }
      // 0/0 where none is defined
      return IntStream.range(0, COEFFICIENTS).mapToDouble(i -> sum[i] / defined[i]).toArray();
    };
  }

  /**
   * The coefficients of resamples of one regime.
   *
   * @param clusters those of its rows, renumbered
   * @param numbers their numbers among all
   */
  private record Within(Groups clusters, int[] numbers, Function<Draw, double[]> coefficients) {
    static Within of(Columns c, int[] rows) {
      double[] x = Pairs.select(c.x(), rows);
      double[] y = Pairs.select(c.y(), rows);
      Groups clusters = c.clusters.select(rows);
      int[] numbers = new int[clusters.count()];
      for (int i = 0; i < rows.length; i++) {
        numbers[clusters.groupOf(i)] = c.clusters.groupOf(rows[i]);
      }
      Groups one = Groups.single(rows.length);
      return new Within(clusters, numbers, CorrelationCell.coefficients(x, y, one, clusters));
    }

    Draw of(Draw all) {
      int[] times = new int[numbers.length];
      Arrays.setAll(times, i -> all.times()[numbers[i]]);
      return Draw.of(clusters, times);
    }
  }

  private List<Interval> intervals(RowScope scope, Columns c, Function<Draw, double[]> statistics) {
    return bootstrap.reseeded(seed(bootstrap.seed(), scope)).intervalsOf(c.clusters, statistics);
  }

  private long seed(long master, RowScope scope) {
    return Seeds.named(master, quantity, target, scope.kind().name(), scope.regime());
  }

  /** Two columns of a sample as recorded, their finite pairs, and the labels of these. */
  private record Columns(
      double[] recordedX, double[] recordedY, Pairs pairs, Groups regimes, Groups clusters) {
    static Columns of(Sample sample, String quantity, String target) {
      double[] x = sample.column(quantity);
      double[] y = sample.column(target);
      Pairs pairs = Pairs.finite(x, y);
      Groups regimes = sample.regimes().select(pairs.rows());
      return new Columns(x, y, pairs, regimes, sample.clusters().select(pairs.rows()));
    }

    double[] x() {
      return pairs.x();
    }

    double[] y() {
      return pairs.y();
    }

    int n() {
      return pairs.n();
    }

    int dropped() {
      return pairs.dropped();
    }

    int all() {
      return recordedX.length;
    }
  }
}
