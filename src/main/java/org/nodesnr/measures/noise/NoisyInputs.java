package org.nodesnr.measures.noise;

import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.random.Streams;

/**
 * Samples with independent normal noise on every value, sample i always alike.
 *
 * @param clean the samples
 * @param values how many one of them has
 * @param sigma standard deviation, in units of the network's input
 * @param seed what noise is drawn from
 */
public record NoisyInputs(Inputs clean, int values, double sigma, long seed) implements Inputs {
  @Override
  public int label(int i) {
    return clean.label(i);
  }

  @Override
  public void copyTo(int i, Reals out, int at) {
    clean.copyTo(i, out, at);
    Gaussian gaussian = new Gaussian(new Streams(seed).stream(Streams.Purpose.MEASURED_NOISE, i));
    for (int k = at; k < at + values; k++) {
      out.set(k, out.get(k) + sigma * gaussian.next());
    }
  }

  /** Of the samples, not of their values. */
  @Override
  public int size() {
    return clean.size();
  }

  /**
   * @param structure a network
   * @param theta its parameters
   * @param samples labelled samples
   * @param precision of matrix products
   * @return the share of them whose largest logit, the first of equals, is that of their class
   */
  public static double accuracy(
      Structure structure, double[] theta, Inputs samples, Precision precision) {
    try (Landscape landscape = new Landscape(structure, samples, precision)) {
      return landscape.at(theta).fit().accuracy();
    }
  }
}
