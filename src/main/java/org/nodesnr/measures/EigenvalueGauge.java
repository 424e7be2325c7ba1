package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureScope;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Sign;
import org.nodesnr.measures.curvature.Eigenvalues;
import org.nodesnr.measures.curvature.Lanczos;
import org.nodesnr.measures.net.Landscape.Curvature;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;

/** The largest eigenvalues of the training loss's curvature. */
final class EigenvalueGauge implements OwnGauge {
  /** Of what blocks' eigenvalues are read, {@link DualityGauge}'s too, lest they are read twice. */
  static final int SAMPLES = 2000;

  private static final int OF_LAYER = 10;

  /** Products that the largest eigenvalue of a network takes: 7 to 9, and those of a part. */
  private static final int TOP = 9;

  /** The pass that {@link DualityGauge} shares. */
  static final String BLOCKS = "blocks";

  private static final String SOURCE =
      "after Borovykh 2019, arXiv 1912.08526, and Feng and Tu 2022, arXiv 2203.10736";

  private static final Measure HESSIAN =
      measure("hessianTopEigenvalue", "largest Hessian eigenvalue", MeasureScope.NETWORK);
  private static final Measure GAUSS_NEWTON =
      measure("gaussNewtonTopEigenvalue", "largest Gauss-Newton eigenvalue", MeasureScope.NETWORK);
  private static final Measure BLOCK =
      measure(
          "blockTopEigenvalue",
          "largest eigenvalue of a layer’s Hessian block",
          MeasureScope.LAYER);
  private static final Measure BLOCK_SUM =
      measure(
          "blockTopTen", "sum of the ten largest of a layer’s Hessian block", MeasureScope.LAYER);

  private static Measure measure(String id, String words, MeasureScope scope) {
    return Measure.of(id, words, scope, Sign.WORSE).needs(Need.WEIGHTS, Need.GRADIENTS);
  }

  private static Description describe(
      Measure measure, String formula, String pass, ToDoubleFunction<Structure> work) {
    return new Description(measure, formula, SOURCE, SAMPLES, pass, work);
  }

  @Override
  public List<Description> descriptions() {
    return List.of(
        describe(HESSIAN, "λ_max of ∇²L, by Lanczos", "Hessian", Work.hessianProducts(TOP)),
        describe(
            GAUSS_NEWTON,
            "λ_max of (1/n) Σ Jᵀ(diag p − ppᵀ)J, by Lanczos",
            "Gauss-Newton",
            Work.gaussNewtonProducts(TOP)),
        describe(BLOCK, "λ_max of a layer’s block of ∇²L, weights only", BLOCKS, Work::blocks),
        describe(BLOCK_SUM, "λ₁ + … + λ₁₀ of the same", BLOCKS, Work::blocks));
  }

  @Override
  public List<Reading> read(Measured measured) {
    List<Reading> readings = new ArrayList<>();
    networks(measured, readings);
    if (measured.wants(BLOCK) || measured.wants(BLOCK_SUM)) {
      for (int l = 0; l < measured.structure().layers().size(); l++) {
        Step.Linear layer = measured.structure().layers().get(l);
        Lanczos.Spectrum block = measured.block(l, OF_LAYER);
        double top = block.found(1) ? block.values()[0] : Double.NaN;
        double sum = block.found(OF_LAYER) ? Arrays.stream(block.values()).sum() : Double.NaN;
        readings.add(Reading.of(BLOCK, l + 1, top, layer.weights(), 0));
        readings.add(Reading.of(BLOCK_SUM, l + 1, sum, layer.weights(), 0));
      }
    }
    return readings;
  }

  private static void networks(Measured measured, List<Reading> readings) {
    Eigenvalues eigenvalues = new Eigenvalues(measured.landscape(), Measured.SEED);
    int parameters = measured.structure().parameters();
    if (measured.wants(HESSIAN)) {
      readings.add(network(HESSIAN, eigenvalues.network(Curvature.HESSIAN, 1), parameters));
    }
    if (measured.wants(GAUSS_NEWTON)) {
      readings.add(
          network(GAUSS_NEWTON, eigenvalues.network(Curvature.GAUSS_NEWTON, 1), parameters));
    }
  }

  private static Reading network(Measure measure, Lanczos.Spectrum spectrum, int parameters) {
    double value = spectrum.found(1) ? spectrum.values()[0] : Double.NaN;
    return Reading.of(measure, 0, value, parameters, 0);
  }
}
