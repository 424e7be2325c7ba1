package org.nodesnr.statistics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** One quantity against one target: all rows of the table about the two. */
record Cell(String quantity, String target, Bootstrap bootstrap, PermutationOptions permutations) {

  /** The rows of both selections. */
  Stream<CorrelationRow> rows(Sample all, Sample kept) {
    List<CorrelationRow> ofAll = rows(all, all, Scope.Selection.ALL_RUNS);
    Stream<CorrelationRow> ofKept =
        kept.size() == all.size()
            ? ofAll.stream().map(row -> row.in(Scope.Selection.AFTER_EXCLUSIONS))
            : rows(all, kept, Scope.Selection.AFTER_EXCLUSIONS).stream();
    return Stream.concat(ofAll.stream(), ofKept);
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
    CorrelationRow pooled =
        row(
            Scope.of(selection, Scope.Kind.POOLED),
            columns,
            Groups.single(columns.all()),
            excluded);
    CorrelationRow adjusted =
        row(Scope.of(selection, Scope.Kind.ADJUSTED), columns, kept.regimes(), excluded);
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
    ToDoubleFunction<int[]> r = Pearson.ofRows(c.x(), c.y(), kept);
    List<Interval> intervals =
        intervals(
            scope,
            c,
            List.of(
                r,
                Spearman.ofRows(c.x(), c.y(), kept),
                Kendall.ofRows(c.x(), c.y(), kept),
                square(r)));
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
    Groups one = Groups.single(c.n());
    ToDoubleFunction<int[]> r = Pearson.ofRows(c.x(), c.y(), one);
    List<Interval> intervals =
        intervals(
            scope,
            c,
            List.of(
                meanWithin(r, c.regimes),
                meanWithin(Spearman.ofRows(c.x(), c.y(), one), c.regimes),
                meanWithin(Kendall.ofRows(c.x(), c.y(), one), c.regimes),
                meanWithin(square(r), c.regimes)));
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

  private static ToDoubleFunction<int[]> square(ToDoubleFunction<int[]> coefficient) {
    return rows -> {
      double value = coefficient.applyAsDouble(rows);
      return value * value;
    };
  }

  private static ToDoubleFunction<int[]> meanWithin(
      ToDoubleFunction<int[]> coefficient, Groups regimes) {
    return rows -> {
      double sum = 0;
      int defined = 0;
      for (int[] members : regimes.select(rows).members()) {
        if (members.length >= CorrelationAnalysis.SMALLEST_REGIME) {
          int[] ofRegime = new int[members.length];
          for (int i = 0; i < members.length; i++) {
            ofRegime[i] = rows[members[i]];
          }
          double value = coefficient.applyAsDouble(ofRegime);
          if (!Double.isNaN(value)) {
            sum += value;
            defined++;
          }
        }
      }
      return defined == 0 ? Double.NaN : sum / defined;
    };
  }

  private List<Interval> intervals(
      Scope scope, Columns c, List<ToDoubleFunction<int[]>> statistics) {
    return bootstrap.reseeded(seed(bootstrap.seed(), scope)).intervals(c.clusters, statistics);
  }

  /** FNV-1a of the names, from the master seed; the streams mix it further. */
  private long seed(long master, Scope scope) {
    String name = String.join("\0", quantity, target, scope.kind().name(), scope.regime());
    long hash = 0xcbf29ce484222325L ^ master;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
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
