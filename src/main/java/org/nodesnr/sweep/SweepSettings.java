package org.nodesnr.sweep;

import java.time.Duration;

/**
 * How a coordinator treats its workers; nothing here changes a number.
 *
 * @param workers worker processes at most
 * @param silence a worker that says nothing for so long is taken to hang, and killed
 * @param grace how long workers may take to save their state when the sweep is stopped
 */
public record SweepSettings(int workers, Duration silence, Duration grace) {
  /** Half an hour of silence, a minute of grace. */
  public static SweepSettings of(int workers) {
    return new SweepSettings(workers, Duration.ofMinutes(30), Duration.ofSeconds(60));
  }
}
