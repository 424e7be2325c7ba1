package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One quantity against one target: all rows of the table about the two. */
record Cell(String quantity, String target, Bootstrap bootstrap, PermutationOptions permutations) {
  /** r, ρ, τ and r². */
  private static final int COEFFICIENTS = 4;

  /** The rows of both selections. */
  Stream<CorrelationRow> rows(Sample all, Sample kept) {
    List<CorrelationRow> ofAll = rows(all, all, Scope.Selection.ALL_RUNS);
    Stream<CorrelationRow> ofKept =
        kept.size() == all.size()
            ? ofAll.stream().map(row -> row.in(Scope.Selection.AFTER_EXCLUSIONS))
            : rows(all, kept, Scope.Selection.AFTER_EXCLUSIONS).stream();
    return Stream.concat(ofAll.stream(), ofKept);
  }

  /** The pooled and the adjusted row of all runs. */
  Stream<CorrelationRow> together(Sample all) {
    Columns columns = Columns.of(all, quantity, target);
    CorrelationRow pooled = pooled(Scope.Selection.ALL_RUNS, columns, 0);
    CorrelationRow adjusted = adjusted(Scope.Selection.ALL_RUNS, columns, all, 0);
    return Stream.of(
        pooled.flagged(pooled.against(adjusted)), adjusted.flagged(adjusted.against(pooled)));
  }

  private CorrelationRow pooled(Scope.Selection selection, Columns columns, int excluded) {
    Groups one = Groups.single(columns.all());
    return row(Scope.of(selection, Scope.Kind.POOLED), columns, one, excluded);
  }

  private CorrelationRow adjusted(
      Scope.Selection selection, Columns columns, Sample kept, int excluded) {
    return row(Scope.of(selection, Scope.Kind.ADJUSTED), columns, kept.regimes(), excluded);
  }

  private List<CorrelationRow> rows(Sample all, Sample kept, Scope.Selection selection) {
    int excluded = all.size() - kept.size();
    Columns columns = Columns.of(kept, quantity, target);
    List<CorrelationRow> within = new ArrayList<>();
    for (String regime : all.regimes().labels()) {
      Scope scope = new Scope(selection, Scope.Kind.WITHIN_REGIME, regime);
      Columns ofRegime = Columns.of(kept.select(rowsOf(kept, regime)), quantity, target);
      int before = rowsOf(all, regime).length;
      within.add(row(scope, ofRegime, Groups.single(ofRegime.all()), before - ofRegime.all()));
    }
    CorrelationRow pooled = pooled(selection, columns, excluded);
    CorrelationRow adjusted = adjusted(selection, columns, kept, excluded);
    CorrelationRow mean =
        mean(Scope.of(selection, Scope.Kind.WITHIN_MEAN), columns, within, excluded);

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
  private CorrelationRow row(Scope scope, Columns c, Groups groups, int excluded) {
    PermutationOptions options = permutations.reseeded(seed(permutations.seed(), scope));
    double[] x = c.recordedX;
    double[] y = c.recordedY;
    Groups kept = groups.select(c.pairs.rows());
    List<Interval> intervals = intervals(scope, c, coefficients(c.x(), c.y(), kept));
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
  private CorrelationRow mean(Scope scope, Columns c, List<CorrelationRow> within, int excluded) {
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
        estimate(mean(large, Cell::pearson), c, note, intervals.get(0)),
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

  /** r, ρ, τ and r² as functions of how often each row enters. */
  private static Function<int[], double[]> coefficients(double[] x, double[] y, Groups groups) {
    ToDoubleFunction<int[]> pearson = Pearson.ofWeights(x, y, groups);
    ToDoubleFunction<int[]> spearman = Spearman.ofWeights(x, y, groups);
    ToDoubleFunction<int[]> kendall = Kendall.ofWeights(x, y, groups);
    return weights -> {
      double r = pearson.applyAsDouble(weights);
      double rho = spearman.applyAsDouble(weights);
      return new double[] {r, rho, kendall.applyAsDouble(weights), r * r};
    };
  }

  /**
   * The means of the same within the regimes that are large enough, in the sample and in the number
   * of different runs that a resample has of them: two points are always in line.
   */
  private static Function<int[], double[]> meanWithin(Columns c) {
    List<int[]> members =
        Arrays.stream(c.regimes.members())
            .filter(rows -> rows.length >= CorrelationAnalysis.SMALLEST_REGIME)
            .toList();
    List<Function<int[], double[]>> ofRegimes = new ArrayList<>();
    for (int[] rows : members) {
      double[] x = Pairs.select(c.x(), rows);
      double[] y = Pairs.select(c.y(), rows);
      ofRegimes.add(coefficients(x, y, Groups.single(rows.length)));
    }
    return weights -> {
      double[] sum = new double[COEFFICIENTS];
      int[] defined = new int[COEFFICIENTS];
      for (int regime = 0; regime < members.size(); regime++) {
        int[] ofRegime = Arrays.stream(members.get(regime)).map(row -> weights[row]).toArray();
        long different = Arrays.stream(ofRegime).filter(weight -> weight > 0).count();
        if (different >= CorrelationAnalysis.SMALLEST_REGIME) {
          double[] values = ofRegimes.get(regime).apply(ofRegime);
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

  private List<Interval> intervals(Scope scope, Columns c, Function<int[], double[]> statistics) {
    return bootstrap.reseeded(seed(bootstrap.seed(), scope)).intervals(c.clusters, statistics);
  }

  private long seed(long master, Scope scope) {
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
