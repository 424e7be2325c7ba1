package org.nodesnr.sweep;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Turns Ctrl-C and SIGTERM into a request that is asked for. The Java runtime begins to shut down
 * at the signal; the shutdown waits here until the work is put away.
 */
public final class StopFlag implements BooleanSupplier {
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean requested;
  private volatile boolean signalled;
  private Thread interruptible;

  /**
   * Waits for signals.
   *
   * @param graceSeconds how long the work may take to be put away
   * @param exitCode what the process ends with after a signal
   * @return the flag; {@link #finished()} must be called in the end
   */
  public static StopFlag onSignals(int graceSeconds, int exitCode) {
    StopFlag flag = new StopFlag();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> flag.signal(graceSeconds, exitCode), "stop"));
    return flag;
  }

  private void signal(int graceSeconds, int exitCode) {
    if (done.getCount() == 0) {
      return;
    }
    signalled = true;
    request();
    try {
      done.await(graceSeconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode);
  }

  /** Asks the work to stop. */
  public synchronized void request() {
    requested = true;
    if (interruptible != null) {
      interruptible.interrupt();
    }
  }

  /**
   * Does work that can end at any time, with nothing to put away: the thread is interrupted when it
   * is asked to stop.
   *
   * @param work ends with an exception soon after an interruption; of one thread at a time
   * @param <T> what it makes
   * @return what it made
   */
  <T> T during(Supplier<T> work) {
    synchronized (this) {
      interruptible = Thread.currentThread();
      if (requested) {
        interruptible.interrupt();
      }
    }
    try {
      return work.get();
    } finally {
      synchronized (this) {
        interruptible = null;
        if (requested) {
          Thread.interrupted(); // files are not to be closed by it
        }
      }
    }
  }

  /** Says that everything is put away. */
  public void finished() {
    done.countDown();
  }

  /**
   * @return whether a signal, not the program itself, asked to stop
   */
  public boolean signalled() {
    return signalled;
  }

  @Override
  public boolean getAsBoolean() {
    return requested;
  }
}
