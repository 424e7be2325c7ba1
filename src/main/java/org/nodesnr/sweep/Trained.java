package org.nodesnr.sweep;

import org.nodesnr.training.TrainingEngine;

/**
 * What trains a run.
 *
 * @param engine name of the engine
 * @param convolution how it computes convolutions
 * @param device what it computes on besides the processor; empty for nothing
 * @param bits what bits depend on, as {@link TrainingEngine#bits} says it
 */
public record Trained(String engine, String convolution, String device, String bits) {
  /** Of a run whose worker died. */
  public static final Trained UNKNOWN = new Trained("unknown", "unknown", "", "");

  /**
   * @param engine what trains
   * @return what records and saved states say of it
   */
  public static Trained by(TrainingEngine engine) {
    return new Trained(engine.name(), engine.convolution(), engine.device(), engine.bits());
  }
}
