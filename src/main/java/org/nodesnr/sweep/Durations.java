package org.nodesnr.sweep;

import java.util.Locale;

/** Times for people. */
public final class Durations {
  private Durations() {}

  /**
   * @param seconds a duration; negative or NaN for unknown
   * @return such as {@code 45 s}, {@code 3 min 10 s}, {@code 2 h 05 min}, {@code 3 d 4 h}
   */
  public static String of(double seconds) {
    if (!(seconds >= 0) || Double.isInfinite(seconds)) {
      return "unknown";
    }
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    if (s < 3600) {
      return s / 60 + (s < 600 && s % 60 > 0 ? " min " + s % 60 + " s" : " min");
    }
    if (s < 48 * 3600) {
      return String.format(Locale.ROOT, "%d h %02d min", s / 3600, s % 3600 / 60);
    }
    return s / 86400 + " d " + s % 86400 / 3600 + " h";
  }
}
