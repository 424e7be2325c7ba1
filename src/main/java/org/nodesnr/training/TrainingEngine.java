package org.nodesnr.training;

import java.util.List;
import org.nodesnr.config.RunSpec;
import org.nodesnr.data.Dataset;

/**
 * What trains networks. Every engine makes a run of the same {@link Recipe}: initial weights,
 * batches and dropout masks; engines differ in rounding alone. The same run by the same engine ends
 * at the same bits, whatever runs it was opened with.
 */
public interface TrainingEngine {
  /**
   * @return its name, which stands in the provenance of records
   */
  String name();

  /**
   * @return the most runs that it trains at once
   */
  int capacity();

  /**
   * Builds networks with their initial weights.
   *
   * @param runs between one and {@link #capacity} runs
   * @param data the data set that all of them name
   * @return the runs, none of which has made an update yet
   * @throws IllegalArgumentException when there are none, or too many
   */
  TrainingSession open(List<RunSpec> runs, Dataset data);
}
