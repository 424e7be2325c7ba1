package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureScope;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Sign;
import org.nodesnr.measures.curvature.Lanczos;
import org.nodesnr.measures.duality.Duality;
import org.nodesnr.measures.duality.NearestPairs;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Structure;

/** The activity-weight duality of dense layers; see {@link Duality}. */
final class DualityGauge implements OwnGauge {
  private static final int SAMPLES = 2000;
  private static final int SHARP = 10;
  private static final String FENG = "Feng and Tu 2022, arXiv 2203.10736";

  private static final Measure SIZE =
      measure("dualSize", "spread of dual weights", Need.TEST_INPUTS, Need.TEST_LABELS);
  private static final Measure OF_TRAIN =
      measure("dualSizeTrain", "spread of dual weights within training", Need.TRAINING_INPUTS);

  /** Of eigenvectors, which {@link Measured#block} gives for it. */
  static final Measure SHARP_SIZE =
      measure("dualSharpSize", "spread of dual weights in sharp directions", Need.TRAINING_INPUTS);

  private static final Measure GAP =
      measure("pairedGap", "loss of test samples less that of partners", Need.TEST_LABELS);

  private static Measure measure(String id, String words, Need... more) {
    List<Need> needs = new ArrayList<>(List.of(more));
    needs.add(Need.WEIGHTS);
    Sign sign = id.equals("pairedGap") ? Sign.NONE : Sign.WORSE;
    MeasureScope scope = id.equals("pairedGap") ? MeasureScope.NETWORK : MeasureScope.LAYER;
    return Measure.of(id, words, scope, sign).needs(needs.toArray(Need[]::new));
  }

  private static Description describe(
      Measure measure,
      String formula,
      String source,
      String pass,
      ToDoubleFunction<Structure> work) {
    return new Description(measure, formula, source, SAMPLES, pass, work);
  }

  @Override
  public List<Description> descriptions() {
    return List.of(
        describe(
            SIZE,
            "√tr Cov(Δw), Δw = (z′ − z)aᵀ/‖a‖² of a test sample and its partner",
            FENG,
            SIZE.id(),
            Work.of(4, 0)),
        describe(
            OF_TRAIN,
            "the same of training samples and the nearest other of their class",
            "this project, after " + FENG,
            OF_TRAIN.id(),
            Work.of(4, 0)),
        new Description(
            SHARP_SIZE,
            "√Σ λ_n² σ²_n over the ten sharpest directions of the layer, training pairs",
            "this project, after " + FENG,
            EigenvalueGauge.SAMPLES,
            EigenvalueGauge.BLOCKS,
            Work::blocks),
        describe(
            GAP,
            "mean of ℓ(x′) − ℓ(x); reads test labels, never ranked",
            FENG,
            SIZE.id(),
            Work.of(4, 0)));
  }

  @Override
  public List<Reading> read(Measured measured) {
    List<Reading> readings = new ArrayList<>();
    Inputs train = measured.train();
    int size = measured.structure().input().size();
    if (measured.wants(SIZE) || measured.wants(GAP)) {
      NearestPairs pairs = NearestPairs.of(measured.test(), train, size, measured.precision());
      double gap = Double.NaN;
      Map<Integer, Duality> dualities =
          dualities(measured, measured.test(), pairs, l -> Lanczos.Spectrum.NONE);
      for (Map.Entry<Integer, Duality> layer : dualities.entrySet()) {
        gap = layer.getValue().pairedGap();
        readings.add(reading(SIZE, layer.getKey(), layer.getValue().dualSize(), layer.getValue()));
      }
      readings.add(Reading.of(GAP, 0, gap, pairs.samples().length, pairs.skipped()));
    }
    if (measured.wants(OF_TRAIN) || measured.wants(SHARP_SIZE)) {
      NearestPairs pairs = NearestPairs.within(train, size, measured.precision());
      IntFunction<Lanczos.Spectrum> spectrum =
          l -> measured.wants(SHARP_SIZE) ? measured.block(l, SHARP) : Lanczos.Spectrum.NONE;
      dualities(measured, train, pairs, spectrum)
          .forEach(
              (l, duality) -> {
                boolean found = spectrum.apply(l).found(SHARP);
                double sharp = found ? duality.sharpSize(SHARP) : Double.NaN;
                readings.add(reading(OF_TRAIN, l, duality.dualSize(), duality));
                readings.add(reading(SHARP_SIZE, l, sharp, duality));
              });
    }
    return readings;
  }

  /** Of dense layers by their numbers, from 0; of none where there are no pairs. */
  private static Map<Integer, Duality> dualities(
      Measured measured,
      Inputs samples,
      NearestPairs pairs,
      IntFunction<Lanczos.Spectrum> spectrum) {
    Map<Integer, Lanczos.Spectrum> dense = new TreeMap<>();
    for (int l = 0; l < measured.structure().layers().size(); l++) {
      if (pairs.samples().length > 0
          && measured.structure().layers().get(l).window().places() == 1) {
        dense.put(l, spectrum.apply(l));
      }
    }
    return Duality.of(
        measured.structure(),
        measured.theta(),
        dense,
        samples,
        measured.train(),
        pairs,
        measured.precision());
  }

  /** Of a layer by its number from 0, which readings count from 1. */
  private static Reading reading(Measure measure, int layer, double value, Duality duality) {
    return Reading.of(measure, layer + 1, value, duality.pairs(), duality.skipped());
  }
}
