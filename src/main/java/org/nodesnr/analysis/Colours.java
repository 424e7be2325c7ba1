package org.nodesnr.analysis;

/** Arithmetic of colours as RGB, a byte each. */
public final class Colours {
  /** The least contrast of small text, by WCAG 2. */
  private static final double LEGIBLE = 4.5;

  private static final int STEPS = 20;

  private Colours() {}

  /**
   * @param colour one
   * @param other another
   * @param share of the other, from 0 to 1
   * @return between the two, channel by channel
   */
  public static int mixed(int colour, int other, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = colour >> shift & 0xff;
      int to = other >> shift & 0xff;
      mixed |= (int) Math.round(from + share * (to - from)) << shift;
    }
    return mixed;
  }

  /**
   * @param colour of text
   * @param ink what it is mixed with, legible on the ground
   * @param ground what is behind the text
   * @return the colour with as little ink as makes small text legible
   */
  public static int legible(int colour, int ink, int ground) {
    int step = 0;
    while (step < STEPS && contrast(mixed(colour, ink, (double) step / STEPS), ground) < LEGIBLE) {
      step++;
    }
    return mixed(colour, ink, (double) step / STEPS);
  }

  /**
   * The contrast of two colours by WCAG 2: {@code (L + 0.05) / (l + 0.05)} with the relative
   * luminances L of the lighter and l of the darker, from 1 to 21.
   *
   * @param colour one
   * @param other another
   * @return the same whichever comes first
   */
  static double contrast(int colour, int other) {
    double one = luminance(colour);
    double two = luminance(other);
    return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
  }

  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
  }

  private static double linear(int channel) {
    double v = (channel & 0xff) / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }
}
