package org.nodesnr.models.onnx;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nodesnr.models.Tensor;

/** Computes operations on constants. */
final class ConstantOperations {
  private static final long TO_THE_END = Long.MAX_VALUE >> 1;
  private static final int MOST = 1 << 27;

  private final Constants constants;

  ConstantOperations(Constants constants) {
    this.constants = constants;
  }

  Folded result(OnnxNode node) {
    return switch (node.type()) {
      case "Constant" -> constant(node);
      case "Identity" -> input(node, 0);
      case "Cast" -> cast(node);
      case "Transpose" -> transposed(node);
      case "Reshape" -> reshaped(node);
      case "Flatten" -> flattened(node);
      case "Gather" -> gathered(node);
      case "Unsqueeze" -> unsqueezed(node);
      case "Squeeze" -> squeezed(node);
      case "Concat" -> joined(node);
      case "Slice" -> sliced(node);
      case "Shape" -> shape(node);
      case "Add", "Sub", "Mul", "Div", "Mod", "Min", "Max", "Pow" ->
          ConstantArithmetic.combined(node, input(node, 0), input(node, 1));
      case "Neg", "Sqrt", "Floor", "Ceil", "Reciprocal", "Abs", "Exp" ->
          ConstantArithmetic.changed(node, input(node, 0));
      default ->
          throw node.origin().refuse("operations of this type on constants are not supported");
    };
  }

  private Folded input(OnnxNode node, int k) {
    return constants.get(node.origin(), node.input(k));
  }

  private static Folded constant(OnnxNode node) {
    String out = node.outputs().get(0);
    if (node.has("value_ints")) {
      long[] integers = node.attributes().get("value_ints").integers();
      return Folded.of(out, new int[] {integers.length}, integers);
    } else if (node.has("value_int")) {
      return Folded.of(out, new int[0], new long[] {node.integer("value_int", 0)});
    } else if (node.has("value_float")) {
      float[] value = {node.real("value_float", 0)};
      return new Folded(out, new int[0], value, null);
    }
    throw node.origin().refuse("a constant of neither floats nor integers");
  }

  private Folded cast(OnnxNode node) {
    Folded in = input(node, 0);
    long to = node.integer("to", 0);
    boolean toInteger = to == OnnxTensor.INT64 || to == OnnxTensor.INT32;
    if (!toInteger && to != OnnxTensor.FLOAT && to != OnnxTensor.DOUBLE) {
      throw node.origin().refuse("a cast to this type is not supported");
    }
    if (toInteger == in.isInteger()) {
      return in;
    }
    if (toInteger) {
      long[] longs = new long[in.size()];
      for (int k = 0; k < longs.length; k++) {
        longs[k] = (long) in.floats()[k];
      }
      return Folded.of(in.root(), in.dims(), longs);
    }
    float[] floats = new float[in.size()];
    for (int k = 0; k < floats.length; k++) {
      if (in.longs()[k] == Constants.BATCH) {
        throw node.origin().refuse(ConstantArithmetic.SAMPLES);
      }
      floats[k] = in.longs()[k];
    }
    return new Folded(in.root(), in.dims(), floats, null);
  }

  private Folded transposed(OnnxNode node) {
    Folded in = input(node, 0);
    int rank = in.dims().length;
    int[] axes = IntStream.range(0, rank).map(d -> rank - 1 - d).toArray();
    if (node.has("perm")) {
      axes = node.sizes("perm", rank, 0);
    }
    if (!Tensor.isPermutation(axes, rank)) {
      throw node.origin().refuse("perm is no permutation");
    }
    int[] to = Arrays.stream(axes).map(a -> in.dims()[a]).toArray();
    return in.picked(to, Tensor.positions(in.dims(), axes));
  }

