package org.nodesnr.statistics;

/** How a two-sided p-value was obtained. */
public enum PValueMethod {
  /** Student's t with the degrees of freedom left by the fit. */
  T_APPROXIMATION("t approximation"),
  /** The normal distribution of the score, its variance corrected for ties. */
  NORMAL_APPROXIMATION("normal approximation"),
  /** The permutation distribution in full, by enumeration or recurrence. */
  EXACT_PERMUTATION("exact permutation"),
  /** Random permutations; {@code (1 + hits) / (1 + permutations)}. */
  MONTE_CARLO_PERMUTATION("Monte Carlo permutation"),
  /** There is no p-value: the coefficient is not defined or is a mean of others. */
  NOT_DEFINED("not defined");

  private final String label;

  PValueMethod(String label) {
    this.label = label;
  }

  /**
   * The name for tables.
   *
   * @return words in lower case
   */
  public String label() {
    return label;
  }
}
