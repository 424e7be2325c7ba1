package org.nodesnr.results;

import java.util.List;

/**
 * Measures that were read of a kept network some time after its training, and by what.
 *
 * @param measures their names
 * @param network the run whose kept network they were read of: trained alike, id and all, but for
 *     the measures that its config names; of checkpoints before the last, the first alone has them,
 *     for its weights are drawn again
 * @param provenance what read them; its times are of the reading alone
 */
public record LaterMeasurement(List<String> measures, String network, Provenance provenance) {
  /** Copies the list. */
  public LaterMeasurement {
    measures = List.copyOf(measures);
  }
}
