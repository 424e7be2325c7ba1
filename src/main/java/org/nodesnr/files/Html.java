package org.nodesnr.files;

import com.fasterxml.jackson.databind.JsonNode;

/** Text in HTML: nothing that a name holds is taken for markup. */
public final class Html {
  private Html() {}

  /**
   * @param text any
   * @return the same for the content of an element or a quoted attribute
   */
  public static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? '\uFFFD' : c);
      }
    }
    return out.toString();
  }

  /**
   * @param json any
   * @return the same on one line for the content of a {@code script} element, which it cannot end
   */
  public static String embedded(JsonNode json) {
    return Json.line(json)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
