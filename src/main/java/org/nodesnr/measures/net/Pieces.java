package org.nodesnr.measures.net;

/** Sees values that don't have to stand in one array, piece by piece, all of one length. */
@FunctionalInterface
public interface Pieces {
  /**
   * @param number of the piece, from 0
   * @param values valid during the call
   */
  void piece(int number, Reals values);
}
