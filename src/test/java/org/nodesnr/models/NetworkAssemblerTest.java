package org.nodesnr.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.nodesnr.UserError;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.spec.Activation;

/** What no network of the evaluator's layers can stand for is refused. */
class NetworkAssemblerTest {
  private static final Origin ORIGIN = new Origin(Path.of("net"), "layers[1]", "Layer", "it");
  private static final Layer.Padding.Explicit AROUND = new Layer.Padding.Explicit(1, 1, 1, 1);

  private static NetworkAssembler pictures() {
    return new NetworkAssembler(ORIGIN, new ModelInput(new int[] {1, 6, 6}, ChannelOrder.FIRST));
  }

  private static Windowing windows(int size, int stride, Layer.Padding padding) {
    return new Windowing(size, size, stride, stride, padding, ChannelOrder.FIRST);
  }

  private static void convolve(NetworkAssembler assembler, int kernels) {
    int channels = assembler.dims()[0];
    float[] weights = new float[kernels * 9 * channels];
    Arrays.fill(weights, 0.5f);
    assembler.convolution(
        ORIGIN,
        new Tensor(new int[] {kernels, 3, 3, channels}, weights),
        new float[kernels],
        windows(3, 1, Layer.Padding.VALID));
  }

  private static void dense(NetworkAssembler assembler, int nodes) {
    Tensor weights =
        new Tensor(new int[] {nodes, assembler.size()}, new float[nodes * assembler.size()]);
    assembler.dense(ORIGIN, weights, new float[nodes]);
  }

