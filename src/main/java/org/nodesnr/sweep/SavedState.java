package org.nodesnr.sweep;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.nodesnr.files.ContentDigest;
import org.nodesnr.results.Checkpoint;

/**
 * Where an interrupted run stands. Random streams are addressed by step, so the weights and the
 * step number are all that training needs.
 *
 * @param id the run
 * @param step updates made
 * @param checkpoints what was measured up to this step
 * @param dataFingerprint of the data it was trained on
 * @param code version and commit of the code that trained it, its native library and how it
 *     computed convolutions
 * @param startedAt when the run began, ISO 8601, UTC
 * @param spent what it has taken
 * @param weights name of the file of weights
 */
@JsonIgnoreProperties(ContentDigest.FIELD)
public record SavedState(
    String id,
    int step,
    List<Checkpoint> checkpoints,
    String dataFingerprint,
    String code,
    String startedAt,
    TimeSpent spent,
    String weights) {
  /** Copies the list. */
  public SavedState {
    checkpoints = List.copyOf(checkpoints);
  }
}
