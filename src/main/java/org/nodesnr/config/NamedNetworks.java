package org.nodesnr.config;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets a config change one key of a network that has a name. HOCON drops the word of {@code network
 * = mnist} where {@code network.activation = tanh} follows, in the file or on top of it; a block
 * {@code { extends = mnist }}, which hides what was given before as the word does, is kept.
 */
final class NamedNetworks {
  private static final Pattern NAMED =
      Pattern.compile(
          "(?<=^|[\\n,{])([ \\t]*network[ \\t]*[=:][ \\t]*)(\"?)(mnist|cifar10)\\2(?=[ \\t\\r]*(?:$|[\\n,}#]|//))");

  private NamedNetworks() {}

  /**
   * @param text HOCON
   * @return the same with blocks for words, line by line
   */
  static String asBlocks(String text) {
    BitSet other = commentsAndStrings(text);
    Matcher named = NAMED.matcher(text);
    StringBuilder result = new StringBuilder();
    while (named.find()) {
      boolean key = !other.get(named.start(1));
      String block = named.group(1) + "null, network = { extends = " + named.group(3) + " }";
      named.appendReplacement(result, Matcher.quoteReplacement(key ? block : named.group()));
    }
    return named.appendTail(result).toString();
  }

  private static BitSet commentsAndStrings(String text) {
    BitSet inside = new BitSet(text.length());
    int at = 0;
    while (at < text.length()) {
      int end = Comments.endOfCommentOrString(text, at);
      inside.set(at, end);
      at = end > at ? end : at + 1;
    }
    return inside;
  }
}
