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
      int end = endOfCommentOrString(text, at);
      if (!startsComment(text, at)) {
        end = Math.max(end, at + 1);
        rest.append(text, at, end);
      }
      at = end;
    }
    return rest.toString();
  }

  private static boolean startsComment(String text, int at) {
    return text.charAt(at) == '#' || text.startsWith("//", at);
  }

  /** Where the comment or quoted string that starts at a place ends; the place where none does. */
  static int endOfCommentOrString(String text, int at) {
    int end = at;
    if (startsComment(text, at)) {
      end = endOr(text.indexOf('\n', at), text);
    } else if (text.startsWith("\"\"\"", at)) {
      end = endOr(text.indexOf("\"\"\"", at + 3), text) + 3;
      while (end < text.length() && text.charAt(end) == '"') {
        end++;
      }
    } else if (text.charAt(at) == '"') {
      end = endOfQuoted(text, at);
    }
    return Math.min(end, text.length());
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
