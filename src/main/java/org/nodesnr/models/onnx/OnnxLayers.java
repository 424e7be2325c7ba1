package org.nodesnr.models.onnx;

import java.util.Arrays;
import java.util.List;
import org.nodesnr.config.Activation;
import org.nodesnr.models.NetworkAssembler;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;

/** Hands the operations of an ONNX network on, one by one. */
final class OnnxLayers {
  private static final List<String> SUPPORTED =
      List.of(
          "Add",
          "AveragePool",
          "Conv",
          "Dropout",
          "Flatten",
          "Gemm",
          "GlobalAveragePool",
          "Identity",
          "LogSoftmax",
          "MatMul",
          "MaxPool",
          "Pad",
          "Relu",
          "Reshape",
          "Sigmoid",
          "Softmax",
          "Squeeze",
          "Tanh",
          "Transpose",
          "Unsqueeze");

  /** From this version on the axis of a softmax is the last by default. */
  private static final int SOFTMAX_LAST_AXIS = 13;

  private final long version;
  private final int batch;
  private final Constants constants;
  private final NetworkAssembler assembler;
  private final OnnxWindows windows;

  /**
   * @param version of the set of operations
   * @param batch number of samples for which the file was made; −1 for any
   * @param constants of the file
   * @param assembler takes the layers
   */
  OnnxLayers(long version, int batch, Constants constants, NetworkAssembler assembler) {
    this.version = version;
    this.batch = batch;
    this.constants = constants;
    this.assembler = assembler;
    this.windows = new OnnxWindows(constants, assembler);
  }

  /**
   * @param node an operation on the current value
   * @param position which of its inputs that is
   */
  void add(OnnxNode node, int position) {
    Origin origin = node.origin();
    if (!node.domain().isEmpty()) {
      throw origin.refuse("operations of '" + node.domain() + "' are not supported");
    }
    if (position != 0 && !node.type().equals("Add")) {
      throw origin.refuse("the samples are its input " + position + ", where they should be 0");
    }
    switch (node.type()) {
      case "Add" -> bias(node, 1 - position);
      case "AveragePool", "MaxPool" -> windows.pool(node);
      case "Conv" -> windows.convolution(node);
      case "Dropout", "Identity" -> {}
      case "Flatten" -> flatten(node);
      case "Gemm" -> gemm(node);
      case "GlobalAveragePool" -> windows.globalAverage(node);
      case "LogSoftmax", "Softmax" -> softmax(node);
      case "MatMul" -> matMul(node);
      case "Pad" -> windows.pad(node);
      case "Relu" -> assembler.activation(origin, Activation.RELU);
      case "Reshape" -> reshape(node);
      case "Sigmoid" -> assembler.activation(origin, Activation.SIGMOID);
      case "Squeeze" -> squeeze(node);
      case "Tanh" -> assembler.activation(origin, Activation.TANH);
      case "Transpose" -> transpose(node);
      case "Unsqueeze" -> unsqueeze(node);
      default -> throw origin.unsupported(SUPPORTED);
    }
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
    assembler.dense(origin, weights, bias);
  }

