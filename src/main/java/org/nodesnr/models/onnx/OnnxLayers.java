package org.nodesnr.models.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;
import org.nodesnr.models.Value;
import org.nodesnr.network.Layer;
import org.nodesnr.spec.Activation;

/** Hands the operations of an ONNX network on, one by one. */
final class OnnxLayers {
  private static final List<String> SUPPORTED =
      List.of(
          "Add, AveragePool, BatchNormalization, Celu, Clip, Concat, Conv, Div, Dropout, Elu, Erf,"
              + " Exp, Flatten, Gelu, Gemm, GlobalAveragePool, GlobalMaxPool, HardSigmoid,"
              + " HardSwish, LeakyRelu, LogSoftmax, MatMul, MaxPool, Mul, Pad, ReduceMean, Relu,"
              + " Reshape, Selu, Sigmoid, Slice, Softmax, Split, Sub, Sum, Tanh, Transpose");

  private static final Set<String> RECURRENT = Set.of("GRU", "LSTM", "RNN");

  private static final Set<String> BRANCHING = Set.of("If", "Loop", "Scan", "SequenceMap");

  private static final Set<String> QUANTISED =
      Set.of(
          "ConvInteger",
          "DequantizeLinear",
          "DynamicQuantizeLinear",
          "MatMulInteger",
          "QGemm",
          "QLinearAdd",
          "QLinearConv",
          "QLinearMatMul",
          "QuantizeLinear");

  /** From this version on the axis of a softmax is the last by default. */
  private static final int SOFTMAX_LAST_AXIS = 13;

  private final long version;
  private final Constants constants;
  private final Flows flows;
  private final OnnxWindows windows;
  private final OnnxShapes shapes;
  private final OnnxArithmetic arithmetic;

  /**
   * @param version of the set of operations
   * @param batch number of samples for which the file was made; −1 for any
   * @param flows the values
   */
  OnnxLayers(long version, int batch, Flows flows) {
    this.version = version;
    this.constants = flows.constants();
    this.flows = flows;
    this.windows = new OnnxWindows(flows);
    this.shapes = new OnnxShapes(batch, flows);
    this.arithmetic = new OnnxArithmetic(version, flows);
  }

  /**
   * The origin of a layer with weights, called by these where the operation has no name.
   *
   * @param node the operation
   * @param constants of the file
   */
  static Origin named(OnnxNode node, Constants constants) {
    Origin origin = node.origin();
    return origin.name().isEmpty()
        ? new Origin(origin.file(), origin.place(), origin.type(), constants.root(node.input(1)))
        : origin;
  }

  /** Takes an operation on values. */
  void add(OnnxNode node) {
    if (arithmetic.function(node)) {
      return;
    }
    switch (node.type()) {
      case "Add", "Sub", "Mul", "Div", "Min", "Max", "Pow" -> arithmetic.arithmetic(node);
      case "AveragePool", "MaxPool" -> windows.pool(node);
      case "BatchNormalization" -> windows.normalisation(node);
      case "Cast" -> cast(node);
      case "Concat" -> shapes.concatenate(node);
      case "Conv" -> windows.convolution(node);
      case "Dropout", "Identity" -> flows.put(node.outputs().get(0), flows.flow(node, 0));
      case "Flatten" -> shapes.flatten(node);
      case "Gemm" -> gemm(node);
      case "GlobalAveragePool" -> windows.globalPool(node, Layer.Pool.AVERAGE);
      case "GlobalMaxPool" -> windows.globalPool(node, Layer.Pool.MAX);
      case "LogSoftmax", "Softmax" -> softmax(node);
      case "MatMul" -> matMul(node);
      case "Pad" -> windows.pad(node);
      case "ReduceMax" -> windows.reduce(node, Layer.Pool.MAX);
      case "ReduceMean" -> windows.reduce(node, Layer.Pool.AVERAGE);
      case "Reshape" -> shapes.reshape(node);
      case "Shape" -> constants.shape(node, flows.value(node, 0).dims());
      case "Slice" -> shapes.slice(node);
      case "Split" -> shapes.split(node);
      case "Squeeze" -> shapes.squeeze(node);
      case "Sum" -> arithmetic.sum(node);
      case "Transpose" -> shapes.transpose(node);
      case "Unsqueeze" -> shapes.unsqueeze(node);
      default -> throw node.origin().unsupported(SUPPORTED);
    }
  }

