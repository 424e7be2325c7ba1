package org.nodesnr.tables;

import org.nodesnr.files.Html;

/**
 * The markup of captions and cells: {@code *G*} is a variable, {@code _{1}} below it, {@code ^{2}}
 * above it; a backslash makes the next character plain. Two leading blanks indent a cell.
 */
final class Markup {
  private static final String INDENT = "  ";

  private Markup() {}

  /** Markup that shows a text as it is. */
  static String plain(String text) {
    return text.replaceAll("([\\\\*_^}])", "\\\\$1");
  }

  static String markdown(String markup) {
    return (markup.startsWith(INDENT) ? "&emsp;" : "")
        + convert(
            markup.strip(), Markup::markdownText, "*", "*", "<sub>", "</sub>", "<sup>", "</sup>");
  }

  static String latex(String markup) {
    String text =
        convert(markup.strip(), Markup::latexText, "$", "$", "$_{", "}$", "$^{", "}$")
            .replace("$$", "")
            .replaceAll("(?<=\\d)\\.\\.(?=\\d)", "\\\\ldots ");
    return (markup.startsWith(INDENT) ? "\\quad " : "") + text;
  }

  static String html(String markup) {
    String text =
        convert(
            markup.strip(),
            (c, mathematics) -> Html.escaped(String.valueOf(c)),
            "<i>",
            "</i>",
            "<sub>",
            "</sub>",
            "<sup>",
            "</sup>");
    return markup.startsWith(INDENT) ? "<span class=\"indent\">" + text + "</span>" : text;
  }

  /** For terminals: no marks but {@code _} and {@code ^}. */
  static String text(String markup) {
    return (markup.startsWith(INDENT) ? INDENT : "")
        + convert(markup.strip(), (c, mathematics) -> String.valueOf(c), "", "", "_", "", "^", "");
  }

  /** Text within a variable or a subscript is set as mathematics. */
  private interface Text {
    String of(char c, boolean mathematics);
  }

  private static String convert(String markup, Text text, String... marks) {
    StringBuilder out = new StringBuilder();
    boolean variable = false;
    int shifted = 0;
    for (int i = 0; i < markup.length(); i++) {
      char c = markup.charAt(i);
      boolean opens = i + 1 < markup.length() && markup.charAt(i + 1) == '{';
      if (c == '\\' && i + 1 < markup.length()) {
        out.append(text.of(markup.charAt(++i), variable || shifted > 0));
      } else if (c == '*') {
        out.append(marks[variable ? 1 : 0]);
        variable = !variable;
      } else if ((c == '_' || c == '^') && opens) {
        shifted = c == '_' ? 2 : 4;
        out.append(marks[shifted]);
        i++;
      } else if (c == '}' && shifted > 0) {
        out.append(marks[shifted + 1]);
        shifted = 0;
      } else {
        out.append(text.of(c, variable || shifted > 0));
      }
    }
    return out.toString();
  }

  private static String markdownText(char c, boolean mathematics) {
    return "*_|\\".indexOf(c) < 0 ? String.valueOf(c) : "\\" + c;
  }

  private static String latexText(char c, boolean mathematics) {
    String text = Latex.escaped(String.valueOf(c));
    return mathematics && text.startsWith("$") && text.endsWith("$") && text.length() > 1
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
