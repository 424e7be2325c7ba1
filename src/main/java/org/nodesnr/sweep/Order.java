package org.nodesnr.sweep;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.nodesnr.spec.RunSpec;

/** What a coordinator tells a worker, one JSON line each, on the worker's standard input. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "order")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Order.Train.class, name = "train"),
  @JsonSubTypes.Type(value = Order.Calibrate.class, name = "calibrate"),
  @JsonSubTypes.Type(value = Order.Stop.class, name = "stop")
})
public sealed interface Order {
  /**
   * Train, measure and record runs, as many of them at once as the engine can.
   *
   * @param jobs runs of one data set and network
   */
  record Train(List<Job> jobs) implements Order {
    /** Copies the list. */
    public Train {
      jobs = List.copyOf(jobs);
    }
  }

  /**
   * Find out how long a step takes.
   *
   * @param specs runs that are trained at once; nothing of them is kept
   */
  record Calibrate(List<RunSpec> specs) implements Order {
    /** Copies the list. */
    public Calibrate {
      specs = List.copyOf(specs);
    }
  }

  /** Save the states of the runs in hand and exit. The end of the input means the same. */
  record Stop() implements Order {}
}
