package org.nodesnr.analysis;

import java.util.List;
import java.util.Optional;

/**
 * The correlations that the paper prints: P. Norridge, <i>Think Global, Act Local: Relating DNN
 * generalisation and node-level SNR</i>, arXiv 2002.04687, section 6.
 *
 * @param table number of the table
 * @param network the network, as the table's caption names it
 * @param networks how many networks its p-values speak of, which it does not say itself: 167 give p
 *     = 0.065 at ρ = 0.143 (table 2, by the t approximation); at least 66 give p &lt; 0.0005 at ρ =
 *     0.416 (table 1)
 * @param values by quantity: G of each layer, then G^(1..n−1)
 */
public record PaperValues(int table, String network, int networks, List<Value> values) {

  /**
   * One column of a table.
   *
   * @param rSquared r² of the best-fit line; in table 1 with outliers removed
   * @param spearman ρ with all runs
   * @param pValue of ρ, to three decimals: 0 stands for less than 0.0005
   */
  public record Value(double rSquared, double spearman, double pValue) {}

  /** Table 1: the 3-layer network on MNIST. */
  public static final PaperValues MNIST =
      new PaperValues(
          1,
          "3-layer DNN applied to MNIST",
          66,
          List.of(
              new Value(0.501, 0.700, 0),
              new Value(0.666, 0.818, 0),
              new Value(0.201, 0.416, 0),
              new Value(0.641, 0.799, 0)));

  /** Table 2: the 5-layer network on CIFAR-10. */
  public static final PaperValues CIFAR10 =
      new PaperValues(
          2,
          "5-layer CNN applied to CIFAR-10",
          167,
          List.of(
              new Value(0.019, 0.143, 0.065),
              new Value(0.137, 0.394, 0),
              new Value(0.465, 0.480, 0),
              new Value(0.545, 0.601, 0),
              new Value(0.132, 0.616, 0),
              new Value(0.750, 0.790, 0)));

  private static final String CONVOLUTION = "convolution";
  private static final String DENSE = "dense";

  /** Copies the list. */
  public PaperValues {
    values = List.copyOf(values);
  }

  /**
   * @param kinds kinds of the layers, from the input on
   * @return the values for networks of this form, if the paper has any
   */
  public static Optional<PaperValues> of(List<String> kinds) {
    if (kinds.equals(List.of(DENSE, DENSE, DENSE))) {
      return Optional.of(MNIST);
    } else if (kinds.equals(List.of(CONVOLUTION, CONVOLUTION, DENSE, DENSE, DENSE))) {
      return Optional.of(CIFAR10);
    }
    return Optional.empty();
  }

  /**
   * @return Spearman's ρ of G^(1..n−1) with test accuracy
   */
  public double spearmanOfHidden() {
    return values.get(values.size() - 1).spearman();
  }
}
