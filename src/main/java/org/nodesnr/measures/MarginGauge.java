package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureScope;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Sign;
import org.nodesnr.measures.norms.Margins;
import org.nodesnr.measures.norms.Norms;
import org.nodesnr.measures.norms.PathNorm;

/** Margins of training samples, and norms over them; see {@link Norms}. */
final class MarginGauge implements OwnGauge {
  private static final String SOURCE =
      "Jiang et al. 2019, arXiv 1912.02178; Dziugaite et al. 2020, arXiv 2010.11924";

  private static final Measure MARGIN = measure("margin", "margin", Sign.BETTER);
  private static final Measure INVERSE = over("inverseMargin", "inverse squared margin");
  private static final Measure SPECTRAL =
      over("logSpectralOverMargin", "log of spectral norms over margin");
  private static final Measure FROBENIUS =
      over("logFrobeniusOverMargin", "log of Frobenius norms over margin");
  private static final Measure ORIGIN =
      over("logSpectralOriginMain", "spectral complexity about the origin");
  private static final Measure INIT =
      over("logSpectralInitMain", "spectral complexity about the start")
          .needs(Need.WEIGHTS, Need.INITIAL_WEIGHTS, Need.TRAINING_INPUTS);
  private static final Measure PATH = over("pathNormOverMargin", "path norm over margin");

  private static Measure measure(String id, String words, Sign sign) {
    return Measure.of(id, words, MeasureScope.NETWORK, sign)
        .needs(Need.WEIGHTS, Need.TRAINING_INPUTS);
  }

  private static Measure over(String id, String words) {
    return measure(id, words, Sign.WORSE);
  }

  private static Description describe(Measure measure, String formula) {
    return new Description(measure, formula, SOURCE, 0, SignalGauge.PASS, Work.of(1, 0));
  }

  @Override
  public List<Description> descriptions() {
    return List.of(
        describe(MARGIN, "γ: z_y − max_{k≠y} z_k, number ⌊n/10⌋ from below"),
        describe(INVERSE, "1/γ²; NaN where γ ≤ 0, as all over it"),
        describe(SPECTRAL, "Σ ln s₁² − 2 ln γ"),
        describe(FROBENIUS, "Σ ln ‖W_l‖_F² − 2 ln γ"),
        describe(ORIGIN, "Σ ln s₁² − 2 ln γ + ln Σ ‖W_l‖_F²/s₁²"),
        describe(INIT, "Σ ln s₁² − 2 ln γ + ln Σ ‖W_l − W_l⁰‖_F²/s₁²"),
        describe(PATH, "path norm/γ²"));
  }

  @Override
  public boolean cheap() {
    return true;
  }

  @Override
  public List<Reading> read(Measured measured) {
    Margins margins = measured.margins();
    int parameters = measured.structure().parameters();
    List<Reading> readings = new ArrayList<>(of(margins));
    if (measured.wants(SPECTRAL)
        || measured.wants(FROBENIUS)
        || measured.wants(ORIGIN)
        || measured.wants(INIT)) {
      readings.addAll(over(margins, measured.norms(), parameters));
    }
    if (measured.wants(PATH)) {
      double path = PathNorm.of(measured.structure(), measured.theta(), true);
      readings.add(over(margins, path, parameters));
    }
    return readings;
  }

  /** Of the margins alone. */
  static List<Reading> of(Margins margins) {
    double gamma = margins.tenthPercentile();
    int n = margins.sorted().length;
    return List.of(
        Reading.of(MARGIN, 0, gamma, n, 0), Reading.of(INVERSE, 0, Margins.inverse(gamma), n, 0));
  }

  /** The path norm over the squared margin. */
  static Reading over(Margins margins, double path, int parameters) {
    double over = Margins.inverse(margins.tenthPercentile());
    return Reading.of(PATH, 0, path * over, parameters, 0);
  }

  /** Norms over margins. */
  static List<Reading> over(Margins margins, Norms norms, int parameters) {
    double gamma = margins.tenthPercentile();
    return List.of(
        Reading.of(SPECTRAL, 0, norms.logSpectralOverMargin(gamma), parameters, 0),
        Reading.of(FROBENIUS, 0, norms.logFrobeniusOverMargin(gamma), parameters, 0),
        Reading.of(ORIGIN, 0, norms.logSpectralOriginMain(gamma), parameters, 0),
        Reading.of(INIT, 0, norms.logSpectralInitMain(gamma), parameters, 0));
  }
}
