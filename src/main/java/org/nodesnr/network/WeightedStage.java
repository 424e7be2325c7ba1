package org.nodesnr.network;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.config.Activation;

/**
 * A dense or convolutional layer of a {@link ForwardPass}. What {@link #apply} writes are the
 * weighted inputs, to be followed by {@link #activate}.
 */
final class WeightedStage implements Stage {
  private final Activation activation;
  private final int inputs;
  private final int outputs;
  private final INDArray weights;
  private final float[] bias;
  private final INDArray x;
  private final INDArray y;
  private final Runnable product;
  private final Border border;

  WeightedStage(Layer.Weighted layer, Shape input, int batch) {
    Window window = Window.of(layer, input);
    Shape output = layer.output(input);
    this.activation = layer.activation();
    this.border =
        layer instanceof Layer.Convolution c ? Border.of(c.padding(), input, batch) : null;
    Shape seen = border == null ? input : border.shape();
    this.inputs = seen.size();
    this.outputs = output.size();
    this.weights = HostFloats.matrix(layer.inputs(), layer.nodes());
    HostFloats.write(layer.weights(), layer.weights().length, weights);
    this.bias = layer.bias().clone();
    this.x = HostFloats.matrix(inputs, batch);
    this.y = HostFloats.matrix(outputs, batch);
    this.product =
        layer instanceof Layer.Convolution convolution
            ? convolution(convolution, window, seen, output, batch)
            : () -> Nd4j.gemm(weights, x, y, true, false, 1.0, 0.0);
  }

  /**
   * The columns of a Fortran-ordered matrix are the rows of a C-ordered one: batches are [sample,
   * row, column, channel] and weights [kernel, row, column, channel] without moving a value.
   */
  private Runnable convolution(
      Layer.Convolution c, Window window, Shape input, Shape output, int batch) {
    int same = c.padding() == Layer.Padding.SAME ? 1 : 0;
    int channelsLast = 1;
    int kernelFirst = 2;
    INDArray images =
        x.transpose().reshape('c', batch, input.height(), input.width(), input.channels());
    INDArray kernels =
        weights
            .transpose()
            .reshape('c', output.channels(), window.height(), window.width(), input.channels());
    INDArray maps =
        y.transpose().reshape('c', batch, output.height(), output.width(), output.channels());
    int[] arguments = {
      window.height(),
      window.width(),
      c.strideHeight(),
      c.strideWidth(),
      0,
      0,
      1,
      1,
      same,
      channelsLast,
      kernelFirst
    };
    DynamicCustomOp operation =
        DynamicCustomOp.builder("conv2d")
            .addInputs(images, kernels)
            .addOutputs(maps)
            .addIntegerArguments(arguments)
            .build();
    return () -> Nd4j.exec(operation);
  }

  @Override
  public void apply(float[] in, float[] out, int samples) {
    HostFloats.write(border == null ? in : border.around(in, samples), samples * inputs, x);
    product.run();
    HostFloats.read(y, 0, out, samples * outputs);
  }

  /**
   * Adds the bias and applies the activation; logits of a softmax layer stay as they are.
   *
   * @param out modified: weighted inputs, then outputs
   * @param samples how many samples
   */
  void activate(float[] out, int samples) {
    for (int at = 0; at < samples * outputs; at += bias.length) {
      activatePlace(out, at);
    }
  }

  private void activatePlace(float[] v, int at) {
    int nodes = bias.length;
    for (int i = 0; i < nodes; i++) {
      v[at + i] += bias[i];
    }
    NonlinearityStage.apply(activation, v, at, nodes);
  }

  @Override
  public void close() {
    for (INDArray array : Arrays.asList(weights, x, y)) {
      array.close();
    }
  }
}
