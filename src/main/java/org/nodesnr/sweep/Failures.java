package org.nodesnr.sweep;

import java.io.IOException;
import org.nodesnr.results.RunRecord;

/** Makes the record of a run that has none of its own because its workers died or it threw. */
@FunctionalInterface
public interface Failures {
  /**
   * Records a failure, unless the last worker died after it had written the run's own record, which
   * then stands.
   *
   * @param job the run
   * @param message why it failed
   * @return the status of the record that stands
   * @throws IOException when the record can't be read or written
   */
  RunRecord.Status record(Job job, String message) throws IOException;
}
