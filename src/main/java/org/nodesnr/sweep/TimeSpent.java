package org.nodesnr.sweep;

import java.time.Duration;

/**
 * What a run has taken. Runs that are trained at once have equal shares of the time, so that the
 * times of all runs of a worker add up to its own.
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

  TimeSpent plus(TimeSpent other) {
    return new TimeSpent(
        wallSeconds + other.wallSeconds, processorSeconds + other.processorSeconds);
  }

  TimeSpent minus(TimeSpent other) {
    return new TimeSpent(
        wallSeconds - other.wallSeconds, processorSeconds - other.processorSeconds);
  }

  TimeSpent dividedBy(int parts) {
    return new TimeSpent(wallSeconds / parts, processorSeconds / parts);
  }
}
