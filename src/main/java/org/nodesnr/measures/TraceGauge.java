package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureScope;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Sign;
import org.nodesnr.measures.curvature.HessianTrace;
import org.nodesnr.measures.curvature.HutchinsonTrace;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Structure;

/** The trace of the training loss's Hessian. */
final class TraceGauge implements OwnGauge {
  private static final Measure TRACE =
      Measure.of("hessianTrace", "trace of the Hessian", MeasureScope.LAYER, Sign.WORSE)
          .needs(Need.WEIGHTS, Need.GRADIENTS);

  private static final int SAMPLES = 5000;

  /** Products with the Hessian where the trace is estimated, and samples that they are of. */
  private static final int PROBES = 30;

  private static final int PROBED = 2000;

  @Override
  public List<Description> descriptions() {
    return List.of(
        new Description(
            TRACE,
            "Σ ∂²L/∂θ² = (1/n) Σ_i Σ_k p_ik ‖∇ℓ(x_i, k)‖², exact for ReLU; else 30 probes, 2,000 samples",
            "after Borovykh 2019, arXiv 1912.08526; exact form: this project",
            SAMPLES,
            "trace",
            TraceGauge::work));
  }

  private static double work(Structure structure) {
    return HessianTrace.exactFor(structure)
        ? Work.of(1, structure.classes()).applyAsDouble(structure)
        : Work.of(4.0 * PROBES, 4.0 * PROBES).applyAsDouble(structure);
  }

  @Override
  public List<Reading> read(Measured measured) {
    Structure structure = measured.structure();
    List<Reading> readings = new ArrayList<>();
    if (!HessianTrace.exactFor(structure)) {
      return List.of(Reading.of(TRACE, 0, estimate(measured), structure.parameters(), 0));
    }
    HessianTrace trace = HessianTrace.exact(measured.landscape());
    readings.add(Reading.of(TRACE, 0, trace.network(), structure.parameters(), 0));
    for (int l = 0; l < structure.layers().size(); l++) {
      int parameters = structure.layers().get(l).parameters();
      readings.add(Reading.of(TRACE, l + 1, trace.layer(l), parameters, 0));
    }
    return readings;
  }

  private static double estimate(Measured measured) {
    try (Landscape some =
        new Landscape(measured.structure(), measured.train().first(PROBED), measured.precision())) {
      return HutchinsonTrace.of(some.at(measured.theta()), PROBES, Measured.SEED).mean();
    }
  }
}
