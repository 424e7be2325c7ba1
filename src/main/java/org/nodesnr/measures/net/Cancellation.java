package org.nodesnr.measures.net;

import java.util.concurrent.CancellationException;

/** Ends measures that take minutes when the thread that computes them is interrupted. */
public final class Cancellation {
  private Cancellation() {}

  /**
   * Asked at every batch and every iteration; the thread stays interrupted.
   *
   * @throws CancellationException when the thread is interrupted
   */
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("measuring was interrupted");
    }
  }
}
