package org.nodesnr.sweep;

import java.time.Duration;
import java.util.function.ToIntFunction;
import org.nodesnr.spec.RunSpec;

/**
 * How a coordinator treats its workers; nothing here changes a number.
 *
 * @param workers worker processes at most
 * @param capacity the most runs like a given one that a worker trains at once
 * @param silence a worker that says nothing for so long is taken to hang, and killed
 * @param grace how long workers may take to save their state when the sweep is stopped
 */
public record SweepSettings(
    int workers, ToIntFunction<RunSpec> capacity, Duration silence, Duration grace) {
  /**
   * Half an hour of silence, a minute of grace.
   *
   * @param workers worker processes at most
   * @param capacity the most runs like a given one that a worker trains at once
   * @return the settings
   */
  public static SweepSettings of(int workers, ToIntFunction<RunSpec> capacity) {
    return new SweepSettings(workers, capacity, Duration.ofMinutes(30), Duration.ofSeconds(60));
  }
}
