package org.nodesnr.training;

import java.util.List;
import java.util.Optional;
import org.nodesnr.data.Dataset;
import org.nodesnr.evaluation.Meter;
import org.nodesnr.network.Samples;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Variant;

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
   * @return {@code winograd} or {@code direct}: how it computes convolutions
   */
  String convolution();

  /**
   * @return what it computes on besides the processor, with driver and digest of its kernels; empty
   *     where that is nothing
   */
  default String device() {
    return "";
  }

  /**
   * @return what the bits of a run depend on besides the build and ND4J's library, so that saved
   *     states of anything else are not gone on from; empty for nothing
   */
  default String bits() {
    return device();
  }

  /**
   * @param like a run
   * @return the most runs like it that are trained at once, at least 1
   */
  int capacity(RunSpec like);

  /**
   * @param run a run
   * @return why it can't be trained here, as the end of a sentence; empty where it can
   */
  default Optional<String> refusal(RunSpec run) {
    return Optional.empty();
  }

  /**
   * Builds networks with their initial weights.
   *
   * @param runs between one and {@link #capacity} runs of one data set, network and batch size
   * @param data the data set that all of them name
   * @return the runs, none of which has made an update yet
   * @throws IllegalArgumentException when there are none, or too many
   */
  TrainingSession open(List<RunSpec> runs, Dataset data);

  /**
   * @param test test samples of runs
   * @param variants the ways to compute S and G
   * @return what measures such runs; used by the thread that trains
   */
  default Meter meter(Samples test, List<Variant> variants) {
    return Meter.onProcessor(test, variants);
  }
}
