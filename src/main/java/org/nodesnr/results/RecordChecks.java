package org.nodesnr.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Quantity;
import org.nodesnr.measure.Reading;

/**
 * What a record must fulfil beyond being one: that it is where its id says, that its measurements
 * are such as can be measured, and that they are those its config asks for. Each check returns what
 * is wrong as the end of a sentence, or the empty string.
 */
final class RecordChecks {
  /** Room for rounding in bounds that hold exactly for real numbers. */
  private static final double ROUNDING = 1e-6;

  private RecordChecks() {}

  static String name(RunRecord run, String fileName) {
    return ExperimentDirectory.runOf(fileName).equals(Optional.of(run.id()))
        ? ""
        : "holds run " + run.id() + ", which its name denies";
  }

  /** Steps go up, scores and readings lie within their bounds, and a finished run has readings. */
  static String measurements(RunRecord run) {
    int previous = -1;
    for (Checkpoint checkpoint : run.checkpoints()) {
      if (checkpoint.step() <= previous) {
        return "has checkpoint " + checkpoint.step() + " after " + previous;
      }
      previous = checkpoint.step();
      if (!isScore(checkpoint.train()) || !isScore(checkpoint.test())) {
        return "has an accuracy outside [0, 1] or a loss below 0 at step " + previous;
      }
      for (Reading reading : checkpoint.readings()) {
        if (!isPossible(reading, checkpoint.layers())) {
          return "has an impossible " + Quantity.of(reading).name() + " at step " + previous;
        }
      }
    }
    boolean finished = run.status() == RunRecord.Status.FINISHED;
    return finished && (run.checkpoints().isEmpty() || !last(run).isMeasured())
        ? "is marked as finished, but its final network was not measured"
        : "";
  }

  private static Checkpoint last(RunRecord run) {
    return run.checkpoints().get(run.checkpoints().size() - 1);
  }

  private static boolean isScore(Checkpoint.Score score) {
    return score.accuracy() >= 0
        && score.accuracy() <= 1
        && score.loss() >= 0
        && Double.isFinite(score.loss());
  }

  /** Within the bound of its measure; NaN where every node of the layer is undefined. */
  private static boolean isPossible(Reading reading, List<MeasuredLayer> layers) {
    if (reading.layer() < 0 || reading.layer() > layers.size()) {
      return false;
    }
    int inputs = reading.layer() == 0 ? 1 : layers.get(reading.layer() - 1).inputs();
    return Measures.find(reading.measure())
        .map(measure -> !(Math.abs(reading.value()) > measure.bound().of(inputs) * (1 + ROUNDING)))
        .orElse(true);
  }

  /**
   * Holds a record against its config.
   *
   * @param run the record
   * @param identity the id that belongs to a config; throws IllegalArgumentException for what is
   *     none
   */
  static String config(RunRecord run, Function<JsonNode, String> identity) {
    try {
      String expected = identity.apply(run.spec());
      if (!expected.equals(run.id())) {
        return "has a config whose id is " + expected;
      }
    } catch (IllegalArgumentException e) {
      return "has a config that this version can't read: " + e.getMessage();
    }
    String label = labels(run);
    return label.isEmpty() ? plan(run) : label;
  }

  /** Seed and labels are copies of those in the config. */
  private static String labels(RunRecord run) {
    JsonNode regime = run.spec().path("regime");
    boolean same =
        run.spec().path("seed").asLong(run.seed()) == run.seed()
            && regime.path("name").asText(run.regime()).equals(run.regime())
            && regime.path("family").asText(run.family()).equals(run.family());
    return same ? "" : "has another seed, regime or family than its config";
  }

  /**
   * A finished run has made its steps or reached its training loss; every layer was measured in
   * every variant of the config.
   */
  private static String plan(RunRecord run) {
    JsonNode steps = run.spec().path("regime").path("steps");
    double level = run.spec().path("regime").path("stopAtTrainLoss").asDouble();
    Stopping stopping = run.stopping();
    if (stopping.reached() != stopping.trainLoss() < level) {
      return "has a training loss at its end that does not go with its level";
    }
    if (run.status() == RunRecord.Status.FINISHED
        && !stopping.reached()
        && steps.asInt(last(run).step()) != last(run).step()) {
      return "is marked as finished, but ends at step " + last(run).step() + " of " + steps;
    }
    List<String> variants = new ArrayList<>();
    for (JsonNode variant : run.spec().path("evaluation").path("variants")) {
      variants.add(variant.path("name").asText());
    }
    for (Checkpoint checkpoint : run.checkpoints()) {
      for (int k = 0; k < checkpoint.layers().size(); k++) {
        int layer = checkpoint.layers().get(k).layer();
        List<String> measured =
            checkpoint.readings().stream()
                .filter(reading -> reading.layer() == layer && !reading.variant().isEmpty())
                .map(Reading::variant)
                .distinct()
                .toList();
        if (layer != k + 1 || !(variants.isEmpty() || measured.equals(variants))) {
          return "has other layers or variants than its config at step " + checkpoint.step();
        }
      }
    }
    return "";
  }
}
