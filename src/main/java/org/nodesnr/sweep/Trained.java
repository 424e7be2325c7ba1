package org.nodesnr.sweep;

import org.nodesnr.training.TrainingEngine;

/**
 * What trained a run, as its provenance says it.
 *
 * @param engine name of the engine
 * @param convolution how it computed convolutions
 * @param device what it computed on besides the processor; empty for nothing
 */
public record Trained(String engine, String convolution, String device) {
  /** Of a run whose worker died. */
  public static final Trained UNKNOWN = new Trained("unknown", "unknown", "");

  /**
   * @param engine what trains
   * @return what records say of it
   */
  public static Trained by(TrainingEngine engine) {
    return new Trained(engine.name(), engine.convolution(), engine.device());
  }
}
