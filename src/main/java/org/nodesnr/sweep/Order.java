package org.nodesnr.sweep;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.nodesnr.config.RunSpec;

/** What a coordinator tells a worker, one JSON line each, on the worker's standard input. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Order.Train.class, name = "train"),
  @JsonSubTypes.Type(value = Order.Calibrate.class, name = "calibrate"),
  @JsonSubTypes.Type(value = Order.Stop.class, name = "stop")
})
public sealed interface Order {
  /**
   * Train, measure and record a run.
   *
   * @param job the run
   */
  record Train(Job job) implements Order {}

  /**
   * Find out how long a step takes.
   *
   * @param spec a run; nothing of it is kept
   */
  record Calibrate(RunSpec spec) implements Order {}

  /** Save the state of the run in hand and exit. The end of the input means the same. */
  record Stop() implements Order {}
}
