package org.nodesnr.statistics;

/** What Pearson's r and Spearman's ρ share: the product moment of two columns of residuals. */
final class ProductMoment {
  private ProductMoment() {}

  /** The coefficient of finite columns within groups, with its p-value. */
  static Correlation correlate(
      double[] x, double[] y, Groups groups, int dropped, PermutationOptions options) {
    int n = x.length;
    int k = groups.count();
    Residuals rx = Residuals.of(x, groups);
    Residuals ry = Residuals.of(y, groups);
    String obstacle = Pairs.obstacle(n, rx.constant(), ry.constant(), k > 1);
    if (!obstacle.isEmpty()) {
      return Correlation.undefined(n, dropped, obstacle);
    }
    double r = rx.correlation(ry);
    Significance p = significance(r, rx, ry, groups, options);
    String note =
        rx.nearlyConstant() || ry.nearlyConstant()
            ? "a column is nearly constant: its spread is of the size of rounding errors"
            : "";
    return new Correlation(r, p.pValue(), p.method(), n, dropped, note);
  }

  private static Significance significance(
      double r, Residuals x, Residuals y, Groups groups, PermutationOptions options) {
    int effective = groups.rows() - groups.count() + 1;
    if (effective <= options.permuteUpTo()) {
      double largest = Math.sqrt(x.sumOfSquares() * y.sumOfSquares());
      double[] fixed = x.values();
      double[] permuted = y.values();
      return PermutationTest.of(
          groups, (i, start, row, order) -> fixed[row[i]] * permuted[order[i]], largest, options);
    }
    return Significance.perfect(r)
        ? Significance.ofPerfect(x, groups)
        : Significance.byT(r, effective - 2);
  }
}
