package org.nodesnr.gpu;

import java.util.Locale;

/**
 * What a driver says of a card.
 *
 * @param key how it is asked for: {@code cuda:0}, {@code opencl:1}
 * @param name what its maker calls it
 * @param driver the driver with its version
 * @param memory all of its memory, in bytes
 * @param largest the most that one buffer may have, in bytes
 * @param processor whether it is no card but the machine's processor
 * @param unfit why nodesnr can't use it, in one line; empty where it can
 */
public record Card(
    String key,
    String name,
    String driver,
    long memory,
    long largest,
    boolean processor,
    String unfit) {
  /**
   * @return one line for people
   */
  public String describe() {
    return String.format(
        Locale.ROOT, "%s: %s, %.1f GiB, %s", key, name, memory / (double) (1L << 30), driver);
  }
}
