package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureScope;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Sign;
import org.nodesnr.measures.norms.Norms;
import org.nodesnr.measures.norms.PathNorm;

/** Norms of weights; see {@link Norms}. Those with a margin are in {@link MarginGauge}. */
final class NormGauge implements OwnGauge {
  private static final String SOURCE =
      "Jiang et al. 2019, arXiv 1912.02178; Dziugaite et al. 2020, arXiv 2010.11924";

  private static final Measure PARAMETERS =
      measure("parameters", "number of parameters").asControl();
  private static final Measure DISTANCE = fromStart("distance", "distance from the start");
  private static final Measure SPECTRAL_DISTANCE =
      fromStart("spectralDistance", "squared spectral distance from the start");
  private static final Measure FROBENIUS = measure("logFrobenius", "log of Frobenius norms");
  private static final Measure SPECTRAL = measure("logSpectral", "log of spectral norms");
  private static final Measure RANK = measure("stableRank", "sum of stable ranks");
  private static final Measure PATH = measure("pathNorm", "path norm");
  private static final Measure PATH_WEIGHTS =
      measure("pathNormWeights", "path norm without biases");

  private static Measure measure(String id, String words) {
    return Measure.of(id, words, MeasureScope.NETWORK, Sign.WORSE).needs(Need.WEIGHTS);
  }

  private static Measure fromStart(String id, String words) {
    return measure(id, words).needs(Need.WEIGHTS, Need.INITIAL_WEIGHTS);
  }

  private static Description describe(Measure measure, String formula, String source) {
    return new Description(measure, formula, source, 0, "weights", Work.NONE);
  }

  @Override
  public List<Description> descriptions() {
    String paths = "Neyshabur et al. 2015, arXiv 1506.02617";
    return List.of(
        describe(PARAMETERS, "P, weights and biases", "control"),
        describe(DISTANCE, "√Σ ‖W_l − W_l⁰‖_F²", SOURCE),
        describe(SPECTRAL_DISTANCE, "Σ s₁(W_l − W_l⁰)²", SOURCE),
        describe(FROBENIUS, "Σ ln ‖W_l‖_F²", SOURCE),
        describe(SPECTRAL, "Σ ln s₁(W_l)²", SOURCE),
        describe(RANK, "Σ ‖W_l‖_F²/s₁(W_l)²", SOURCE),
        describe(PATH, "Σ of outputs of the network with squared parameters for ones", paths),
        describe(PATH_WEIGHTS, "the same, biases 0", paths));
  }

  @Override
  public boolean cheap() {
    return true;
  }

  @Override
  public List<Reading> read(Measured measured) {
    int parameters = measured.structure().parameters();
    List<Reading> readings = new ArrayList<>(of(measured.norms(), parameters));
    readings.add(path(path(measured, true), parameters));
    readings.add(pathOfWeights(path(measured, false), parameters));
    return readings;
  }

  /** All but path norms, for which it is enough to know the weights. */
  static List<Reading> of(Norms norms, int parameters) {
    return List.of(
        Reading.of(PARAMETERS, 0, parameters, parameters, 0),
        Reading.of(DISTANCE, 0, norms.distance(), parameters, 0),
        Reading.of(SPECTRAL_DISTANCE, 0, norms.sumSquaredSpectralDistance(), parameters, 0),
        Reading.of(FROBENIUS, 0, norms.logProductFrobenius2(), parameters, 0),
        Reading.of(SPECTRAL, 0, norms.logProductSpectral2(), parameters, 0),
        Reading.of(RANK, 0, norms.sumFrobeniusOverSpectral(), parameters, 0));
  }

  static Reading path(double norm, int parameters) {
    return Reading.of(PATH, 0, norm, parameters, 0);
  }

  static Reading pathOfWeights(double norm, int parameters) {
    return Reading.of(PATH_WEIGHTS, 0, norm, parameters, 0);
  }

  private static double path(Measured measured, boolean biases) {
    return PathNorm.of(measured.structure(), measured.theta(), biases);
  }
}