  private Folded reshaped(OnnxNode node) {
    Folded in = input(node, 0);
    long[] to =
        node.has("shape")
            ? node.attributes().get("shape").integers()
            : constants.integers(node.origin(), node.input(1));
    int[] dims = new int[to.length];
    int free = -1;
    long known = 1;
    for (int d = 0; d < dims.length; d++) {
      boolean copied = to[d] == 0 && d < in.dims().length && node.integer("allowzero", 0) == 0;
      long size = copied ? in.dims()[d] : to[d];
      if (size == -1 && free < 0) {
        free = d;
      } else if (size < 1 || size > MOST) {
        throw node.origin().refuse("to dimensions " + Arrays.toString(to) + " is not supported");
      } else {
        dims[d] = (int) size;
        known = Math.min(known * size, Integer.MAX_VALUE);
      }
    }
    if (free >= 0) {
      dims[free] = (int) (in.size() / known);
      known *= dims[free];
    }
    if (known != in.size()) {
      throw node.origin().refuse(Tensor.text(in.dims()) + " can't become " + Arrays.toString(to));
    }
    return in.reshaped(dims);
  }

  private Folded flattened(OnnxNode node) {
    Folded in = input(node, 0);
    long axis = node.integer("axis", 1);
    int to = (int) (axis < 0 ? axis + in.dims().length : axis);
    if (to < 0 || to > in.dims().length) {
      throw node.origin().refuse("there is no axis " + axis);
    }
    int rows = (int) Tensor.count(Arrays.copyOf(in.dims(), to));
    return in.reshaped(rows, rows == 0 ? 0 : in.size() / rows);
  }

  /** Along axis 0. */
  private Folded gathered(OnnxNode node) {
    Folded from = input(node, 0);
    Folded which = input(node, 1);
    if (!which.isInteger() || node.integer("axis", 0) != 0 || from.dims().length == 0) {
      throw node.origin().refuse("constants are gathered along axis 0, by integers");
    }
    int length = from.dims()[0];
    int inner = length == 0 ? 0 : from.size() / length;
    if ((long) which.size() * inner > MOST) {
      throw node.origin().refuse("the constant that it computes is too large");
    }
    int[] picked = new int[which.size() * inner];
    for (int k = 0; k < picked.length; k++) {
      long index = which.longs()[k / inner];
      long at = index < 0 ? index + length : index;
      if (at < 0 || at >= length) {
        throw node.origin().refuse("there is no number " + index + " of " + length);
      }
      picked[k] = (int) at * inner + k % inner;
    }
    int[] rest = Arrays.copyOfRange(from.dims(), 1, from.dims().length);
    return from.picked(
        IntStream.concat(IntStream.of(which.dims()), IntStream.of(rest)).toArray(), picked);
  }

  private int[] axes(OnnxNode node, int rank) {
    long[] axes = {};
    if (node.has("axes")) {
      axes = node.attributes().get("axes").integers();
    } else if (!node.input(1).isEmpty()) {
      axes = constants.integers(node.origin(), node.input(1));
    }
    int[] found = new int[axes.length];
    for (int k = 0; k < found.length; k++) {
      long axis = axes[k] < 0 ? axes[k] + rank : axes[k];
      if (axis < 0 || axis >= rank) {
        throw node.origin().refuse("there is no axis " + axes[k]);
      }
      found[k] = (int) axis;
    }
    return found;
  }

  private Folded unsqueezed(OnnxNode node) {
    Folded in = input(node, 0);
    int count = node.has("axes") ? node.attributes().get("axes").integers().length : 1;
    if (!node.has("axes") && !node.input(1).isEmpty()) {
      count = constants.integers(node.origin(), node.input(1)).length;
    }
    int rank = in.dims().length + count;
    int[] axes = axes(node, rank);
    int[] to = new int[rank];
    Arrays.stream(axes).forEach(axis -> to[axis] = 1);
    int next = 0;
    for (int d = 0; d < rank; d++) {
      if (to[d] == 0) {
        if (next == in.dims().length) {
          throw node.origin().refuse("axes are given twice");
        }
        to[d] = in.dims()[next++];
      }
    }
    return in.reshaped(to);
  }

