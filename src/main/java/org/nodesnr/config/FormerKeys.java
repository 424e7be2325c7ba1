package org.nodesnr.config;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Keys by the names that they had before: a config that still has them means the same. They are
 * renamed in the text, so that files with the one and the other can include one another, and refer
 * to each other's keys.
 */
final class FormerKeys {
  /** Now by then. */
  private static final Map<String, String> NOW =
      Map.of(
          "figuresAt", "measuresAt",
          "figuresEvery", "measuresEvery",
          "figureSamples", "measureSamples");

  /** Where a key stands: before its value, or at the end of a reference to it. */
  private static final Pattern FORMER =
      Pattern.compile(
          "(?<![\\w-])(" + String.join("|", NOW.keySet()) + ")(?=\"?[ \\t]*(?:\\+?=|[:{}]))");

  private FormerKeys() {}

  /** The text of a config, or of an override, with the keys of today. */
  static String renamed(String text) {
    return FORMER.matcher(text).replaceAll(match -> NOW.get(match.group(1)));
  }
}
