package org.nodesnr.analysis;

import java.util.Locale;
import java.util.Map;
import org.nodesnr.files.Html;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Quantity;

/**
 * How a column of the table of runs is called in print.
 *
 * @param words in a sentence, such as {@code SNR gain, layer 1}
 * @param symbol its letter, such as {@code G}; empty where it has none
 * @param index below the symbol, such as {@code 1}
 * @param exponent above the symbol, such as {@code (1..2)}
 */
public record QuantityLabel(String words, String symbol, String index, String exponent) {
  private static final Map<String, String> SCORES =
      Map.ofEntries(
          Map.entry("testAccuracy", "test accuracy"),
          Map.entry("trainAccuracy", "training accuracy"),
          Map.entry("testLoss", "test loss"),
          Map.entry("trainLoss", "training loss"),
          Map.entry("accuracyGap", "accuracy gap, training − test"),
          Map.entry("lossGap", "loss gap, test − training"),
          Map.entry("step", "training steps"),
          Map.entry("stopTrainLoss", "training loss at the last check"),
          Map.entry("reachedTrainLoss", "training loss reached"));

  /**
   * @param column name of a column
   * @param layers layers of the network; 0 where networks differ
   * @return its label; the column's name where it has no other
   */
  public static QuantityLabel of(String column, int layers) {
    return Quantity.parse(column)
        .map(quantity -> of(quantity, layers))
        .orElseGet(() -> words(SCORES.getOrDefault(column, column)));
  }

  private static QuantityLabel of(Quantity quantity, int layers) {
    Measure measure = Measures.find(quantity.measure()).orElseThrow();
    boolean hidden = quantity.place().equals(Quantity.HIDDEN);
    String place = quantity.layer() > 0 ? ", layer " + quantity.place() : "";
    String words = measure.words() + (hidden ? ", hidden layers" : place);
    return measure.symbol().isEmpty()
        ? words(words)
        : new QuantityLabel(
            words,
            measure.symbol(),
            quantity.layer() > 0 ? quantity.place() : "",
            hidden ? "(1.." + (layers == 0 ? "n−1" : Integer.toString(layers - 1)) + ")" : "");
  }

  private static QuantityLabel words(String words) {
    return new QuantityLabel(words, "", "", "");
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
