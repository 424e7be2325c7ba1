package org.nodesnr.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NodeSnrTest {
  private static final double[] W = {3, 4};

  @Test
  void byHand() {
    // w·c = 3·1 + 4·2 = 11, ‖w‖ = 5, ‖c‖ = √5, max|c| = 2
    NodeSnr node = NodeSnr.of(W, new double[] {1, 2}, 0);
    assertThat(node.optimality()).isCloseTo(11 / (5 * Math.sqrt(5)), within(1e-15));
    assertThat(node.gain()).isCloseTo(1.1, within(1e-15));
  }

  @Test
  void negativeCovariancesCountByMagnitude() {
    // w·c = 3·1 − 4·2 = −5, max|c| = 2
    NodeSnr node = NodeSnr.of(W, new double[] {1, -2}, 0);
    assertThat(node.optimality()).isCloseTo(-1 / Math.sqrt(5), within(1e-15));
    assertThat(node.gain()).isCloseTo(-0.5, within(1e-15));
  }

  @Test
  void optimalWeightsAreParallelToTheirCovariances() {
    NodeSnr node = NodeSnr.of(W, new double[] {0.06, 0.08}, 0);
    assertThat(node.optimality()).isCloseTo(1, within(1e-15));
    assertThat(node.gain()).isCloseTo(1.25, within(1e-15));
  }

  @Test
  void equalWeightsAndCovariancesReachTheGreatestGain() {
    double[] ones = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    assertThat(NodeSnr.of(ones, ones, 0).gain()).isCloseTo(3, within(1e-15));
  }

  @Test
  void guardIsAddedToTheNormInSOnly() {
    NodeSnr node = NodeSnr.of(W, new double[] {1, 2}, 0.5);
    assertThat(node.optimality()).isCloseTo(11 / (5 * (Math.sqrt(5) + 0.5)), within(1e-15));
    assertThat(node.gain()).isCloseTo(1.1, within(1e-15));
  }

  @Test
  void deadNodeHasNeither() {
    NodeSnr node = NodeSnr.of(new double[2], new double[] {1, 2}, 1e-4);
    assertThat(node.optimality()).isNaN();
    assertThat(node.gain()).isNaN();
  }

  @Test
  void nodeThatCovariesWithNothing() {
    assertThat(NodeSnr.of(W, new double[2], 0).optimality()).isNaN();
    assertThat(NodeSnr.of(W, new double[2], 0).gain()).isNaN();
    assertThat(NodeSnr.of(W, new double[2], 1e-4).optimality()).isZero();
    assertThat(NodeSnr.of(W, new double[2], 1e-4).gain()).isNaN();
  }

  @Test
  void nanAndInfinityGiveNan() {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(NodeSnr.of(W, new double[] {1, bad}, 0).optimality()).isNaN();
      assertThat(NodeSnr.of(W, new double[] {1, bad}, 0).gain()).isNaN();
      assertThat(NodeSnr.of(new double[] {1, bad}, W, 0).optimality()).isNaN();
      assertThat(NodeSnr.of(new double[] {1, bad}, W, 0).gain()).isNaN();
    }
  }

  @Test
  void scaleOfWeightsAndCovariancesIsOfNoMatter() {
    NodeSnr one = NodeSnr.of(W, new double[] {1, 2}, 0);
    NodeSnr other = NodeSnr.of(new double[] {3e-7, 4e-7}, new double[] {1e9, 2e9}, 0);
    assertThat(other.optimality()).isCloseTo(one.optimality(), within(1e-14));
    assertThat(other.gain()).isCloseTo(one.gain(), within(1e-14));
  }

  @Test
  void weightedCovarianceIsZeroWhereNoNoisePasses() {
    double[] c = NodeSnr.weightedCovariance(new double[] {0.3, 0, 0.2}, new double[] {0.5, 0, 1});
    assertThat(c).containsExactly(0.6, 0, 0.2);
  }

  @Test
  void lengthsMustAgree() {
    assertThatThrownBy(() -> NodeSnr.of(W, new double[3], 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("arrays of 2 and 3 inputs");
    assertThatThrownBy(() -> NodeSnr.weightedCovariance(W, new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
