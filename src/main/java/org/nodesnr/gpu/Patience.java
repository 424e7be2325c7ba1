package org.nodesnr.gpu;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a card, but not for ever: one that hangs is given up. */
final class Patience {
  private static final Duration USUAL = Duration.ofMinutes(2);
  private static final long SPIN_NANOS = 2_000_000;
  private static final long SLEEP_NANOS = 50_000;

  private final Duration limit;

  Patience() {
    this(Duration.ofSeconds(Long.getLong("nodesnr.gpu.patienceSeconds", USUAL.toSeconds())));
  }

  Patience(Duration limit) {
    this.limit = limit;
  }

  /**
   * @param card what is waited for
   * @param done whether it has done everything
   * @throws DeviceFailure when it takes too long
   */
  void await(Card card, BooleanSupplier done) {
    long begun = System.nanoTime();
    while (!done.getAsBoolean()) {
      long waited = System.nanoTime() - begun;
      if (waited > limit.toNanos()) {
        throw new DeviceFailure(
            card, "waiting", "does not answer for " + limit.toSeconds() + " s", false);
      }
      if (waited < SPIN_NANOS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(SLEEP_NANOS);
      }
    }
  }
}
