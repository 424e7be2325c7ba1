package org.nodesnr.models.deeplearning4j;

import java.util.List;
import org.nodesnr.config.Activation;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.NetworkAssembler;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Windowing;
import org.nodesnr.network.Layer;

/** Hands the layers of a Deeplearning4j network on, one by one. */
final class Deeplearning4jLayers {
  private static final List<String> SUPPORTED =
      List.of(
          "ActivationLayer",
          "ConvolutionLayer",
          "DenseLayer",
          "DropoutLayer",
          "LossLayer",
          "OutputLayer",
          "SubsamplingLayer",
          "ZeroPaddingLayer");

  private static final List<String> SUPPORTED_BEFORE =
      List.of("CnnToFeedForwardPreProcessor", "FeedForwardToCnnPreProcessor");

  private final Coefficients coefficients;
  private final NetworkAssembler assembler;

  Deeplearning4jLayers(Coefficients coefficients, NetworkAssembler assembler) {
    this.coefficients = coefficients;
    this.assembler = assembler;
  }

  /** What reshapes the input of a layer. */
  void before(Conf conf) {
    switch (conf.origin().type()) {
      case "CnnToFeedForwardPreProcessor" -> assembler.flatten(conf.origin());
      case "FeedForwardToCnnPreProcessor" -> {
        ChannelOrder order = conf.order("format");
        int[] dims =
            order.dims(conf.size("numChannels"), conf.size("inputHeight"), conf.size("inputWidth"));
        assembler.reshape(conf.origin(), dims);
      }
      default -> throw conf.origin().unsupported(SUPPORTED_BEFORE);
    }
  }

  void add(Conf conf) {
    switch (conf.origin().type()) {
      case "ActivationLayer", "LossLayer" -> activation(conf);
      case "ConvolutionLayer" -> convolution(conf);
      case "DenseLayer", "OutputLayer" -> dense(conf);
      case "DropoutLayer" -> {}
      case "SubsamplingLayer" -> pool(conf);
      case "ZeroPaddingLayer" -> pad(conf);
      default -> throw conf.origin().unsupported(SUPPORTED);
    }
  }

  /** Weights inputs × nodes in Fortran order, then biases. */
  private void dense(Conf conf) {
    if (conf.flag("hasLayerNorm", false)) {
      throw conf.origin().refuse("layer normalisation is not supported");
    }
    int nodes = conf.size("nout");
    int inputs = conf.size("nin");
    assembler.checkDense(conf.origin(), nodes, inputs);
    Tensor weights = coefficients.next(conf.origin(), nodes, inputs);
    assembler.dense(conf.origin(), weights, bias(conf, nodes));
    activation(conf);
  }

  /** Biases, then weights in the order (kernel, channel, row, column), wherever channels stand. */
  private void convolution(Conf conf) {
    for (int dilation : conf.has("dilation") ? conf.sizes("dilation", 2) : new int[0]) {
      if (dilation != 1) {
        throw conf.origin().refuse("dilation is not supported");
      }
    }
    int nodes = conf.size("nout");
    int channels = conf.size("nin");
    Windowing windowing = windowing(conf);
    assembler.checkConvolution(conf.origin(), nodes, channels, windowing);
    float[] bias = bias(conf, nodes);
    Tensor kernels =
        coefficients.next(conf.origin(), nodes, channels, windowing.height(), windowing.width());
    assembler.convolution(conf.origin(), kernels.permuted(0, 2, 3, 1), bias, windowing);
    activation(conf);
  }

  private float[] bias(Conf conf, int nodes) {
    return conf.flag("hasBias", true)
        ? coefficients.next(conf.origin(), nodes).values()
        : new float[nodes];
  }

  private void pool(Conf conf) {
    boolean padded = conf.flag("avgPoolIncludePadInDivisor", false);
    Layer.Pool pool =
        switch (conf.text("poolingType", "MAX")) {
          case "MAX" -> Layer.Pool.MAX;
          case "AVG" -> padded ? Layer.Pool.PADDED_AVERAGE : Layer.Pool.AVERAGE;
          default -> throw conf.origin().refuse("pooling " + conf.text("poolingType", ""));
        };
    assembler.pool(conf.origin(), pool, windowing(conf));
  }

  private static Windowing windowing(Conf conf) {
    int[] window = conf.sizes("kernelSize", 2);
    int[] strides = conf.sizes("stride", 2);
    int[] zeros = conf.sizes("padding", 2);
    Layer.Padding padding =
        switch (conf.text("convolutionMode", "Truncate")) {
          case "Same" -> Layer.Padding.SAME;
          case "Strict", "Truncate", "", "null" ->
              new Layer.Padding.Explicit(zeros[0], zeros[1], zeros[0], zeros[1]);
          default -> throw conf.origin().refuse("mode " + conf.text("convolutionMode", ""));
        };
    ChannelOrder order = conf.order("cnn2dDataFormat");
    return new Windowing(window[0], window[1], strides[0], strides[1], padding, order);
  }

  /** {@code padding} is top, bottom, left, right. */
  private void pad(Conf conf) {
    int[] zeros = conf.sizes("padding", 4);
    assembler.pad(
        conf.origin(),
        new Layer.Padding.Explicit(zeros[0], zeros[2], zeros[1], zeros[3]),
        conf.order("dataFormat"));
  }

  private void activation(Conf conf) {
    Activation activation = conf.activation();
    if (activation == Activation.SOFTMAX && assembler.dims().length != 1) {
      throw conf.origin().refuse("a softmax that is not over the nodes of a dense layer");
    }
    assembler.activation(conf.origin(), activation);
  }
}
