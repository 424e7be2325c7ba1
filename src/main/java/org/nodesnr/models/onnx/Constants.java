package org.nodesnr.models.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.nodesnr.UserError;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;

/**
 * The values of an ONNX network that do not depend on the samples: weights, and the integers that
 * say how to reshape. Exporters leave operations on them in the file; those that they use are
 * computed here.
 */
final class Constants {
  /** Stands for the number of samples, whatever it is. */
  static final long BATCH = Long.MIN_VALUE;

  private static final long TO_THE_END = Long.MAX_VALUE >> 1;

  private final Map<String, OnnxTensor> stored;
  private final Map<String, Tensor> floats = new HashMap<>();
  private final Map<String, long[]> integers = new HashMap<>();

  Constants(Map<String, OnnxTensor> stored) {
    this.stored = new HashMap<>(stored);
  }

  /** Whether a value is constant. */
  boolean has(String name) {
    return stored.containsKey(name) || floats.containsKey(name) || integers.containsKey(name);
  }

  /**
   * @param origin the layer that uses it
   * @param name of a constant of floats
   */
  Tensor floats(Origin origin, String name) {
    if (stored.containsKey(name)) {
      return stored.get(name).floats(origin);
    }
    if (!floats.containsKey(name)) {
      throw origin.refuse("takes '" + name + "' for weights, which is not a constant of the file");
    }
    return floats.get(name);
  }

  /**
   * @param origin the layer that uses it
   * @param name of a constant of integers
   */
  long[] integers(Origin origin, String name) {
    if (stored.containsKey(name)) {
      return stored.get(name).longs(origin);
    }
    if (!integers.containsKey(name)) {
      throw origin.refuse("takes '" + name + "', which is not a constant of the file");
    }
    return integers.get(name);
  }

  /**
   * The dimensions of a value that depends on the samples.
   *
   * @param node asks for them
   * @param dims those of one sample
   */
  void shape(OnnxNode node, int[] dims) {
    long[] all =
        LongStream.concat(LongStream.of(BATCH), Arrays.stream(dims).asLongStream()).toArray();
    int from = index(node.integer("start", 0), all.length);
    int to = index(node.integer("end", all.length), all.length);
    integers.put(node.outputs().get(0), Arrays.copyOfRange(all, from, Math.max(from, to)));
  }

  /** Computes an operation all of whose inputs are constant. */
  void compute(OnnxNode node) {
    String out = node.outputs().get(0);
    switch (node.type()) {
      case "Constant" -> constant(node, out);
      case "Identity", "Cast" -> alias(node, out);
      case "Transpose" -> floats.put(out, transposed(node));
      case "Gather" -> integers.put(out, gathered(node));
      case "Unsqueeze", "Squeeze" -> integers.put(out, integers(node.origin(), node.input(0)));
      case "Concat" -> integers.put(out, joined(node));
      case "Slice" -> integers.put(out, sliced(node));
      default ->
          throw node.origin().refuse("operations of this type on constants are not supported");
    }
  }

  private void constant(OnnxNode node, String out) {
    if (node.has("value") && node.attributes().get("value").tensor() != null) {
      stored.put(out, node.attributes().get("value").tensor());
    } else if (node.has("value_ints")) {
      integers.put(out, node.attributes().get("value_ints").integers());
    } else if (node.has("value_int")) {
      integers.put(out, new long[] {node.integer("value_int", 0)});
    } else {
      throw node.origin().refuse("a constant of neither floats nor integers");
    }
  }

  /** Another name; a cast changes nothing where floats stay floats, integers integers. */
  private void alias(OnnxNode node, String out) {
    String in = node.input(0);
    if (node.type().equals("Cast")) {
      long to = node.integer("to", 0);
      boolean integer =
          integers.containsKey(in) || (stored.containsKey(in) && stored.get(in).isInteger());
      boolean toInteger = to == OnnxTensor.INT64 || to == OnnxTensor.INT32;
      if (integer != toInteger || (!integer && to != OnnxTensor.FLOAT)) {
        throw node.origin().refuse("a cast to this type is not supported");
      }
    }
    if (stored.containsKey(in)) {
      stored.put(out, stored.get(in));
    } else if (floats.containsKey(in)) {
      floats.put(out, floats.get(in));
    } else {
      integers.put(out, integers.get(in));
    }
  }

  private Tensor transposed(OnnxNode node) {
    Tensor tensor = floats(node.origin(), node.input(0));
    int rank = tensor.dims().length;
    int[] axes = IntStream.range(0, rank).map(d -> rank - 1 - d).toArray();
    if (node.has("perm")) {
      axes = node.sizes("perm", rank, 0);
    }
    if (!Tensor.isPermutation(axes, rank)) {
      throw node.origin().refuse("perm is no permutation");
    }
    return tensor.permuted(axes);
  }

  private long[] gathered(OnnxNode node) {
    long[] from = integers(node.origin(), node.input(0));
    long[] which = integers(node.origin(), node.input(1));
    return Arrays.stream(which)
        .map(
            k -> {
              long at = k < 0 ? k + from.length : k;
              if (at < 0 || at >= from.length) {
                throw node.origin().refuse("there is no number " + k + " of " + from.length);
              }
              return from[(int) at];
            })
        .toArray();
  }

  private long[] joined(OnnxNode node) {
    List<long[]> parts = new ArrayList<>();
    node.inputs().forEach(name -> parts.add(integers(node.origin(), name)));
    return parts.stream().flatMapToLong(Arrays::stream).toArray();
  }

  private long[] sliced(OnnxNode node) {
    long[] from = integers(node.origin(), node.input(0));
    long start = bound(node, "starts", 1, 0);
    long end = bound(node, "ends", 2, TO_THE_END);
    if (bound(node, "axes", 3, 0) != 0 || bound(node, "steps", 4, 1) != 1) {
      throw node.origin().refuse("slices of shapes are supported along axis 0 in steps of 1");
    }
    int first = index(start, from.length);
    return Arrays.copyOfRange(from, first, Math.max(first, index(end, from.length)));
  }

  /** One number, an attribute in old files, an input in new ones. */
  private long bound(OnnxNode node, String attribute, int input, long otherwise) {
    long[] given = {otherwise};
    if (node.has(attribute)) {
      given = node.attributes().get(attribute).integers();
    } else if (!node.input(input).isEmpty()) {
      given = integers(node.origin(), node.input(input));
    }
    if (given.length != 1) {
      throw node.origin().refuse(attribute + " has " + given.length + " numbers, not 1");
    }
    return given[0];
  }

  private static int index(long at, int length) {
    long fromStart = at < 0 ? at + length : at;
    return (int) Math.max(0, Math.min(length, fromStart));
  }

  /** Whether every input of an operation is constant, and there is something to compute. */
  boolean allConstant(OnnxNode node) {
    if (node.outputs().isEmpty()) {
      throw new UserError(node.origin().file() + ": " + node.origin().place() + " makes nothing");
    }
    return node.inputs().stream().allMatch(name -> name.isEmpty() || has(name));
  }
}
