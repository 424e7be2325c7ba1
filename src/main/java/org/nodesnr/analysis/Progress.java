package org.nodesnr.analysis;

/** Hears how far a computation is; several threads may call it. */
@FunctionalInterface
public interface Progress {
  /** Hears nothing. */
  Progress SILENT = (done, total) -> {};

  /**
   * @param done parts that are done
   * @param total all parts
   */
  void at(int done, int total);
}
