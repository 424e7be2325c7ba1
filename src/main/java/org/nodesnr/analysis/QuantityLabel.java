package org.nodesnr.analysis;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nodesnr.results.Html;
import org.nodesnr.results.RunTable;

/**
 * How a column of the table of runs is called in print.
 *
 * @param words in a sentence, such as {@code SNR gain, layer 1}
 * @param symbol its letter, such as {@code G}; empty where it has none
 * @param index below the symbol, such as {@code 1}
 * @param exponent above the symbol, such as {@code (1..2)}
 */
public record QuantityLabel(String words, String symbol, String index, String exponent) {
  private static final Pattern FIGURE = Pattern.compile("(?:[A-Za-z0-9-]+\\.)?([SG])(\\d+|hidden)");
  private static final Pattern OF_LAYER = Pattern.compile("(activationRate|weightNorm)(\\d+)");
  private static final Map<String, String> WORDS =
      Map.of(
          "testAccuracy", "test accuracy",
          "trainAccuracy", "training accuracy",
          "testLoss", "test loss",
          "trainLoss", "training loss",
          "accuracyGap", "accuracy gap, training − test",
          "lossGap", "loss gap, test − training",
          "weightNorm", "weight norm",
          "activationRate", "activation rate",
          "step", "training steps");

  /**
   * @param column name of a column
   * @param layers layers of the network
   * @return its label; the column's name where it has no other
   */
  public static QuantityLabel of(String column, int layers) {
    Matcher figure = FIGURE.matcher(column);
    if (figure.matches()) {
      String symbol = figure.group(1);
      String kind = symbol.equals("S") ? "SNR optimality" : "SNR gain";
      if (figure.group(2).equals("hidden")) {
        String range = String.format(Locale.ROOT, "(1..%d)", layers - 1);
        return new QuantityLabel(kind + ", hidden layers", symbol, "", range);
      }
      return new QuantityLabel(kind + ", layer " + figure.group(2), symbol, figure.group(2), "");
    }
    Matcher layer = OF_LAYER.matcher(column);
    if (layer.matches()) {
      return words(WORDS.get(layer.group(1)) + ", layer " + layer.group(2));
    }
    return words(WORDS.getOrDefault(column, column));
  }

  private static QuantityLabel words(String words) {
    return new QuantityLabel(words, "", "", "");
  }

  /**
   * The columns of the paper's tables.
   *
   * @param variant name of a variant
   * @param layers layers of the network
   * @return G of each layer, then G^(1..n−1)
   */
  public static List<String> paperColumns(String variant, int layers) {
    Stream<String> ofLayers =
        IntStream.rangeClosed(1, layers).mapToObj(layer -> RunTable.g(variant, layer));
    return Stream.concat(ofLayers, Stream.of(RunTable.hiddenG(variant))).toList();
  }

  /**
   * The columns of S and G.
   *
   * @param variant name of a variant
   * @param layers layers of the network
   * @return S of each layer, G of each layer, then G^(1..n−1)
   */
  public static List<String> figureColumns(String variant, int layers) {
    Stream<String> s =
        IntStream.rangeClosed(1, layers).mapToObj(layer -> RunTable.s(variant, layer));
    return Stream.concat(s, paperColumns(variant, layers).stream()).toList();
  }

  /**
   * @return such as {@code G_1} and {@code G^(1..2)}; the words where there is no symbol
   */
  public String plain() {
    return symbol.isEmpty()
        ? words
        : symbol
            + (index.isEmpty() ? "" : "_" + index)
            + (exponent.isEmpty() ? "" : "^" + exponent);
  }

  /**
   * @return the same for Markdown
   */
  public String markdown() {
    return symbol.isEmpty()
        ? words
        : "*"
            + symbol
            + "*"
            + (index.isEmpty() ? "" : "<sub>" + index + "</sub>")
            + (exponent.isEmpty() ? "" : "<sup>" + exponent + "</sup>");
  }

  /**
   * @return the same for HTML
   */
  public String html() {
    return symbol.isEmpty()
        ? Html.escaped(words)
        : "<i>"
            + symbol
            + "</i>"
            + (index.isEmpty() ? "" : "<sub>" + index + "</sub>")
            + (exponent.isEmpty() ? "" : "<sup>" + exponent + "</sup>");
  }

  /**
   * @return words, then the symbol, as {@code SNR gain, layer 1 (G_1)}, with the markup of figures:
   *     {@code *italic*}, {@code _{below}}, {@code ^{above}}
   */
  public String title() {
    String upper = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    return symbol.isEmpty() ? upper : upper + " (" + markup() + ")";
  }

  /**
   * @return the symbol, or the words where there is none, with the markup of tables and figures
   */
  public String markup() {
    if (symbol.isEmpty()) {
      return words;
    }
    return "*"
        + symbol
        + "*"
        + (index.isEmpty() ? "" : "_{" + index + "}")
        + (exponent.isEmpty() ? "" : "^{" + exponent + "}");
  }
}