  private static void refused(String message, Consumer<NetworkAssembler> layers) {
    assertThatThrownBy(() -> layers.accept(pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("net: layers[1], Layer 'it': ")
        .hasMessageContaining(message);
  }

  @Test
  void activationsBelongToOneLayerEach() {
    refused("before the first layer", a -> a.activation(ORIGIN, Activation.RELU));
    refused(
        "a second activation behind one layer, after TANH",
        a -> {
          convolve(a, 2);
          a.activation(ORIGIN, Activation.TANH);
          a.activation(ORIGIN, Activation.RELU);
        });
    NetworkAssembler twice = pictures();
    convolve(twice, 2);
    twice.activation(ORIGIN, Activation.RELU);
    twice.pool(ORIGIN, Layer.Pool.AVERAGE, windows(2, 2, Layer.Padding.VALID));
    twice.activation(ORIGIN, Activation.RELU);
    twice.flatten(ORIGIN);
    dense(twice, 3);
    assertThat(twice.finish(ORIGIN, "test").graph().steps())
        .as("the ReLU of values that are not negative changes nothing")
        .hasSize(3);
  }

  @Test
  void theEndIsOneNodeForEachClass() {
    refused("no layer with weights", a -> a.finish(ORIGIN, "test"));
    refused(
        "must end in one value for each class",
        a -> {
          convolve(a, 2);
          a.finish(ORIGIN, "test");
        });
    refused(
        "must end in one value for each class",
        a -> {
          convolve(a, 2);
          a.activation(ORIGIN, Activation.SOFTMAX);
        });
    refused(
        "behind the softmax",
        a -> {
          a.flatten(ORIGIN);
          dense(a, 3);
          a.activation(ORIGIN, Activation.SOFTMAX);
          dense(a, 3);
        });
  }

  /** Means of a convolution's outputs, and of their ReLU, as logits: its loss by hand. */
  @Test
  void aNetworkMayEndInAveragesOfAConvolution() {
    for (boolean rectified : new boolean[] {false, true}) {
      for (boolean softmax : new boolean[] {false, true}) {
        NetworkAssembler assembler = pictures();
        float[] kernels = new float[18];
        Arrays.fill(kernels, 0, 9, 0.5f);
        Arrays.fill(kernels, 9, 18, -0.25f);
        Tensor weights = new Tensor(new int[] {2, 3, 3, 1}, kernels);
        Windowing places = windows(3, 1, Layer.Padding.VALID);
        assembler.convolution(ORIGIN, weights, new float[] {0, 1}, places);
        if (rectified) {
          assembler.activation(ORIGIN, Activation.RELU);
        }
        assembler.globalAverage(ORIGIN, ChannelOrder.FIRST);
        if (softmax) {
          assembler.activation(ORIGIN, Activation.SOFTMAX);
        }
        ImportedNetwork network = assembler.finish(ORIGIN, "test");
        assertThat(network.classes()).isEqualTo(2);
        assertThat(network.softmaxAssumed()).isEqualTo(!softmax);
        // all pixels are 1 in sample 0 and 2 in sample 1: sums 4.5 and -1.25, 9 and -3.5
        double[] low = rectified ? new double[] {0, 0} : new double[] {-1.25, -3.5};
        double loss = (lossOf(4.5, low[0]) + lossOf(low[1], 9)) / 2;
        Score score = Evaluator.score(network.graph(), new Plain(), 0);
        assertThat(score.loss()).isCloseTo(loss, within(1e-6));
        assertThat(score.accuracy()).isEqualTo(0.5);
      }
    }
  }

  private static double lossOf(double right, double wrong) {
    return Math.log1p(Math.exp(wrong - right));
  }

  /** Two samples: all ones, of class 0, and all twos, of class 1. */
  private static final class Plain implements Samples {
    @Override
    public int size() {
      return 2;
    }

    @Override
    public Shape shape() {
      return new Shape(6, 6, 1);
    }

    @Override
    public int label(int i) {
      return i;
    }

    @Override
    public void copyTo(int i, float[] out, int offset) {
      Arrays.fill(out, offset, offset + 36, i + 1f);
    }
  }

  @Test
  void zerosAroundGoWithTheLayerThatFollows() {
    refused(
        "right before a convolution or pooling",
        a -> {
          a.pad(ORIGIN, AROUND, ChannelOrder.FIRST);
          a.flatten(ORIGIN);
        });
    refused(
        "right before a convolution or pooling",
        a -> {
          a.pad(ORIGIN, AROUND, ChannelOrder.FIRST);
          a.globalAverage(ORIGIN, ChannelOrder.FIRST);
        });
    refused(
        "padding behind padding",
        a -> {
          a.pad(ORIGIN, AROUND, ChannelOrder.FIRST);
          a.pad(ORIGIN, AROUND, ChannelOrder.FIRST);
        });
    refused(
        "padding behind padding",
        a -> {
          a.pad(ORIGIN, AROUND, ChannelOrder.FIRST);
          a.pool(ORIGIN, Layer.Pool.AVERAGE, windows(3, 1, Layer.Padding.SAME));
        });
    refused(
        "behind a ReLU only",
        a -> {
          convolve(a, 1);
          a.activation(ORIGIN, Activation.TANH);
          a.pad(ORIGIN, AROUND, ChannelOrder.FIRST);
          a.pool(ORIGIN, Layer.Pool.MAX, windows(2, 2, Layer.Padding.VALID));
        });
    refused(
        "as wide as the pooling window",
        a -> a.pool(ORIGIN, Layer.Pool.MAX, windows(1, 1, AROUND)));
  }

  @Test
  void sizesMustFit() {
    refused("flatten it before a dense layer", a -> dense(a, 3));
    refused(
        "weights for 7 inputs where there are 36",
        a -> {
          a.flatten(ORIGIN);
          a.checkDense(ORIGIN, 3, 7);
        });
    refused(
        "too large",
        a -> {
          a.flatten(ORIGIN);
          a.checkDense(ORIGIN, 1 << 23, 36);
        });
    refused("6 can't become", a -> a.reshape(ORIGIN, 5, 7));
    refused("no permutation", a -> a.transpose(ORIGIN, 0, 1, 1));
    refused(
        "does not fit into 6 x 6",
        a -> a.pool(ORIGIN, Layer.Pool.MAX, windows(7, 1, Layer.Padding.VALID)));
    refused(
        "windows and strides must be positive",
        a -> a.pool(ORIGIN, Layer.Pool.MAX, windows(2, 0, Layer.Padding.VALID)));
    assertThatThrownBy(
            () ->
                new NetworkAssembler(
                    ORIGIN,
                    new ModelInput(new int[] {1 << 16, 1 << 16, 1 << 16}, ChannelOrder.LAST)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is not supported");
  }

  @Test
  void textFromTheFileStaysInOneLine() {
    UserError refusal = new Origin(Path.of("net"), "layers[0]", "A\nB", "\u2028x").refuse("no");
    assertThat(refusal).hasMessage("net: layers[0], A?B '?x': no");
    assertThat(new Origin(Path.of("net"), "", "y".repeat(5000), "").refuse("no").getMessage())
        .hasSizeLessThan(450);
  }
}
