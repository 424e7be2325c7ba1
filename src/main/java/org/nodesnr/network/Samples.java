package org.nodesnr.network;

/** Network inputs that can be read in any order, by any number of threads; usually labelled. */
public interface Samples {
  /** Number of samples. */
  int size();

  /** What one sample looks like. */
  Shape shape();

  /** Whether the classes are known; S and G are defined without. */
  default boolean labelled() {
    return true;
  }

  /**
   * The class of a sample, where samples are labelled.
   *
   * @param i index of the sample
   * @return its class, from 0
   */
  int label(int i);

  /**
   * Writes a sample as the network sees it, in the order of {@link Shape}.
   *
   * @param i index of the sample
   * @param out modified: {@code shape().size()} values from {@code offset} on
   * @param offset where to begin
   */
  void copyTo(int i, float[] out, int offset);
}
