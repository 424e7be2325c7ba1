package org.nodesnr.measures.net;

import java.util.Arrays;

/**
 * Numbers in an array of single or of double precision. What reads and writes them works in double;
 * a network that is computed in single precision is computed by the same code as one in double.
 */
public sealed interface Reals {
  /** Number of values. */
  int length();

  /**
   * @param i index
   * @return the value there
   */
  double get(int i);

  /**
   * @param i index
   * @param value stored there, rounded where the array is of single precision
   */
  void set(int i, double value);

  /**
   * @param numbers what all values are set to, not modified
   * @param first index of the first of them
   */
  default void fill(double[] numbers, int first) {
    for (int i = 0; i < length(); i++) {
      set(i, numbers[first + i]);
    }
  }

  /**
   * @param from index of the first value
   * @param to where they go, of the same precision; modified
   * @param at index of the first value there
   * @param count how many
   */
  void copy(int from, Reals to, int at, int count);

  /**
   * @param at index of the first value, to which the first of others is added
   * @param other numbers of the same precision, not modified
   * @param from index of the first of them
   * @param count how many
   */
  void add(int at, Reals other, int from, int count);

  /**
   * @param from index of the first value
   * @param to index behind the last
   */
  void clear(int from, int to);

  /**
   * Sums of the columns of a part.
   *
   * @param from index of its first value
   * @param count how many values it has, a multiple of the number of columns
   * @param columns modified: what is in each column is added
   */
  void addRows(int from, int count, double[] columns);

  /**
   * Single precision.
   *
   * @param values the array itself
   */
  record Floats(float[] values) implements Reals {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double get(int i) {
      return values[i];
    }

    @Override
    public void set(int i, double value) {
      values[i] = (float) value;
    }

    @Override
    public void copy(int from, Reals to, int at, int count) {
      System.arraycopy(values, from, ((Floats) to).values, at, count);
    }

    @Override
    public void add(int at, Reals other, int from, int count) {
      float[] others = ((Floats) other).values;
      for (int i = 0; i < count; i++) {
        values[at + i] += others[from + i];
      }
    }

    @Override
    public void clear(int from, int to) {
      Arrays.fill(values, from, to, 0f);
    }

    @Override
    public void addRows(int from, int count, double[] columns) {
      for (int at = from; at < from + count; at += columns.length) {
        for (int i = 0; i < columns.length; i++) {
          columns[i] += values[at + i];
        }
      }
    }
  }

  /**
   * Double precision.
   *
   * @param values the array itself
   */
  record Doubles(double[] values) implements Reals {
    @Override
    public int length() {
      return values.length;
    }

    @Override
    public double get(int i) {
      return values[i];
    }

    @Override
    public void set(int i, double value) {
      values[i] = value;
    }

    @Override
    public void copy(int from, Reals to, int at, int count) {
      System.arraycopy(values, from, ((Doubles) to).values, at, count);
    }

    @Override
    public void add(int at, Reals other, int from, int count) {
      double[] others = ((Doubles) other).values;
      for (int i = 0; i < count; i++) {
        values[at + i] += others[from + i];
      }
    }

    @Override
    public void clear(int from, int to) {
      Arrays.fill(values, from, to, 0);
    }

    @Override
    public void addRows(int from, int count, double[] columns) {
      for (int at = from; at < from + count; at += columns.length) {
        for (int i = 0; i < columns.length; i++) {
          columns[i] += values[at + i];
        }
      }
    }
  }
}
