package org.nodesnr.results;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.nodesnr.files.ContentDigest;
import org.nodesnr.files.Json;

/**
 * What is kept of one run, in one JSON file: its resolved config, where the numbers come from, and
 * every measurement.
 *
 * @param schema version of this format
 * @param id hash of the run's identity, the name of the file
 * @param experiment name of the experiment that trained it
 * @param regime the regime's label
 * @param family the kind of regime, whatever its strengths: regimes of one family share a colour
 *     and a marker
 * @param seed the replicate
 * @param status how it ended
 * @param message why it ended so, where it did not finish; empty otherwise
 * @param spec the resolved config: everything that can change the numbers
 * @param checkpoints the measurements, by step
 * @param provenance where the numbers come from
 * @param stopping how a run that was to stop at a training loss ended; {@link Stopping#NONE} for
 *     others
 * @param later what was measured of the kept network when the run was over
 */
@JsonIgnoreProperties({ContentDigest.FIELD, NodeDigests.FIELD})
public record RunRecord(
    int schema,
    String id,
    String experiment,
    String regime,
    String family,
    long seed,
    Status status,
    String message,
    JsonNode spec,
    List<Checkpoint> checkpoints,
    Provenance provenance,
    @JacksonInject(value = NO_STOPPING, useInput = OptBoolean.TRUE)
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Stopping.Absent.class)
        Stopping stopping,
    @JacksonInject(value = NOTHING_LATER, useInput = OptBoolean.TRUE)
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<LaterMeasurement> later) {

  /** The version of the format that this code writes. */
  public static final int SCHEMA = 2;

  /** What stands for {@link Stopping#NONE} in records that say nothing. */
  private static final String NO_STOPPING = "noStopping";

  /** What stands for no later measurements in records that say nothing. */
  private static final String NOTHING_LATER = "nothingLater";

  /** Copies the lists. */
  public RunRecord {
    checkpoints = List.copyOf(checkpoints);
    later = List.copyOf(later);
  }

  /** A run that was not to stop at a training loss. */
  public RunRecord(
      int schema,
      String id,
      String experiment,
      String regime,
      String family,
      long seed,
      Status status,
      String message,
      JsonNode spec,
      List<Checkpoint> checkpoints,
      Provenance provenance) {
    this(
        schema,
        id,
        experiment,
        regime,
        family,
        seed,
        status,
        message,
        spec,
        checkpoints,
        provenance,
        Stopping.NONE,
        List.of());
  }

  /**
   * @param text JSON
   * @return the record
   * @throws JsonProcessingException when it is no such record
   */
  static RunRecord read(String text) throws JsonProcessingException {
    return Json.read(
        text, RunRecord.class, Map.of(NO_STOPPING, Stopping.NONE, NOTHING_LATER, List.of()));
  }

  /**
   * @param how the run ended
   * @return the same with that
   */
  public RunRecord with(Stopping how) {
    return with(how, later);
  }

  /**
   * @param measurements all that was measured when the run was over
   * @return the same with that
   */
  public RunRecord with(List<LaterMeasurement> measurements) {
    return with(stopping, measurements);
  }

  private RunRecord with(Stopping how, List<LaterMeasurement> measurements) {
    return new RunRecord(
        schema,
        id,
        experiment,
        regime,
        family,
        seed,
        status,
        message,
        spec,
        checkpoints,
        provenance,
        how,
        measurements);
  }

  /**
   * @return the data set as the config names it
   */
  public String configuredData() {
    return spec.path("data").path("set").asText();
  }

  /** How a run ended. */
  public enum Status {
    /** Every step made, or the training loss reached; every checkpoint measured. */
    FINISHED,
    /** The loss or a weight became infinite or NaN; {@link #checkpoints()} ends before. */
    DIVERGED,
    /** The worker died or threw; {@link #message()} says how. */
    FAILED
  }
}
