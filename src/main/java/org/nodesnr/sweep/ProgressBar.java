package org.nodesnr.sweep;

/** A bar of a fixed width. */
public final class ProgressBar {
  private ProgressBar() {}

  /**
   * @param share from 0 to 1
   * @param width in characters, brackets included
   * @return such as {@code [=====> ]}
   */
  public static String of(double share, int width) {
    int inside = Math.max(1, width - 2);
    int full = (int) Math.round(Math.min(1, Math.max(0, share)) * inside);
    String done = full == 0 || full == inside ? "=".repeat(full) : "=".repeat(full - 1) + ">";
    return "[" + done + " ".repeat(inside - full) + "]";
  }
}
