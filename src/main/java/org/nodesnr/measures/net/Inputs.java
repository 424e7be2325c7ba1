package org.nodesnr.measures.net;

import java.util.Arrays;

/** Labelled samples in the order of {@link org.nodesnr.network.Shape}. */
public interface Inputs {
  /** No samples. */
  Inputs NONE =
      new Inputs() {
        @Override
        public int size() {
          return 0;
        }

        @Override
        public int label(int i) {
          throw new IndexOutOfBoundsException(i);
        }

        @Override
        public void copyTo(int i, Reals out, int at) {
          throw new IndexOutOfBoundsException(i);
        }
      };

  /** Number of samples. */
  int size();

  /**
   * @param i index of the sample
   * @return its class, from 0
   */
  int label(int i);

  /**
   * @param i index of the sample
   * @param out modified: the sample's values from {@code at} on
   * @param at where to begin
   */
  void copyTo(int i, Reals out, int at);

  /**
   * @param count how many
   * @return the first so many samples; all where there are fewer
   */
  default Inputs first(int count) {
    return part(0, Math.min(count, size()));
  }

  /**
   * @param from index of the first
   * @param count how many
   * @return these samples, numbered from 0
   */
  default Inputs part(int from, int count) {
    int[] which = new int[count];
    Arrays.setAll(which, i -> from + i);
    return select(which);
  }

  /**
   * @param which indices of samples, repetition allowed
   * @return these, numbered from 0
   */
  default Inputs select(int[] which) {
    Inputs all = this;
    return new Inputs() {
      @Override
      public int size() {
        return which.length;
      }

      @Override
      public int label(int i) {
        return all.label(which[i]);
      }

      @Override
      public void copyTo(int i, Reals out, int at) {
        all.copyTo(which[i], out, at);
      }
    };
  }
}
