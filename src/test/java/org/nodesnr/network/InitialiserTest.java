package org.nodesnr.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime.InitialisationKind;
import org.nodesnr.spec.Regime.InitialisationSpec;

class InitialiserTest {
  private static final Shape MNIST = new Shape(28, 28, 1);

  private static Model build(NetworkSpec network, Shape input, long seed) {
    return new Initialiser(new InitialisationSpec(0.05, 0.1, 0.1), new Streams(seed))
        .build(network, input, 10);
  }

  @Test
  void countsOfParametersAreThePapers() {
    assertThat(build(NetworkSpec.MNIST, MNIST, 1).parameterCount()).isEqualTo(1_838_850);
    assertThat(build(NetworkSpec.CIFAR10, new Shape(24, 24, 3), 1).parameterCount())
        .isEqualTo(2_917_838);
    assertThat(build(NetworkSpec.CIFAR10, new Shape(32, 32, 3), 1).parameterCount())
        .isEqualTo(4_709_838);
  }

  @Test
  void lastLayerIsSoftmaxTheOthersAsConfigured() {
    var layers = build(NetworkSpec.MNIST, MNIST, 1).weighted();
    assertThat(layers.stream().map(Layer.Weighted::activation))
        .containsExactly(Activation.RELU, Activation.RELU, Activation.SOFTMAX);
  }

  /**
   * A standard normal truncated at ±2 has variance {@code 1 − 2·2φ(2)/(2Φ(2)−1) = 0.7737413};
   * scipy: {@code truncnorm(-2, 2).std() = 0.8796257}.
   */
  @Test
  void weightsAreTruncatedNormal() {
    float[] w = build(NetworkSpec.MNIST, MNIST, 7).weighted().get(0).weights();
    double sum = 0;
    double squares = 0;
    for (float v : w) {
      assertThat(Math.abs(v)).isLessThanOrEqualTo(0.2f);
      sum += v;
      squares += (double) v * v;
    }
    assertThat(sum / w.length).isCloseTo(0, within(4 * 0.088 / Math.sqrt(w.length)));
    assertThat(Math.sqrt(squares / w.length)).isCloseTo(0.1 * 0.8796257, within(2e-4));
  }

  /** Of 784 inputs and 1,024 nodes; of 25 · 64 inputs and 25 · 64 outputs. */
  @Test
  void heAndGlorotSpreadByTheSizeOfTheLayer() {
    assertThat(deviation(InitialisationKind.HE, NetworkSpec.MNIST, 0))
        .isCloseTo(Math.sqrt(2.0 / 784), within(1e-4));
    assertThat(deviation(InitialisationKind.GLOROT, NetworkSpec.MNIST, 0))
        .isCloseTo(Math.sqrt(2.0 / (784 + 1024)), within(1e-4));
    assertThat(deviation(InitialisationKind.HE, NetworkSpec.CIFAR10, 1))
        .isCloseTo(Math.sqrt(2.0 / 1600), within(2e-4));
    assertThat(deviation(InitialisationKind.GLOROT, NetworkSpec.CIFAR10, 1))
        .isCloseTo(Math.sqrt(2.0 / 3200), within(2e-4));
  }

  private static double deviation(InitialisationKind kind, NetworkSpec network, int layer) {
    float[] w =
        new Initialiser(new InitialisationSpec(9, 9, 0.1, kind), new Streams(7))
            .build(network, layer == 0 ? MNIST : new Shape(24, 24, 3), 10)
            .weighted()
            .get(layer)
            .weights();
    double squares = 0;
    for (float v : w) {
      squares += (double) v * v;
    }
    return Math.sqrt(squares / w.length);
  }

  @Test
  void biasesAreAsConfigured() {
    assertThat(build(NetworkSpec.MNIST, MNIST, 1).weighted().get(1).bias()).containsOnly(0.1f);
  }

  @Test
  void seedDecides() {
    var a = build(NetworkSpec.MNIST, MNIST, 3).weighted().get(2).weights();
    var b = build(NetworkSpec.MNIST, MNIST, 3).weighted().get(2).weights();
    var c = build(NetworkSpec.MNIST, MNIST, 4).weighted().get(2).weights();
    assertThat(a).isEqualTo(b);
    assertThat(a[0]).isNotEqualTo(c[0]);
  }

  /**
   * Computed with {@code src/test/reference/initial_weights.py}, which draws them on its own. A
   * change here changes every network that anybody has trained from a seed.
   */
  @Test
  void firstWeightsOfSeedOne() {
    float[] w = build(NetworkSpec.MNIST, MNIST, 1).weighted().get(0).weights();
    assertThat(new float[] {w[0], w[1], w[2]})
        .containsExactly(-0.052414585f, -0.0056498917f, -0.044903256f);
  }
}
