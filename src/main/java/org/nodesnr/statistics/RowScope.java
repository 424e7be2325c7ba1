package org.nodesnr.statistics;

/**
 * Which runs a row of the table is about, and how regimes enter.
 *
 * @param selection with or without the excluded runs
 * @param kind how regimes enter
 * @param regime the regime of {@link Kind#WITHIN_REGIME}; empty otherwise
 */
public record RowScope(Selection selection, Kind kind, String regime) {

  /** With or without the excluded runs. */
  public enum Selection {
    /** Every run. */
    ALL_RUNS("all runs"),
    /** The runs that no exclusion rule leaves out. */
    AFTER_EXCLUSIONS("after exclusions");

    private final String label;

    Selection(String label) {
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

  /** How regimes enter. */
  public enum Kind {
    /** All regimes together, their labels ignored. */
    POOLED("pooled"),
    /**
     * All regimes together, less their means: {@link Pearson#correlateWithin}, {@link
     * Spearman#correlateWithin}, {@link Kendall#correlateWithin}, {@link LinearFit#within}.
     */
    ADJUSTED("adjusted for regime"),
    /**
     * The plain mean of the coefficients within regimes, over the regimes of at least {@value
     * CorrelationAnalysis#SMALLEST_REGIME} runs in which they are defined. It has no p-value and no
     * line.
     */
    WITHIN_MEAN("mean within regimes"),
    /** One regime alone. */
    WITHIN_REGIME("within regime");

    private final String label;

    Kind(String label) {
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

  /**
   * A scope that names no regime.
   *
   * @param selection with or without the excluded runs
   * @param kind how regimes enter
   * @return the scope
   */
  public static RowScope of(Selection selection, Kind kind) {
    return new RowScope(selection, kind, "");
  }

  /**
   * The scope in words.
   *
   * @return such as {@code within regime l2, all runs}
   */
  public String label() {
    return kind.label() + (regime.isEmpty() ? "" : " " + regime) + ", " + selection.label();
  }
}
