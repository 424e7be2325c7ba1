package org.nodesnr.analysis;

import java.util.Locale;
import java.util.regex.Pattern;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.Bootstrap;
import org.nodesnr.statistics.ExclusionRule;

/** Numbers and rules in words, the same under every locale. */
public final class Wording {
  /** With fewer runs than this no correlation is printed. */
  public static final int FEWEST_RUNS = 5;

  private static final double SMALLEST_P = 0.001;

  /** A hyphen before a number and after none, nor a letter. */
  private static final Pattern MINUS = Pattern.compile("(?<![\\p{Alnum}.])-(?=\\.?\\d)");

  private Wording() {}

  /**
   * @param label of a regime, such as {@code pull -0.1}
   * @return the same with true minus signs, as other numbers have them
   */
  public static String label(String label) {
    return MINUS.matcher(label).replaceAll("−");
  }

  /**
   * @param number any
   * @return digits in groups of three
   */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /**
   * @param number how many
   * @param noun one of them; its plural adds an s
   * @return such as {@code 2 runs}
   */
  public static String plural(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /**
   * @param value a coefficient
   * @param decimals digits after the point
   * @return with a true minus sign; a dash for NaN
   */
  public static String coefficient(double value, int decimals) {
    return Double.isNaN(value) ? "–" : Numbers.fixed(value, decimals).replace('-', '−');
  }

  /**
   * @param value a coefficient
   * @param decimals digits after the point
   * @param n runs that it is of
   * @return a dash, too, with fewer than {@value #FEWEST_RUNS} runs: of two, r² and ρ are always 1
   */
  public static String coefficient(double value, int decimals, int n) {
    return coefficient(n < FEWEST_RUNS ? Double.NaN : value, decimals);
  }

  /**
   * @param p a p-value
   * @param n runs that it is of
   * @return a dash, too, with fewer than {@value #FEWEST_RUNS} runs
   */
  public static String pValue(double p, int n) {
    return pValue(n < FEWEST_RUNS ? Double.NaN : p);
  }

  /**
   * @param p a p-value
   * @return three digits after the point, {@code < .001} below that, a dash for NaN
   */
  public static String pValue(double p) {
    if (Double.isNaN(p)) {
      return "–";
    }
    return p < SMALLEST_P ? "< .001" : Numbers.fixed(p, 3).replaceFirst("^0", "");
  }

  /**
   * @param level nominal coverage of intervals, a share
   * @return such as {@code 95%}
   */
  public static String level(double level) {
    return Numbers.rounded(100 * level, 4) + "%";
  }

  /**
   * @param bootstrap how intervals are made
   * @return what they are and where there is none, as the rest of a sentence
   */
  public static String intervals(Bootstrap bootstrap) {
    return intervals(bootstrap, "replicates");
  }

  /**
   * @param bootstrap how intervals are made
   * @param clusters what is resampled, in the plural
   * @return what they are and where there is none, as the rest of a sentence
   */
  public static String intervals(Bootstrap bootstrap, String clusters) {
    return level(bootstrap.level())
        + " intervals from bootstrap over "
        + clusters
        + ", none with fewer than "
        + Bootstrap.FEWEST_CLUSTERS
        + " of similar size";
  }

  /**
   * @param rule a rule
   * @param layers layers of the network
   * @return such as {@code activation rate, layer 2 > 0.9}
   */
  public static String rule(ExclusionRule rule, int layers) {
    String sign =
        switch (rule.comparison()) {
          case ABOVE -> " > ";
          case BELOW -> " < ";
        };
    return QuantityLabel.of(rule.quantity(), layers).plain()
        + sign
        + Numbers.exact(rule.threshold());
  }
}
