package org.nodesnr.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a misspelt word was probably meant to be. */
public final class Suggestions {
  private Suggestions() {}

  /** {@code "; did you mean 'x'?"} for a near word, else the list of all. */
  static String hint(String word, Collection<String> valid) {
    List<String> sorted = valid.stream().sorted().toList();
    return nearest(word, sorted)
        .map(near -> "; did you mean '" + near + "'?")
        .orElse(sorted.isEmpty() ? "" : "; there are: " + String.join(", ", sorted));
  }

  /**
   * The word at the least distance, if at most a third of the letters differ (but one may).
   *
   * @param word as somebody wrote it
   * @param valid the words that there are
   * @return the one that was probably meant
   */
  public static Optional<String> nearest(String word, Collection<String> valid) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.length() > 64) {
      return Optional.empty();
    }
    return valid.stream()
        .filter(v -> distance(lower, v.toLowerCase(Locale.ROOT)) <= Math.max(1, v.length() / 3))
        .min(
            Comparator.comparingInt((String v) -> distance(lower, v.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * Optimal string alignment distance: insertions, deletions, replacements and exchanges of
   * neighbours, each at cost 1.
   */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean equal = a.charAt(i - 1) == b.charAt(j - 1);
        d[i][j] =
            Math.min(d[i - 1][j - 1] + (equal ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (exchanged) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
