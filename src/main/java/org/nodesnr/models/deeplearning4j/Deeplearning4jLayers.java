package org.nodesnr.models.deeplearning4j;

import java.util.List;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.Normalisation;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Value;
import org.nodesnr.models.Windowing;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Operation.Combination;

/** Hands the vertices of a Deeplearning4j network on, one by one. */
final class Deeplearning4jLayers {
  private static final List<String> SUPPORTED =
      List.of(
          "ActivationLayer",
          "BatchNormalization",
          "ConvolutionLayer",
          "DenseLayer",
          "DropoutLayer",
          "ElementWiseVertex",
          "GlobalPoolingLayer",
          "LossLayer",
          "MergeVertex",
          "OutputLayer",
          "SubsamplingLayer",
          "ZeroPaddingLayer");

  private static final List<String> SUPPORTED_BEFORE =
      List.of("CnnToFeedForwardPreProcessor", "FeedForwardToCnnPreProcessor");

  private final Coefficients coefficients;
  private final GraphAssembler graph;

  Deeplearning4jLayers(Coefficients coefficients, GraphAssembler graph) {
    this.coefficients = coefficients;
    this.graph = graph;
  }

  /**
   * @param vertex the vertex
   * @param values what feeds it
   * @return what it makes
   */
  Value add(Deeplearning4jGraph.Vertex vertex, List<Value> values) {
    Conf conf = vertex.conf();
    String type = conf.origin().type();
    if (values.isEmpty()) {
      throw conf.origin().refuse("fed by nothing");
    }
    if (type.equals("MergeVertex")) {
      return merged(conf, values);
    }
    if (type.equals("ElementWiseVertex")) {
      return combined(conf, values);
    }
    if (values.size() != 1) {
      throw conf.origin().refuse("fed by " + values.size() + " values");
    }
    Value value = values.get(0);
    return layer(conf, vertex.before().isPresent() ? before(vertex.before().get(), value) : value);
  }

  /** Channels, or nodes, side by side. */
  private Value merged(Conf conf, List<Value> values) {
    if (conf.number("mergeAxis", 1) != 1) {
      throw conf.origin()
          .refuse("mergeAxis " + conf.json().path("mergeAxis") + " is not supported");
    }
    return graph.junctions().concatenate(conf.origin(), 0, values);
  }

  private Value combined(Conf conf, List<Value> values) {
    Combination combination =
        switch (conf.text("op", "")) {
          case "Add" -> Combination.SUM;
          case "Product" -> Combination.PRODUCT;
          default -> throw conf.origin().refuse("op " + conf.text("op", "") + " is not supported");
        };
    Value whole = values.get(0);
    for (Value next : values.subList(1, values.size())) {
      whole = graph.junctions().combine(conf.origin(), combination, whole, next);
    }
    return whole;
  }

  /** What reshapes the input of a layer. */
  private Value before(Conf conf, Value value) {
    return switch (conf.origin().type()) {
      case "CnnToFeedForwardPreProcessor" -> graph.reshape(conf.origin(), value, value.size());
      case "FeedForwardToCnnPreProcessor" -> {
        ChannelOrder order = conf.order("format");
        int[] dims =
            order.dims(conf.size("numChannels"), conf.size("inputHeight"), conf.size("inputWidth"));
        yield graph.reshape(conf.origin(), value, dims);
      }
      default -> throw conf.origin().unsupported(SUPPORTED_BEFORE);
    };
  }

  private Value layer(Conf conf, Value value) {
    return switch (conf.origin().type()) {
      case "ActivationLayer", "LossLayer" -> conf.activated(graph, value);
      case "BatchNormalization" -> normalisation(conf, value);
      case "ConvolutionLayer" -> convolution(conf, value);
      case "DenseLayer", "OutputLayer" -> dense(conf, value);
      case "DropoutLayer" -> value;
      case "GlobalPoolingLayer" -> globalPool(conf, value);
      case "SubsamplingLayer" ->
          graph.layers().pool(conf.origin(), value, pool(conf), windowing(conf));
      case "ZeroPaddingLayer" -> pad(conf, value);
      default -> throw conf.origin().unsupported(SUPPORTED);
    };
  }

