package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureScope;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Sign;
import org.nodesnr.measures.curvature.Perturbation;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.measures.norms.Flatness;

/** How loss and accuracy on training samples bear changes of the parameters. */
final class FlatnessGauge implements OwnGauge {
  private static final int SAMPLES = 2000;
  private static final int DRAWS = 10;
  private static final double SIGMA = 0.01;
  private static final double RHO = 0.05;
  private static final String JIANG = "Jiang et al. 2019, arXiv 1912.02178";

  /** Of σ, which all that have it share: about ten of it, most left before all draws are made. */
  private static final ToDoubleFunction<Structure> SEARCH = Work.of(50, 0);

  private static final Measure FLATNESS = measure("flatness", "inverse flatness 1/σ²");
  private static final Measure ORIGIN =
      measure("pacBayesOrigin", "PAC-Bayes complexity about the origin");
  private static final Measure INIT =
      measure("pacBayesInit", "PAC-Bayes complexity about the start")
          .needs(Need.WEIGHTS, Need.INITIAL_WEIGHTS, Need.TRAINING_INPUTS);
  private static final Measure RISE = measure("lossRise", "rise of the loss under noise");
  private static final Measure ASCENT = measure("ascentRise", "rise of the loss uphill");

  private static Measure measure(String id, String words) {
    return Measure.of(id, words, MeasureScope.NETWORK, Sign.WORSE)
        .needs(Need.WEIGHTS, Need.TRAINING_INPUTS);
  }

  private static Description describe(
      Measure measure,
      String formula,
      String source,
      Measure pass,
      ToDoubleFunction<Structure> work) {
    return new Description(measure, formula, source, SAMPLES, pass.id(), work);
  }

  @Override
  public List<Description> descriptions() {
    return List.of(
        describe(
            FLATNESS,
            "1/σ², σ of N(0, σ²) noise that costs 0.1 of train accuracy",
            JIANG,
            FLATNESS,
            SEARCH),
        describe(ORIGIN, "‖W‖²/(4σ²) + ln(n/σ) + 10", JIANG, FLATNESS, SEARCH),
        describe(INIT, "‖W − W⁰‖²/(4σ²) + ln(n/σ) + 10", JIANG, FLATNESS, SEARCH),
        describe(
            RISE,
            "mean of (L(θ+σξ) + L(θ−σξ))/2 − L(θ), σ = 0.01, 10 draws",
            "this project",
            RISE,
            Work.of(2 * DRAWS + 1, 0)),
        describe(
            ASCENT,
            "L(θ + ρ∇L/‖∇L‖) − L(θ), ρ = 0.05",
            "after Foret et al. 2020, arXiv 2010.01412",
            ASCENT,
            Work.of(4, 1)));
  }

  @Override
  public List<Reading> read(Measured measured) {
    Perturbation.Draws draws = Perturbation.Draws.normal(Measured.SEED);
    int parameters = measured.structure().parameters();
    List<Reading> readings = new ArrayList<>();
    if (measured.wants(FLATNESS) || measured.wants(ORIGIN) || measured.wants(INIT)) {
      Flatness flatness = Flatness.of(measured.landscape(), measured.theta(), draws, DRAWS);
      int n = measured.train().size();
      readings.add(Reading.of(FLATNESS, 0, flatness.flatness(), parameters, 0));
      double origin = flatness.pacBayes(measured.norms().sumSquaredFrobenius(), n);
      double init = flatness.pacBayes(measured.norms().sumSquaredDistance(), n);
      readings.add(Reading.of(ORIGIN, 0, origin, parameters, 0));
      readings.add(Reading.of(INIT, 0, init, parameters, 0));
    }
    if (measured.wants(RISE)) {
      double rise =
          Perturbation.lossRise(measured.landscape(), measured.theta(), SIGMA, draws, DRAWS);
      readings.add(Reading.of(RISE, 0, rise, parameters, 0));
    }
    if (measured.wants(ASCENT)) {
      double rise = Perturbation.ascentRise(measured.landscape(), measured.theta(), RHO);
      readings.add(Reading.of(ASCENT, 0, rise, parameters, 0));
    }
    return readings;
  }
}
