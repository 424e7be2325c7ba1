package org.nodesnr.sweep;

import org.nodesnr.results.RecordStore;
import org.nodesnr.training.TrainingEngine;

/**
 * What is noted of runs, and where.
 *
 * @param records where records go
 * @param states where saved states go
 * @param source of the numbers
 * @param engine what trains
 * @param bench what is trained on
 * @param keepNetworks whether final weights are kept
 */
record Ledger(
    RecordStore records,
    StateStore states,
    ProvenanceSource source,
    TrainingEngine engine,
    Laboratory.Bench bench,
    boolean keepNetworks) {

  /** What the last bits of runs depend on besides their settings. */
  String code() {
    return new Engine(source.build().describe(), source.backend().library(), Trained.by(engine))
        .describe();
  }
}