  /** Weights inputs × nodes in Fortran order, then biases. */
  private Value dense(Conf conf, Value value) {
    if (conf.flag("hasLayerNorm", false)) {
      throw conf.origin().refuse("layer normalisation is not supported");
    }
    int nodes = conf.size("nout");
    int inputs = conf.size("nin");
    graph.layers().checkDense(conf.origin(), value, nodes, inputs);
    Tensor weights = coefficients.next(conf.origin(), nodes, inputs);
    Value sums = graph.layers().dense(conf.origin(), value, weights, bias(conf, nodes));
    return conf.activated(graph, sums);
  }

  /** Biases, then weights in the order (kernel, channel, row, column), wherever channels stand. */
  private Value convolution(Conf conf, Value value) {
    int[] dilation = conf.has("dilation") ? conf.sizes("dilation", 2) : new int[] {1, 1};
    int nodes = conf.size("nout");
    int channels = conf.size("nin");
    Windowing windowing = windowing(conf);
    graph.layers().checkConvolution(conf.origin(), nodes, channels, windowing);
    float[] bias = bias(conf, nodes);
    Tensor kernels =
        coefficients.next(conf.origin(), nodes, channels, windowing.height(), windowing.width());
    Value sums =
        graph
            .layers()
            .convolution(
                conf.origin(),
                value,
                kernels.permuted(0, 2, 3, 1),
                bias,
                windowing,
                new Layer.Spread(dilation[0], dilation[1], 1));
    return conf.activated(graph, sums);
  }

  private float[] bias(Conf conf, int nodes) {
    return conf.flag("hasBias", true)
        ? coefficients.next(conf.origin(), nodes).values()
        : new float[nodes];
  }

  /**
   * γ and β unless they are locked, mean, and variance or the logarithm of its root to base 10. An
   * activation stands in the configuration, and Deeplearning4j does not apply it.
   */
  private Value normalisation(Conf conf, Value value) {
    int nodes = conf.size("nout");
    int axis = value.dims().length == 3 && conf.order("cnn2DFormat") == ChannelOrder.LAST ? 2 : 0;
    if (value.dims()[axis] != nodes) {
      throw conf.origin().refuse(nodes + " channels where there are " + value.dims()[axis]);
    }
    boolean locked = conf.flag("lockGammaBeta", false);
    float[] gamma =
        locked
            ? Normalisation.all(conf.number("gamma", 1), nodes)
            : coefficients.next(conf.origin(), nodes).values();
    float[] beta =
        locked
            ? Normalisation.all(conf.number("beta", 0), nodes)
            : coefficients.next(conf.origin(), nodes).values();
    float[] mean = coefficients.next(conf.origin(), nodes).values();
    float[] spread = coefficients.next(conf.origin(), nodes).values();
    boolean logarithm = conf.flag("useLogStd", false);
    double[] variance = new double[nodes];
    for (int c = 0; c < nodes; c++) {
      variance[c] = logarithm ? Math.pow(10, 2.0 * spread[c]) : spread[c];
    }
    Normalisation factors =
        Normalisation.of(conf.origin(), gamma, beta, mean, variance, conf.number("eps", 1e-5));
    return graph.normalisation(conf.origin(), value, axis, factors);
  }

  private static Layer.Pool pool(Conf conf) {
    boolean padded = conf.flag("avgPoolIncludePadInDivisor", false);
    return switch (conf.text("poolingType", "MAX")) {
      case "MAX" -> Layer.Pool.MAX;
      case "AVG" -> padded ? Layer.Pool.PADDED_AVERAGE : Layer.Pool.AVERAGE;
      default -> throw conf.origin().refuse("pooling " + conf.text("poolingType", ""));
    };
  }

  private Value globalPool(Conf conf, Value value) {
    boolean last =
        conf.has("poolingDimensions") && conf.json().path("poolingDimensions").path(0).asInt() == 1;
    ChannelOrder order = last ? ChannelOrder.LAST : ChannelOrder.FIRST;
    Value pooled = graph.layers().globalPool(conf.origin(), value, pool(conf), order);
    return conf.flag("collapseDimensions", true)
        ? graph.reshape(conf.origin(), pooled, pooled.size())
        : pooled;
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
  private Value pad(Conf conf, Value value) {
    int[] zeros = conf.sizes("padding", 4);
    Layer.Padding.Explicit around =
        new Layer.Padding.Explicit(zeros[0], zeros[2], zeros[1], zeros[3]);
    return graph.layers().pad(conf.origin(), value, around, conf.order("dataFormat"));
  }
}
