package org.nodesnr.statistics;

/**
 * Whether coefficients point the other way once regimes are told apart (Simpson's paradox).
 *
 * <p>A row that tells regimes apart is compared with the pooled row of the same selection; the
 * pooled row is compared with the adjusted one and with the mean within regimes, and differs if
 * either does. Zero and NaN differ from nothing. This is about signs alone: read it with the
 * intervals.
 *
 * @param pearson of r, which has the sign of the slope
 * @param spearman of ρ
 * @param kendall of τ
 */
public record SignChange(boolean pearson, boolean spearman, boolean kendall) {
  static final SignChange NONE = new SignChange(false, false, false);

  /**
   * Whether any coefficient changes its sign.
   *
   * @return true if one does
   */
  public boolean any() {
    return pearson || spearman || kendall;
  }

  SignChange or(SignChange other) {
    return new SignChange(
        pearson || other.pearson, spearman || other.spearman, kendall || other.kendall);
  }
}
