package org.nodesnr.sweep;

import java.util.List;
import org.nodesnr.spec.MeasureChoice;

/**
 * What is left of a run of which another one was trained alike: they differ by the measures that
 * their configs name.
 *
 * @param network id of the other run; empty where there is none, and the run is to be trained
 * @param measures what the other's record lacks
 * @param work floating-point operations of reading them
 */
public record Measuring(String network, List<MeasureChoice> measures, double work) {
  /** Of a run that is to be trained. */
  public static final Measuring NONE = new Measuring("", List.of(), 0);

  /** Copies the list. */
  public Measuring {
    measures = List.copyOf(measures);
  }
}