  private void matMul(OnnxNode node) {
    Tensor weights = matrix(node).permuted(1, 0);
    assembler.dense(node.origin(), weights, new float[weights.dims()[0]]);
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

  private void bias(OnnxNode node, int input) {
    Tensor added = constants.floats(node.origin(), node.input(input));
    int[] dims = assembler.dims();
    float[] bias =
        dims.length == 1
            ? rowBias(node.origin(), added, dims[0])
            : channelBias(node.origin(), added, dims);
    assembler.addBias(node.origin(), bias);
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

  /** One value for each channel of a picture: C × 1 × 1 or 1 × C × 1 × 1. */
  private static float[] channelBias(Origin origin, Tensor added, int[] dims) {
    int[] d = added.dims();
    int[] wanted = {dims[0], 1, 1};
    int[] batched = {1, dims[0], 1, 1};
    if (!Arrays.equals(d, wanted) && !Arrays.equals(d, batched)) {
      throw origin.refuse("a bias of " + Tensor.text(d) + " for a picture of " + Tensor.text(dims));
    }
    return added.values();
  }

  private void softmax(OnnxNode node) {
    int[] dims = assembler.dims();
    long axis = node.integer("axis", version >= SOFTMAX_LAST_AXIS ? -1 : 1);
    if (dims.length != 1 || (axis != 1 && axis != -1)) {
      throw node.origin().refuse("it is not over the nodes of a dense layer");
    }
    assembler.activation(node.origin(), Activation.SOFTMAX);
  }

  private void flatten(OnnxNode node) {
    long axis = node.integer("axis", 1);
    if (axis != 1 && axis != -assembler.dims().length) {
      throw node.origin().refuse("axis " + axis + " would mix samples");
    }
    assembler.flatten(node.origin());
  }

  private void reshape(OnnxNode node) {
    Origin origin = node.origin();
    int[] dims = assembler.dims();
    long[] to = constants.integers(origin, node.input(1));
    boolean keepsZero = node.integer("allowzero", 0) == 0;
    if (to.length < 2) {
      throw origin.refuse("it would mix samples");
    }
    long[] rest = new long[to.length - 1];
    int free = -1;
    long known = 1;
    for (int d = 0; d < rest.length; d++) {
      boolean copied = to[d + 1] == 0 && keepsZero && d < dims.length;
      rest[d] = copied ? dims[d] : to[d + 1];
      if (rest[d] == -1 && free < 0) {
        free = d;
      } else if (rest[d] < 1 || rest[d] > assembler.size()) {
        throw origin.refuse("to dimensions " + Arrays.toString(to) + " is not supported");
      } else {
        known = Math.min(known * rest[d], Integer.MAX_VALUE);
      }
    }
    if (free >= 0) {
      rest[free] = assembler.size() / known;
      known *= rest[free];
    }
    boolean first =
        to[0] == Constants.BATCH
            || (to[0] == 0 && keepsZero)
            || (to[0] == -1 && free < 0)
            || to[0] == batch;
    if (!first || known != assembler.size()) {
      throw origin.refuse("to dimensions " + Arrays.toString(to) + " would mix samples");
    }
    assembler.reshape(origin, Arrays.stream(rest).mapToInt(Math::toIntExact).toArray());
  }

  private void transpose(OnnxNode node) {
    int rank = assembler.dims().length + 1;
    int[] perm = node.sizes("perm", rank, -1);
    if (perm[0] != 0) {
      throw node.origin().refuse("it would mix samples");
    }
    assembler.transpose(node.origin(), Arrays.stream(perm).skip(1).map(axis -> axis - 1).toArray());
  }

  private void unsqueeze(OnnxNode node) {
    int[] dims = assembler.dims();
    int axis = axis(node, dims.length + 2);
    int[] to = new int[dims.length + 1];
    for (int d = 0, k = 0; d < to.length; d++) {
      to[d] = d == axis - 1 ? 1 : dims[k++];
    }
    assembler.reshape(node.origin(), to);
  }

  private void squeeze(OnnxNode node) {
    int[] dims = assembler.dims();
    int axis = axis(node, dims.length + 1);
    if (dims.length < 2 || dims[axis - 1] != 1) {
      throw node.origin().refuse("axis " + axis + " has more than one value");
    }
    int[] to = new int[dims.length - 1];
    for (int d = 0, k = 0; d < dims.length; d++) {
      if (d != axis - 1) {
        to[k++] = dims[d];
      }
    }
    assembler.reshape(node.origin(), to);
  }

  /** The one axis of a (un)squeeze: an attribute in old files, an input in new ones. */
  private int axis(OnnxNode node, int rank) {
    long[] axes =
        node.has("axes")
            ? node.attributes().get("axes").integers()
            : constants.integers(node.origin(), node.input(1));
    long axis = axes.length == 1 ? axes[0] < 0 ? axes[0] + rank : axes[0] : 0;
    if (axis < 1 || axis >= rank) {
      throw node.origin().refuse("one axis, beside that of the samples, is supported");
    }
    return (int) axis;
  }
}
