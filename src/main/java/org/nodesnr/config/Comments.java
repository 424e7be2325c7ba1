package org.nodesnr.config;

/** The comments of HOCON: from {@code #} or {@code //} outside quotes to the end of the line. */
final class Comments {
  private Comments() {}

  /**
   * @param text HOCON, well-formed or not
   * @return the text without its comments; what follows an open quote is no comment
   */
  static String removed(String text) {
    StringBuilder rest = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end;
      if (c == '#' || text.startsWith("//", at)) {
        at = endOr(text.indexOf('\n', at), text);
        continue;
      } else if (text.startsWith("\"\"\"", at)) {
        end = endOr(text.indexOf("\"\"\"", at + 3), text) + 3;
        while (end < text.length() && text.charAt(end) == '"') {
          end++;
        }
      } else {
        end = c == '"' ? endOfQuoted(text, at) : at + 1;
      }
      end = Math.min(end, text.length());
      rest.append(text, at, end);
      at = end;
    }
    return rest.toString();
  }

  private static int endOfQuoted(String text, int start) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static int endOr(int index, String text) {
    return index < 0 ? text.length() : index;
  }
}
