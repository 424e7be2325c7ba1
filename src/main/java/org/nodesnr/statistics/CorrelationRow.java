package org.nodesnr.statistics;

/**
 * How one quantity goes with one target in one scope.
 *
 * @param quantity the quantity, x
 * @param target the target, y
 * @param scope which runs, and how regimes enter
 * @param n runs that entered
 * @param excluded runs of the scope that exclusion rules left out
 * @param dropped runs left out because the quantity or the target was NaN or infinite
 * @param regimes regimes among the n runs; of a mean within regimes, those that entered it
 * @param fit the least-squares line and r²
 * @param rSquaredInterval of r²
 * @param pearson r
 * @param spearman ρ
 * @param kendall τ_b
 * @param signChange against the pooled row; of the pooled row against those that adjust
 */
public record CorrelationRow(
    String quantity,
    String target,
    RowScope scope,
    int n,
    int excluded,
    int dropped,
    int regimes,
    LinearFit fit,
    Interval rSquaredInterval,
    Estimate pearson,
    Estimate spearman,
    Estimate kendall,
    SignChange signChange) {

  CorrelationRow flagged(SignChange change) {
    return new CorrelationRow(
        quantity,
        target,
        scope,
        n,
        excluded,
        dropped,
        regimes,
        fit,
        rSquaredInterval,
        pearson,
        spearman,
        kendall,
        change);
  }

  CorrelationRow in(RowScope.Selection selection) {
    RowScope moved = new RowScope(selection, scope.kind(), scope.regime());
    return new CorrelationRow(
        quantity,
        target,
        moved,
        n,
        excluded,
        dropped,
        regimes,
        fit,
        rSquaredInterval,
        pearson,
        spearman,
        kendall,
        signChange);
  }

  /**
   * @return whether adjusting for regimes leaves a single degree of freedom (as many regimes as
   *     runs, less one), so that a coefficient can be nothing but 1 or −1
   */
  public boolean saturated() {
    return scope.kind() == RowScope.Kind.ADJUSTED && n - regimes < 2;
  }

  /**
   * @return ρ to be shown to people: NaN where the row is {@link #saturated}
   */
  public double shownSpearman() {
    return saturated() ? Double.NaN : spearman.correlation().coefficient();
  }

  /** Whether the coefficients of two rows have opposite signs. */
  SignChange against(CorrelationRow other) {
    if (saturated() || other.saturated()) {
      return SignChange.NONE;
    }
    return new SignChange(
        opposite(pearson, other.pearson),
        opposite(spearman, other.spearman),
        opposite(kendall, other.kendall));
  }

  private static boolean opposite(Estimate a, Estimate b) {
    return a.correlation().sign() * b.correlation().sign() < 0;
  }
}
