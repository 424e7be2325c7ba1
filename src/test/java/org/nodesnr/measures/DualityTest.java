package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.measures.curvature.Eigenvalues;
import org.nodesnr.measures.curvature.Lanczos;
import org.nodesnr.measures.duality.Duality;
import org.nodesnr.measures.duality.NearestPairs;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;

class DualityTest {
  private static final Lanczos.Spectrum NONE =
      new Lanczos.Spectrum(new double[0], List.of(), new double[0], 0, true);

  static List<ClosedForm> both() {
    return ClosedForm.both();
  }

  private static Duality of(ClosedForm s, Inputs samples, NearestPairs pairs, int eigenvectors) {
    Lanczos.Spectrum spectrum = NONE;
    if (eigenvectors > 0) {
      try (Landscape train = new Landscape(s.structure(), s.train(), Precision.DOUBLE)) {
        spectrum = new Eigenvalues(train.at(s.theta()), 3, 1e-12, 54).layer(1, false, eigenvectors);
      }
    }
    return Duality.of(
        s.structure(), s.theta(), 1, samples, s.train(), pairs, spectrum, Precision.DOUBLE);
  }

  @ParameterizedTest
  @MethodSource("both")
  void knownValues(ClosedForm s) {
    Known known = Known.of(s);
    int size = s.structure().input().size();
    NearestPairs pairs = NearestPairs.of(s.test(), s.train(), size, Precision.DOUBLE);
    known.check("pairs", pairs.samples().length);
    known.check("pairsSkipped", pairs.skipped());
    for (int k = 0; k < 3; k++) {
      known.check("pairOfTest" + k, pairs.nearest()[k]);
    }
    Duality duality = of(s, s.test(), pairs, 3);
    known.check("pairedGap", duality.pairedGap());
    known.check("matchedTrainLoss", duality.partnerLoss());
    known.check("gapOfMeans", duality.gapOfMeans());
    known.check("gapOfCovariances", duality.gapOfCovariances());
    known.check("dualSize", duality.dualSize());
    known.check("dualSizeMeanSquare", duality.meanSquare());
    known.check("dualSlope", duality.dualSlope());
    for (int n = 1; n <= 3; n++) {
      Duality.Direction direction = duality.directions().get(n - 1);
      known.check("eigenvalue" + n, direction.eigenvalue());
      known.check("sigmaW" + n, direction.sigmaW());
      known.check("sigmaG" + n, direction.sigmaG());
      known.check("c" + n, direction.correlation());
      known.check("meanProduct" + n, direction.meanProduct());
    }
    known.check("dualSharpSize3", duality.sharpSize(3));
    NearestPairs own = NearestPairs.within(s.train(), size, Precision.DOUBLE);
    Duality train = of(s, s.train(), own, 0);
    known.check("trainPairs", train.pairs());
    known.check("dualSizeTrain", train.dualSize());
    assertThat(train.sharpSize(10)).isNaN();
  }

  /** Over a whole basis the parts sum to the gap, whatever the network. */
  @Test
  void theDecompositionIsAnIdentity() {
    ClosedForm s = ClosedForm.dense();
    NearestPairs pairs = NearestPairs.of(s.test(), s.train(), 6, Precision.DOUBLE);
    Duality duality = of(s, s.test(), pairs, 20);
    double sum = 0;
    for (Duality.Direction d : duality.directions()) {
      sum += d.correlation() * d.sigmaW() * d.sigmaG() + d.meanProduct();
    }
    assertThat(duality.directions()).hasSize(20);
    assertThat(sum).isCloseTo(duality.pairedGap(), offset(1e-12));
  }

  @Test
  void samplesWithoutPartnerAreSkippedAndCounted() {
    ClosedForm s = ClosedForm.dense();
    // class 0 is missing among training samples 1 to 4, whose labels are 2 2 1 1
    Inputs some = s.train().part(1, 4);
    NearestPairs pairs = NearestPairs.of(s.test(), some, 6, Precision.DOUBLE);
    assertThat(pairs.skipped()).isEqualTo(2);
    assertThat(pairs.samples()).doesNotContain(2, 3).hasSize(10);
    NearestPairs alone = NearestPairs.within(s.train().part(0, 2), 6, Precision.DOUBLE);
    assertThat(alone.skipped()).isEqualTo(2);
  }

  @Test
  void singlePrecisionIsClose() {
    ClosedForm s = ClosedForm.dense();
    NearestPairs pairs = NearestPairs.of(s.test(), s.train(), 6, Precision.SINGLE);
    Duality fast =
        Duality.of(s.structure(), s.theta(), 1, s.test(), s.train(), pairs, NONE, Precision.SINGLE);
    assertThat(fast.dualSize()).isCloseTo(Known.of(s).get("dualSize"), offset(1e-5));
  }

  @Test
  void convolutionsHaveNone() {
    ClosedForm s = ClosedForm.conv();
    NearestPairs pairs = NearestPairs.of(s.test(), s.train(), 36, Precision.DOUBLE);
    assertThatThrownBy(
            () ->
                Duality.of(
                    s.structure(),
                    s.theta(),
                    0,
                    s.test(),
                    s.train(),
                    pairs,
                    NONE,
                    Precision.DOUBLE))
        .hasMessageContaining("layer 1 is no dense layer");
  }
}
