package org.nodesnr.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Reading;
import org.nodesnr.results.Checkpoint.Score;

/** A layer and what was read of it, as the evaluator reads it. */
public record MadeUpLayer(
    int layer,
    String kind,
    int inputs,
    int nodes,
    int samples,
    double weightNorm,
    double activationRate,
    List<Snr> variants) {

  /** S and G of the layer under a variant. */
  public record Snr(String variant, double s, double g, int undefinedNodes, int quietInputs) {}

  /** A checkpoint of such layers. */
  public static Checkpoint checkpoint(int step, Score train, Score test, List<MadeUpLayer> layers) {
    List<Reading> readings = new ArrayList<>();
    layers.forEach(layer -> readings.addAll(layer.readings()));
    return new Checkpoint(
        step, train, test, layers.stream().map(MadeUpLayer::measured).toList(), readings);
  }

  private MeasuredLayer measured() {
    Map<String, Integer> quiet = new LinkedHashMap<>();
    variants.forEach(snr -> quiet.put(snr.variant(), snr.quietInputs()));
    return new MeasuredLayer(layer, kind, inputs, nodes, samples, quiet);
  }

  private List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    if (!Double.isNaN(activationRate)) {
      readings.add(Reading.of(Measure.ACTIVATION_RATE, layer, activationRate, nodes, 0));
    }
    readings.add(Reading.of(Measure.WEIGHT_NORM, layer, weightNorm, (long) inputs * nodes, 0));
    for (Snr snr : variants) {
      readings.add(reading(Measure.OPTIMALITY, snr, snr.s()));
      readings.add(reading(Measure.GAIN, snr, snr.g()));
    }
    return readings;
  }

  private Reading reading(Measure measure, Snr snr, double value) {
    int undefined = snr.undefinedNodes();
    return new Reading(measure.id(), snr.variant(), layer, value, nodes - undefined, undefined);
  }
}
