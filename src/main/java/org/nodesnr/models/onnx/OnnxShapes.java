package org.nodesnr.models.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Value;

/** The operations of an ONNX network that change dimensions, join values or take parts of them. */
final class OnnxShapes {
  private static final long TO_THE_END = Long.MAX_VALUE >> 1;

  private final int batch;
  private final Flows flows;

  /**
   * @param batch number of samples for which the file was made; −1 for any
   * @param flows the values
   */
  OnnxShapes(int batch, Flows flows) {
    this.batch = batch;
    this.flows = flows;
  }

  void flatten(OnnxNode node) {
    Value value = flows.value(node, 0);
    long axis = node.integer("axis", 1);
    if (axis != 1 && axis != -value.dims().length) {
      throw node.origin().refuse("axis " + axis + " would mix samples");
    }
    flows.put(node, flows.graph().reshape(node.origin(), value, value.size()));
  }

  void reshape(OnnxNode node) {
    Origin origin = node.origin();
    Value value = flows.value(node, 0);
    int[] dims = value.dims();
    int size = value.size();
    long[] to =
        node.has("shape")
            ? node.attributes().get("shape").integers()
            : flows.constants().integers(origin, node.input(1));
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
      } else if (rest[d] < 1 || rest[d] > size) {
        throw origin.refuse("to dimensions " + Arrays.toString(to) + " is not supported");
      } else {
        known = Math.min(known * rest[d], Integer.MAX_VALUE);
      }
    }
    if (free >= 0) {
      rest[free] = size / known;
      known *= rest[free];
    }
    boolean first =
        to[0] == Constants.BATCH
            || (to[0] == 0 && keepsZero)
            || (to[0] == -1 && free < 0)
            || to[0] == batch;
    if (!first || known != size) {
      throw origin.refuse("to dimensions " + Arrays.toString(to) + " would mix samples");
    }
    int[] sizes = Arrays.stream(rest).mapToInt(Math::toIntExact).toArray();
    flows.put(node, flows.graph().reshape(origin, value, sizes));
  }

  void transpose(OnnxNode node) {
    Value value = flows.value(node, 0);
    int rank = value.dims().length + 1;
    int[] perm = node.sizes("perm", rank, -1);
    if (perm[0] != 0) {
      throw node.origin().refuse("it would mix samples");
    }
    int[] axes = Arrays.stream(perm).skip(1).map(axis -> axis - 1).toArray();
    flows.put(node, flows.graph().transpose(node.origin(), value, axes));
  }

  void unsqueeze(OnnxNode node) {
    Value value = flows.value(node, 0);
    long[] given = given(node, "axes", 1);
    int rank = value.dims().length + given.length;
    boolean[] added = new boolean[rank];
    for (long axis : given) {
      added[axis(node, axis, rank)] = true;
    }
    int[] to = new int[rank];
    for (int d = 0, k = 0; d < rank; d++) {
      boolean old = !added[d] && k < value.dims().length;
      to[d] = old ? value.dims()[k++] : 1;
    }
    flows.put(node, flows.graph().reshape(node.origin(), value, to));
  }

  void squeeze(OnnxNode node) {
    Value value = flows.value(node, 0);
    int[] dims = value.dims();
    long[] given = given(node, "axes", 1);
    boolean[] left = new boolean[dims.length];
    for (long each : given) {
      int axis = axis(node, each, dims.length);
      if (dims[axis] != 1) {
        throw node.origin().refuse("axis " + each + " has more than one value");
      }
      left[axis] = true;
    }
    if (given.length == 0) {
      throw node.origin().refuse("without axes it might mix samples");
    }
    int[] to = IntStream.range(0, dims.length).filter(d -> !left[d]).map(d -> dims[d]).toArray();
    if (to.length == 0) {
      throw node.origin().refuse("nothing but the samples would be left");
    }
    flows.put(node, flows.graph().reshape(node.origin(), value, to));
  }

  void concatenate(OnnxNode node) {
    List<Value> values = new ArrayList<>();
    for (int k = 0; k < node.inputs().size(); k++) {
      values.add(flows.value(node, k));
    }
    int rank = values.get(0).dims().length;
    int axis = axis(node, node.integer("axis", 1), rank);
    flows.put(node, flows.graph().junctions().concatenate(node.origin(), axis, values));
  }

  void slice(OnnxNode node) {
    Value value = flows.value(node, 0);
    long[] starts = given(node, "starts", 1);
    long[] ends = given(node, "ends", 2);
    long[] axes = given(node, "axes", 3);
    long[] steps = given(node, "steps", 4);
    if (starts.length != ends.length
        || (axes.length > 0 && axes.length != starts.length)
        || (steps.length > 0 && steps.length != starts.length)) {
      throw node.origin().refuse("its starts, ends, axes and steps are not equally many");
    }
    for (int k = 0; k < starts.length; k++) {
      long named = axes.length == 0 ? k : axes[k];
      boolean whole = starts[k] == 0 && ends[k] >= TO_THE_END && steps.length == 0;
      if (!(named == 0 && whole)) {
        int axis = axis(node, named, value.dims().length);
        long step = steps.length == 0 ? 1 : steps[k];
        value = slice(node, value, axis, starts[k], ends[k], step);
      }
    }
    flows.put(node, value);
  }

  private Value slice(OnnxNode node, Value value, int axis, long start, long end, long step) {
    int length = value.dims()[axis];
    int first = ConstantOperations.index(start, length);
    int last = ConstantOperations.index(end, length);
    if (step < 1 || last <= first) {
      throw node.origin().refuse("slices are supported forwards, of at least one number");
    }
    int by = (int) Math.min(step, length);
    int count = (last - first + by - 1) / by;
    return flows
        .graph()
        .junctions()
        .select(node.origin(), value, axis, count, index -> first + index * by);
  }

  /** Equal or given parts along an axis. */
  void split(OnnxNode node) {
    Value value = flows.value(node, 0);
    int axis = axis(node, node.integer("axis", 0), value.dims().length);
    long[] sizes = given(node, "split", 1);
    int parts = node.outputs().size();
    int length = value.dims()[axis];
    int from = 0;
    for (int k = 0; k < parts; k++) {
      int equal = (length + parts - 1) / parts;
      long size = sizes.length == parts ? sizes[k] : Math.min(equal, length - from);
      if (size < 1 || size > length - from) {
        throw node.origin().refuse("parts of " + Arrays.toString(sizes) + " of " + length);
      }
      int begin = from;
      Value part =
          flows
              .graph()
              .junctions()
              .select(node.origin(), value, axis, (int) size, index -> begin + index);
      flows.put(node.outputs().get(k), Flow.of(part));
      from += (int) size;
    }
  }

  /** An axis of a sample, from that of a batch. */
  static int axis(OnnxNode node, long axis, int rank) {
    long of = axis < 0 ? axis + rank + 1 : axis;
    if (of == 0) {
      throw node.origin().refuse("axis 0 is that of the samples, which it would mix");
    }
    if (of < 0 || of > rank) {
      throw node.origin().refuse("there is no axis " + axis);
    }
    return (int) of - 1;
  }

  /** Integers, an attribute in old files, an input in new ones. */
  private long[] given(OnnxNode node, String attribute, int input) {
    return given(node, attribute, input, flows.constants());
  }

  static long[] given(OnnxNode node, String attribute, int input, Constants constants) {
    if (node.has(attribute)) {
      return node.attributes().get(attribute).integers();
    }
    return node.input(input).isEmpty()
        ? new long[0]
        : constants.integers(node.origin(), node.input(input));
  }

  /** The mean or maximum over rows and columns. */
  static boolean isOverPlaces(long[] axes, int first) {
    long[] sorted = Arrays.stream(axes).map(a -> a < 0 ? a + 4 : a).sorted().toArray();
    return Arrays.equals(sorted, new long[] {first, first + 1});
  }
}
