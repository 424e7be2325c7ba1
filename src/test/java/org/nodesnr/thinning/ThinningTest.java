package org.nodesnr.thinning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nodesnr.evaluation.SeenLayer;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

class ThinningTest {
  private static final int[] SIZES = {6, 4, 5, 3};
  private final Random random = new Random(3);
  private final Model model = model();
  private final List<SeenLayer> seen = seen();

  private float[] numbers(int count) {
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = (float) random.nextGaussian();
    }
    return values;
  }

  private Model model() {
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l < SIZES.length; l++) {
      Activation activation = l == 3 ? Activation.SOFTMAX : Activation.RELU;
      layers.add(new Layer.Dense(numbers(SIZES[l - 1] * SIZES[l]), numbers(SIZES[l]), activation));
    }
    return new Model(Shape.flat(6), layers);
  }

  private List<SeenLayer> seen() {
    List<SeenLayer> all = new ArrayList<>();
    for (Layer.Weighted layer : model.weighted()) {
      double[] mean = new double[layer.inputs()];
      for (int j = 0; j < mean.length; j++) {
        mean[j] = random.nextDouble();
      }
      all.add(new SeenLayer(numbers(layer.weights().length), mean));
    }
    return all;
  }

  private double score(Criterion criterion, int layer, int k) {
    float w = model.weighted().get(layer).weights()[k];
    return switch (criterion) {
      case SNR -> Math.abs(seen.get(layer).covariances()[k]);
      case MAGNITUDE -> Math.abs(w);
      case ACTIVATION -> Math.abs(w) * seen.get(layer).mean()[k % SIZES[layer]];
      case RANDOM -> Double.NaN;
    };
  }

  private float[] weights(Model of, int layer) {
    return of.weighted().get(layer).weights();
  }

  @ParameterizedTest
  @EnumSource(
      value = Criterion.class,
      names = {"SNR", "MAGNITUDE", "ACTIVATION"})
  void theWeakestLinksGo(Criterion criterion) {
    Model thin = new Thinning(model, seen, 1).without(Unit.LINKS, criterion, 0.5);
    for (int l = 0; l < 3; l++) {
      float[] left = weights(thin, l);
      double strongestGone = 0;
      double weakestLeft = Double.POSITIVE_INFINITY;
      int gone = 0;
      for (int k = 0; k < left.length; k++) {
        if (left[k] == 0) {
          gone++;
          strongestGone = Math.max(strongestGone, score(criterion, l, k));
        } else {
          assertThat(left[k]).isEqualTo(weights(model, l)[k]);
          weakestLeft = Math.min(weakestLeft, score(criterion, l, k));
        }
      }
      assertThat(gone).isEqualTo(Math.round(0.5 * left.length));
      assertThat(strongestGone).isLessThan(weakestLeft);
      assertThat(thin.weighted().get(l).bias()).isEqualTo(model.weighted().get(l).bias());
    }
  }

  /** The score of all links of an input, or of what comes from a node. */
  private double score(Criterion criterion, int layer, int input, int nodes) {
    if (criterion == Criterion.ACTIVATION) {
      return seen.get(layer).mean()[input];
    }
    double squares = 0;
    for (int i = 0; i < nodes; i++) {
      squares += Math.pow(score(criterion, layer, i * SIZES[layer] + input), 2);
    }
    return squares;
  }

  @ParameterizedTest
  @EnumSource(
      value = Criterion.class,
      names = {"SNR", "MAGNITUDE", "ACTIVATION"})
  void theWeakestInputsAndNodesGo(Criterion criterion) {
    for (Unit unit : List.of(Unit.INPUTS, Unit.NODES)) {
      Model thin = new Thinning(model, seen, 1).without(unit, criterion, 0.5);
      for (int l = 0; l < 3; l++) {
        if ((unit == Unit.INPUTS) != (l == 0)) {
          assertThat(weights(thin, l)).isEqualTo(weights(model, l));
          continue;
        }
        double strongestGone = 0;
        double weakestLeft = Double.POSITIVE_INFINITY;
        int gone = 0;
        for (int j = 0; j < SIZES[l]; j++) {
          double score = score(criterion, l, j, SIZES[l + 1]);
          boolean removed = weights(thin, l)[j] == 0;
          for (int i = 0; i < SIZES[l + 1]; i++) {
            int k = i * SIZES[l] + j;
            assertThat(weights(thin, l)[k]).isEqualTo(removed ? 0 : weights(model, l)[k]);
          }
          gone += removed ? 1 : 0;
          strongestGone = removed ? Math.max(strongestGone, score) : strongestGone;
          weakestLeft = removed ? weakestLeft : Math.min(weakestLeft, score);
        }
        assertThat(gone).isEqualTo(Math.round(0.5 * SIZES[l]));
        assertThat(strongestGone).isLessThan(weakestLeft);
      }
    }
  }

  /** A channel is seen by the next layer at each of its places. */
  @Test
  void channelsGoAsAWhole() {
    Model pictures =
        new Model(
            new Shape(4, 4, 1),
            List.of(
                new Layer.Convolution(
                    3, 3, 1, 1, Layer.Padding.SAME, numbers(18), numbers(2), Activation.RELU),
                new Layer.Dense(numbers(32 * 3), numbers(3), Activation.SOFTMAX)));
    float[] c = numbers(96);
    for (int k = 0; k < c.length; k++) {
      c[k] = k % 2 == 1 ? 0.01f : 1;
    }
    List<SeenLayer> both =
        List.of(new SeenLayer(numbers(18), new double[9]), new SeenLayer(c, new double[32]));
    Model thin = new Thinning(pictures, both, 1).without(Unit.NODES, Criterion.SNR, 0.5);
    for (int k = 0; k < 96; k++) {
      assertThat(weights(thin, 1)[k]).isEqualTo(k % 2 == 1 ? 0 : weights(pictures, 1)[k]);
    }
  }

  @Test
  void chanceIsThatOfTheSeed() {
    float[] one =
        weights(new Thinning(model, seen, 1).without(Unit.LINKS, Criterion.RANDOM, 0.5), 0);
    assertThat(weights(new Thinning(model, seen, 1).without(Unit.LINKS, Criterion.RANDOM, 0.5), 0))
        .isEqualTo(one);
    assertThat(weights(new Thinning(model, seen, 2).without(Unit.LINKS, Criterion.RANDOM, 0.5), 0))
        .isNotEqualTo(one);
  }

  @Test
  void nothingAndEverything() {
    Thinning thinning = new Thinning(model, seen, 1);
    assertThat(weights(thinning.without(Unit.LINKS, Criterion.SNR, 0), 1))
        .isEqualTo(weights(model, 1));
    assertThat(weights(thinning.without(Unit.LINKS, Criterion.SNR, 1), 1)).containsOnly(0f);
  }
}