  private Folded squeezed(OnnxNode node) {
    Folded in = input(node, 0);
    int[] axes = axes(node, in.dims().length);
    int[] to =
        IntStream.range(0, in.dims().length)
            .filter(
                d ->
                    axes.length == 0
                        ? in.dims()[d] != 1
                        : Arrays.stream(axes).noneMatch(axis -> axis == d))
            .map(d -> in.dims()[d])
            .toArray();
    if (Tensor.count(to) != in.size()) {
      throw node.origin().refuse("an axis has more than one value");
    }
    return in.reshaped(to);
  }

  private Folded joined(OnnxNode node) {
    Folded first = input(node, 0);
    int rank = first.dims().length;
    long given = node.integer("axis", 0);
    int axis = (int) (given < 0 ? given + rank : given);
    if (axis < 0 || axis >= rank) {
      throw node.origin().refuse("there is no axis " + given);
    }
    long along = 0;
    for (int k = 0; k < node.inputs().size(); k++) {
      Folded part = input(node, k);
      int[] own = part.dims().clone();
      if (own.length == rank) {
        along += own[axis];
        own[axis] = first.dims()[axis];
      }
      if (!Arrays.equals(own, first.dims()) || part.isInteger() != first.isInteger()) {
        throw node.origin().refuse("joins constants that do not fit together");
      }
    }
    int[] to = first.dims().clone();
    long size = first.dims()[axis] == 0 ? 0 : first.size() / first.dims()[axis] * along;
    if (size > MOST) {
      throw node.origin().refuse("the constant that it computes is too large");
    }
    to[axis] = (int) along;
    Folded result =
        first.isInteger()
            ? Folded.of(first.root(), to, new long[(int) size])
            : new Folded(first.root(), to, new float[(int) size], null);
    int inner = 1;
    for (int d = axis + 1; d < rank; d++) {
      inner *= to[d];
    }
    int before = 0;
    for (int k = 0; k < node.inputs().size(); k++) {
      Folded part = input(node, k);
      int length = part.dims()[axis] * inner;
      for (int from = 0, at = before; length > 0 && from < part.size(); from += length) {
        Object source = first.isInteger() ? part.longs() : part.floats();
        Object target = first.isInteger() ? result.longs() : result.floats();
        System.arraycopy(source, from, target, at, length);
        at += to[axis] * inner;
      }
      before += length;
    }
    return result;
  }

  /** Of one dimension, or along the first of several. */
  private Folded sliced(OnnxNode node) {
    Folded from = input(node, 0);
    long start = bound(node, "starts", 1, 0);
    long end = bound(node, "ends", 2, TO_THE_END);
    if (bound(node, "axes", 3, 0) != 0
        || bound(node, "steps", 4, 1) != 1
        || from.dims().length == 0) {
      throw node.origin().refuse("slices of constants are supported along axis 0 in steps of 1");
    }
    int length = from.dims()[0];
    int inner = length == 0 ? 0 : from.size() / length;
    int first = index(start, length);
    int last = Math.max(first, index(end, length));
    int[] to = from.dims().clone();
    to[0] = last - first;
    return from.picked(to, IntStream.range(first * inner, last * inner).toArray());
  }

  /** One number, an attribute in old files, an input in new ones. */
  private long bound(OnnxNode node, String attribute, int input, long otherwise) {
    long[] given = {otherwise};
    if (node.has(attribute)) {
      given = node.attributes().get(attribute).integers();
    } else if (!node.input(input).isEmpty()) {
      given = constants.integers(node.origin(), node.input(input));
    }
    if (given.length != 1) {
      throw node.origin().refuse(attribute + " has " + given.length + " numbers, not 1");
    }
    return given[0];
  }

  private Folded shape(OnnxNode node) {
    int[] dims = input(node, 0).dims();
    return Folded.of("", new int[] {dims.length}, Arrays.stream(dims).asLongStream().toArray());
  }

  static int index(long at, int length) {
    long fromStart = at < 0 ? at + length : at;
    return (int) Math.max(0, Math.min(length, fromStart));
  }
}
