package org.nodesnr.sweep;

import java.time.Duration;

/**
 * What a run has taken.
 *
 * @param wallSeconds by the clock on the wall
 * @param processorSeconds of all threads of its process together, in user and system mode; NaN
 *     where the operating system does not say
 */
public record TimeSpent(double wallSeconds, double processorSeconds) {
  /** Nothing yet. */
  public static final TimeSpent NONE = new TimeSpent(0, 0);

  /** Of a run whose worker died: no wall time, and no processor time that anyone knows. */
  public static final TimeSpent UNKNOWN = new TimeSpent(0, Double.NaN);

  /**
   * @return what this process has taken since some fixed moment
   */
  public static TimeSpent now() {
    double processor =
        ProcessHandle.current()
            .info()
            .totalCpuDuration()
            .map(Duration::toMillis)
            .map(milliseconds -> milliseconds / 1e3)
            .orElse(Double.NaN);
    return new TimeSpent(System.nanoTime() / 1e9, processor);
  }

  /**
   * @param begun an earlier {@link #now()} of this process
   * @return this and what the process has taken since
   */
  public TimeSpent andSince(TimeSpent begun) {
    TimeSpent now = now();
    return new TimeSpent(
        wallSeconds + now.wallSeconds - begun.wallSeconds,
        processorSeconds + now.processorSeconds - begun.processorSeconds);
  }
}
