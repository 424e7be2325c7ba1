package org.nodesnr.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense or convolutional layer of a {@link ForwardPass}. What {@link #apply} writes are the
 * weighted inputs, to be followed by {@link #activate}.
 */
final class WeightedStep implements ForwardStep.OfWeights {
  private final int inputs;
  private final int outputs;
  private final INDArray weights;
  private final BiasAndActivation behind;
  private final INDArray x;
  private final INDArray y;
  private final Runnable product;
  private final Border border;

  WeightedStep(Layer.Weighted layer, Shape input, ProductScratch scratch) {
    int batch = scratch.batch();
    Window window = Window.of(layer, input);
    this.border = layer instanceof Layer.Convolution c ? Border.of(c, input, batch) : null;
    this.inputs = (border == null ? input : border.shape()).size();
    this.outputs = window.places() * layer.nodes();
    this.weights = HostFloats.matrix(layer.inputs(), layer.nodes());
    HostFloats.write(layer.weights(), layer.weights().length, weights);
    this.behind = new BiasAndActivation(layer.bias(), layer.activation());
    this.x = scratch.operand(inputs);
    this.y = scratch.result(outputs);
    this.product =
        layer instanceof Layer.Convolution convolution
            ? convolution(convolution, input, layer.output(input), batch)
            : dense(RowProduct.along(weights, x, y));
  }

  private static Runnable dense(RowProduct product) {
    return () -> product.run(false);
  }

  /**
   * The columns of a Fortran-ordered matrix are the rows of a C-ordered one: batches are [sample,
   * row, column, channel] and weights [kernel, row, column, channel] without moving a value.
   */
  private Runnable convolution(Layer.Convolution c, Shape picture, Shape output, int batch) {
    int same = Border.same(c, picture) ? 1 : 0;
    Shape input = border == null ? picture : border.shape();
    int channelsLast = 1;
    int kernelFirst = 2;
    INDArray images =
        x.transpose().reshape('c', batch, input.height(), input.width(), input.channels());
    INDArray kernels =
        weights
            .transpose()
            .reshape('c', output.channels(), c.kernelHeight(), c.kernelWidth(), input.channels());
    INDArray maps =
        y.transpose().reshape('c', batch, output.height(), output.width(), output.channels());
    int[] arguments = {
      c.kernelHeight(),
      c.kernelWidth(),
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
  public void apply(float[][] in, float[] out, int samples) {
    HostFloats.write(border == null ? in[0] : border.around(in[0], samples), samples * inputs, x);
    product.run();
    HostFloats.read(y, 0, out, samples * outputs);
  }

  @Override
  public void activate(float[] out, int samples) {
    behind.apply(out, samples * outputs);
  }

  /** What one sample is in the operand of the product of a layer. */
  static int operand(Layer.Weighted layer, Shape input) {
    Border border = layer instanceof Layer.Convolution c ? Border.of(c, input, 0) : null;
    return border == null ? input.size() : border.shape().size();
  }

  @Override
  public void close() {
    weights.close();
  }
}
