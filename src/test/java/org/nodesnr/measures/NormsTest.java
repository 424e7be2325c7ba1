package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.norms.ConvolutionNorm;
import org.nodesnr.measures.norms.Flatness;
import org.nodesnr.measures.norms.Margins;
import org.nodesnr.measures.norms.Norms;
import org.nodesnr.measures.norms.PathNorm;
import org.nodesnr.measures.norms.SpectralNorm;

class NormsTest {
  static List<ClosedForm> both() {
    return ClosedForm.both();
  }

  private static Landscape train(ClosedForm s) {
    return new Landscape(s.structure(), s.train(), Precision.DOUBLE).at(s.theta());
  }

  @ParameterizedTest
  @MethodSource("both")
  void norms(ClosedForm s) {
    Known known = Known.of(s);
    Norms norms = Norms.of(s.structure(), s.theta(), s.initial());
    known.check("parameters", s.structure().parameters());
    known.check("weightNorm", norms.weightNorm());
    known.check("sumSquaredFrobenius", norms.sumSquaredFrobenius());
    known.check("distance", norms.distance());
    known.check("sumSquaredDistance", norms.sumSquaredDistance());
    known.check("sumSquaredSpectralDistance", norms.sumSquaredSpectralDistance());
    known.check("logProductFrobenius2", norms.logProductFrobenius2());
    known.check("logProductSpectral2", norms.logProductSpectral2());
    known.check("sumFrobeniusOverSpectral", norms.sumFrobeniusOverSpectral());
    known.check("logSumSpectral2", norms.logSumSpectral2());
    known.check("logSumFrobenius2", norms.logSumFrobenius2());
  }

  @ParameterizedTest
  @MethodSource("both")
  void margins(ClosedForm s) {
    Known known = Known.of(s);
    try (Landscape train = train(s)) {
      Margins margins = Margins.of(train);
      double median = margins.median();
      known.check("marginSmallest", margins.smallest());
      known.check("marginTenthPercentile", margins.tenthPercentile());
      known.check("marginMedianLower", median);
      known.check("inverseMedianMargin", Margins.inverse(median));
      Norms norms = Norms.of(s.structure(), s.theta(), s.initial());
      known.check("logSpectralOverMedianMargin", norms.logSpectralOverMargin(median));
      known.check("logSpectralInitMainMedian", norms.logSpectralInitMain(median));
      known.check("logSpectralOriginMainMedian", norms.logSpectralOriginMain(median));
      known.check("logFrobeniusOverMedianMargin", norms.logFrobeniusOverMargin(median));
      double path = PathNorm.of(s.structure(), s.theta(), true);
      known.check("pathNorm", path);
      known.check("pathNormOverMedianMargin", path * Margins.inverse(median));
      known.check("pathNormWeightsOnly", PathNorm.of(s.structure(), s.theta(), false));
      assertThat(norms.logSpectralInitMain(margins.smallest())).isNaN();
      assertThat(Margins.inverse(0)).isNaN();
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void flatness(ClosedForm s) {
    Known known = Known.of(s);
    try (Landscape train = train(s)) {
      Flatness flatness = Flatness.of(train, s.theta(), s.draws(), 10);
      known.check("flatnessSigma", flatness.sigma());
      known.check("flatnessSteps", flatness.steps());
      known.check("flatnessDrop", flatness.drop());
      known.check("flatness", flatness.flatness());
      Norms norms = Norms.of(s.structure(), s.theta(), s.initial());
      known.check("pacBayesOrigin", flatness.pacBayes(norms.sumSquaredFrobenius(), 12));
      known.check("pacBayesInit", flatness.pacBayes(norms.sumSquaredDistance(), 12));
    }
  }

  /** In batches of 2,000 samples, of which not all are looked at. */
  @ParameterizedTest
  @MethodSource("both")
  void flatnessOfSamplesThatAreGivenManyTimesIsTheSame(ClosedForm s) {
    Known known = Known.of(s);
    int[] which = IntStream.range(0, 12 * 400).map(i -> i % 12).toArray();
    AtomicInteger read = new AtomicInteger();
    Inputs many = counted(s.train().select(which), read);
    try (Landscape train = new Landscape(s.structure(), many, Precision.DOUBLE)) {
      Flatness flatness = Flatness.of(train, s.theta(), s.draws(), 10);
      known.check("flatnessSigma", flatness.sigma());
      known.check("flatnessSteps", flatness.steps());
      known.check("flatnessDrop", flatness.drop());
      read.set(0);
      int misses = train.at(new double[s.theta().length]).misses(Integer.MAX_VALUE);
      assertThat(read.getAndSet(0)).isEqualTo(which.length);
      assertThat(misses / 4800.0).isCloseTo(1 - train.fit().accuracy(), offset(1e-15));
      read.set(0);
      assertThat(train.misses(1)).isBetween(2, misses - 1);
      assertThat(read).hasValue(2000);
    }
  }

  private static Inputs counted(Inputs inputs, AtomicInteger read) {
    return new Inputs() {
      @Override
      public int size() {
        return inputs.size();
      }

      @Override
      public int label(int i) {
        return inputs.label(i);
      }

      @Override
      public void copyTo(int i, Reals out, int at) {
        read.incrementAndGet();
        inputs.copyTo(i, out, at);
      }
    };
  }

  @Test
  void convolutionsAsOperators() {
    ClosedForm s = ClosedForm.conv();
    Known known = Known.of(s);
    Step.Linear layer = s.structure().layers().get(0);
    known.check("convSpectralReshaped", SpectralNorm.of(s.theta(), 0, 2, 9));
    known.check("convSpectralZeroPadded", ConvolutionNorm.zeroPadded(layer, s.theta()));
    known.check("convSpectralCircular", ConvolutionNorm.circular(layer, s.theta()));
  }

  @Test
  void withoutTheStartDistancesAreUndefined() {
    ClosedForm s = ClosedForm.dense();
    Norms norms = Norms.of(s.structure(), s.theta(), new double[0]);
    assertThat(norms.distance()).isNaN();
    assertThat(norms.sumSquaredSpectralDistance()).isNaN();
    assertThat(norms.logSpectralInitMain(1)).isNaN();
    assertThat(norms.weightNorm()).isPositive();
  }

  @Test
  void aLayerOfZerosHasNoLogarithm() {
    ClosedForm s = ClosedForm.dense();
    Norms norms = Norms.of(s.structure(), new double[74], s.initial());
    assertThat(norms.weightNorm()).isZero();
    assertThat(norms.logProductSpectral2()).isNaN();
    assertThat(norms.sumFrobeniusOverSpectral()).isNaN();
  }

  @Test
  void flatnessOfANetworkThatGuessesIsUndefined() {
    ClosedForm s = ClosedForm.dense();
    try (Landscape train = new Landscape(s.structure(), s.train().part(1, 2), Precision.DOUBLE)) {
      double[] theta = new double[74];
      Flatness flatness = Flatness.of(train, theta, s.draws(), 10);
      assertThat(flatness.flatness()).isNaN();
      assertThat(flatness.note()).contains("accuracy below");
    }
  }
}
