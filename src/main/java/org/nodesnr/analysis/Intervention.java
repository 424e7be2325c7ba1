package org.nodesnr.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Something done to training: a setting away from its default.
 *
 * @param setting its key, such as {@code dropProbability} or {@code augmentation.shift}
 * @param usual its default, as records write it
 * @param following keys of settings that may change with it, such as a learning rate
 */
public record Intervention(String setting, JsonNode usual, List<String> following) {
  /** Copies the list. */
  public Intervention {
    following = List.copyOf(following);
  }

  /** The value in a record's regime; the default where records leave it out. */
  private JsonNode value(JsonNode regime) {
    JsonNode value = regime.at(pointer(setting));
    return value.isMissingNode() ? usual : value;
  }

  /** Whether it was done. */
  boolean doneIn(JsonNode regime) {
    JsonNode value = value(regime);
    boolean numbers = value.isNumber() && usual.isNumber();
    return numbers ? value.doubleValue() != usual.doubleValue() : !value.equals(usual);
  }

  /** The value, for people: {@code 5e-5} as configs have it, where Java writes {@code 5.0E-5}. */
  String text(JsonNode regime) {
    JsonNode value = value(regime);
    String text = value.asText();
    return value.isNumber() ? text.replace(".0E", "e").replace('E', 'e') : text;
  }

  static String pointer(String key) {
    return "/" + key.replace('.', '/');
  }
}
