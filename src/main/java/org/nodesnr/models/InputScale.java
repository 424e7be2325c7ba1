package org.nodesnr.models;

import java.util.Arrays;
import org.nodesnr.UserError;

/**
 * What is done to stored values before a network sees them.
 *
 * @param unit whether integers, which are pixels of 0 to 255, are divided by 255
 * @param mean subtracted then: one number, or one for each channel; not to be modified
 * @param deviation what that is divided by; likewise
 */
public record InputScale(boolean unit, double[] mean, double[] deviation) {
  /** Pixels to [0, 1], nothing else. */
  public static final InputScale UNIT = new InputScale(true, new double[] {0}, new double[] {1});

  private static final double WHITE = 255;

  /**
   * @param text {@code none}, {@code unit}, or {@code MEAN,STD}, each one number or one for each
   *     channel with slashes between them, on the scale of 0 to 1
   * @return the scale
   * @throws UserError when the text is none of these
   */
  public static InputScale parse(String text) {
    switch (text) {
      case "none" -> {
        return new InputScale(false, new double[] {0}, new double[] {1});
      }
      case "unit" -> {
        return UNIT;
      }
      default -> {
        String[] parts = text.split(",", -1);
        if (parts.length == 2) {
          double[] mean = numbers(text, parts[0]);
          double[] deviation = numbers(text, parts[1]);
          if (mean.length == deviation.length && Arrays.stream(deviation).allMatch(d -> d > 0)) {
            return new InputScale(true, mean, deviation);
          }
        }
        throw mistake(text);
      }
    }
  }

  private static double[] numbers(String text, String part) {
    try {
      double[] numbers =
          Arrays.stream(part.split("/", -1)).mapToDouble(Double::parseDouble).toArray();
      if (Arrays.stream(numbers).allMatch(Double::isFinite)) {
        return numbers;
      }
    } catch (NumberFormatException e) {
      throw mistake(text);
    }
    throw mistake(text);
  }

  private static UserError mistake(String text) {
    return new UserError(
        "--scale "
            + text
            + ": give none, unit, or MEAN,STD such as 0.1307,0.3081"
            + " (by channel: 0.49/0.48/0.45,0.25/0.24/0.26)");
  }

  /** Number of channels for which there is a mean; 1 for any number. */
  int channels() {
    return mean.length;
  }

  /**
   * @param value as stored
   * @param integer whether it is stored as an integer
   * @param channel number of its channel
   * @return as the network sees it
   */
  float apply(double value, boolean integer, int channel) {
    int c = mean.length == 1 ? 0 : channel;
    float scaled = unit && integer ? (float) (value / WHITE) : (float) value;
    return (float) ((scaled - mean[c]) / deviation[c]);
  }
}
