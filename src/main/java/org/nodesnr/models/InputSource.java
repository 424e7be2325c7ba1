package org.nodesnr.models;

/** Where samples come from, before they are in a network's order. */
public interface InputSource {
  /** What to call it in errors. */
  String name();

  /** Number of samples. */
  int size();

  /** What one sample looks like, and in which order. */
  InputHint shape();

  /**
   * Whether a network that takes pictures in one row gets them in the order of its own format;
   * otherwise it gets the values row by row as they are.
   */
  boolean arrangeable();

  /**
   * @param i index of a sample
   * @param values modified: its values, row by row, scaled
   */
  void read(int i, float[] values);
}
