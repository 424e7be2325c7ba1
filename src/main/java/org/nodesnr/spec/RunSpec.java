package org.nodesnr.spec;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.util.StdConverter;

/**
 * Everything that can change the numbers of one run, and nothing else.
 *
 * @param data the samples
 * @param network the architecture
 * @param regime how it is trained
 * @param checkpoints when it is measured
 * @param evaluation how it is measured
 * @param seed the replicate: master seed of the random streams
 * @param independentStreams whether the regime enters the master seed, so that regimes of one
 *     replicate share neither initial weights nor batches; by default they share both, as in the
 *     author's notebook
 */
@JsonDeserialize(converter = RunSpec.FromJson.class)
public record RunSpec(
    DataSpec data,
    NetworkSpec network,
    Regime regime,
    Checkpoints checkpoints,
    EvaluationSpec evaluation,
    long seed,
    boolean independentStreams) {
  /** Reads what {@link #json} wrote. */
  static final class FromJson extends StdConverter<JsonNode, RunSpec> {
    @Override
    public RunSpec convert(JsonNode json) {
      return RunSpecs.fromJson(json);
    }
  }

  /**
   * @return all of it as JSON, for other processes
   */
  @JsonValue
  public JsonNode json() {
    return RunSpecs.toJson(this);
  }

  /**
   * @return how many training samples are used, the first ones: what the regime says, else the
   *     data, without those that are held out; 0 for all
   */
  public int trainSamples() {
    if (validationSamples() > 0) {
      return Settings.givenSamples(regime, data) - validationSamples();
    }
    int own = regime.get(Settings.TRAIN_SAMPLES);
    return own > 0 ? own : data.trainSamples();
  }

  /**
   * @return how many samples behind those of {@link #trainSamples} are held out
   */
  public int validationSamples() {
    return regime.get(Settings.VALIDATION_SAMPLES);
  }

  /**
   * @param other how the network is trained
   * @return the run with another regime
   */
  public RunSpec withRegime(Regime other) {
    return new RunSpec(data, network, other, checkpoints, evaluation, seed, independentStreams);
  }

  /**
   * @param other the replicate
   * @return the run with another seed
   */
  public RunSpec withSeed(long other) {
    return new RunSpec(data, network, regime, checkpoints, evaluation, other, independentStreams);
  }
}