  /** Refuses what no network evaluated here may hold, on constants or not. */
  static void checkKind(OnnxNode node) {
    Origin origin = node.origin();
    String type = node.type();
    if (QUANTISED.contains(type)) {
      throw origin.refuse(
          "quantised networks are not supported: S and G are of the weights before that; export"
              + " the network in float32");
    }
    if (!node.domain().isEmpty()) {
      throw origin.refuse("operations of '" + node.domain() + "' are not supported");
    }
    if (RECURRENT.contains(type)) {
      throw origin.refuse("recurrent layers are not supported");
    }
    if (BRANCHING.contains(type)) {
      throw origin.refuse("loops and conditions are not supported");
    }
    if (type.equals("PRelu")) {
      throw origin.refuse("activations with weights of their own are not supported");
    }
  }

  private void cast(OnnxNode node) {
    long to = node.integer("to", 0);
    if (to != OnnxTensor.FLOAT && to != OnnxTensor.DOUBLE) {
      throw node.origin().refuse("values are computed as float32; a cast to another type is not");
    }
    flows.put(node.outputs().get(0), flows.flow(node, 0));
  }

  /** Y = α A' B' + β C. */
  private void gemm(OnnxNode node) {
    Origin origin = node.origin();
    if (node.integer("transA", 0) != 0) {
      throw origin.refuse("transA is not supported");
    }
    Tensor weights = matrix(node);
    weights = node.integer("transB", 0) == 0 ? weights.permuted(1, 0) : weights;
    float alpha = node.real("alpha", 1);
    if (alpha != 1) {
      weights = new Tensor(weights.dims(), scaled(weights.values(), alpha));
    }
    int nodes = weights.dims()[0];
    float[] bias = new float[nodes];
    if (!node.input(2).isEmpty()) {
      Tensor added = constants.floats(origin, node.input(2));
      bias = scaled(rowBias(origin, added, nodes), node.real("beta", 1));
    }
    Value value = flows.value(node, 0);
    flows.put(node, flows.graph().layers().dense(named(node, constants), value, weights, bias));
  }

  private void matMul(OnnxNode node) {
    Tensor weights = matrix(node).permuted(1, 0);
    Value value = flows.value(node, 0);
    float[] bias = new float[weights.dims()[0]];
    flows.put(node, flows.graph().layers().dense(named(node, constants), value, weights, bias));
  }

  private Tensor matrix(OnnxNode node) {
    Tensor weights = constants.floats(node.origin(), node.input(1));
    if (weights.dims().length != 2) {
      throw node.origin()
          .refuse("weights of " + Tensor.text(weights.dims()) + " are not those of a dense layer");
    }
    return weights;
  }

  private static float[] scaled(float[] values, float factor) {
    float[] scaled = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      scaled[k] = factor * values[k];
    }
    return scaled;
  }

  /** Broadcast along rows: n, 1 × n, or one number. */
  private static float[] rowBias(Origin origin, Tensor added, int nodes) {
    int[] d = added.dims();
    float[] bias = added.values();
    if (bias.length == 1 && d.length <= 2) {
      float[] same = new float[nodes];
      Arrays.fill(same, bias[0]);
      return same;
    }
    boolean row = d.length == 1 || (d.length == 2 && d[0] == 1);
    if (!row || d[d.length - 1] != nodes) {
      throw origin.refuse("a bias of " + Tensor.text(d) + " for " + nodes + " nodes");
    }
    return bias;
  }

  private void softmax(OnnxNode node) {
    Value value = flows.value(node, 0);
    long axis = node.integer("axis", version >= SOFTMAX_LAST_AXIS ? -1 : 1);
    if (value.dims().length != 1 || (axis != 1 && axis != -1)) {
      throw node.origin().refuse("it is not over the nodes of a dense layer");
    }
    flows.put(node, flows.graph().activation(node.origin(), value, Activation.SOFTMAX));
  }
}
