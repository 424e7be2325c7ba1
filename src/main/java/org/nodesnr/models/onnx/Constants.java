package org.nodesnr.models.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.nodesnr.UserError;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;

/**
 * The values of an ONNX network that do not depend on the samples: weights, and the integers that
 * say how to reshape. Exporters leave operations on them in the file; they are computed here.
 */
final class Constants {
  /** Stands for the number of samples, whatever it is. */
  static final long BATCH = Long.MIN_VALUE;

  /** The most numbers that operations on constants may make: 512 MiB of floats. */
  private static final long MOST = 1L << 27;

  private final Map<String, OnnxTensor> stored;
  private final Map<String, Folded> folded = new HashMap<>();
  private final ConstantOperations operations = new ConstantOperations(this);
  private long made;

  Constants(Map<String, OnnxTensor> stored) {
    this.stored = new HashMap<>(stored);
  }

  /** Whether a value is constant. */
  boolean has(String name) {
    return stored.containsKey(name) || folded.containsKey(name);
  }

  /**
   * @param origin the layer that uses it
   * @param name of a constant
   */
  Folded get(Origin origin, String name) {
    if (folded.containsKey(name)) {
      return folded.get(name);
    }
    OnnxTensor tensor = stored.get(name);
    if (tensor == null) {
      throw origin.refuse("takes '" + name + "', which is not a constant of the file");
    }
    return tensor.isInteger()
        ? Folded.of(name, tensor.sizes(origin), tensor.longs(origin))
        : Folded.of(name, tensor.floats(origin));
  }

  /**
   * @param origin the layer that uses it
   * @param name of a constant of floats
   */
  Tensor floats(Origin origin, String name) {
    if (!has(name)) {
      throw origin.refuse("takes '" + name + "' for weights, which is not a constant of the file");
    }
    if (folded.containsKey(name) && !folded.get(name).isInteger()) {
      return new Tensor(folded.get(name).dims(), folded.get(name).floats());
    }
    if (stored.containsKey(name)) {
      return stored.get(name).floats(origin);
    }
    throw origin.refuse("the constant '" + name + "' is not one of floats");
  }

  /**
   * @param origin the layer that uses it
   * @param name of a constant of integers
   */
  long[] integers(Origin origin, String name) {
    Folded constant = get(origin, name);
    if (!constant.isInteger()) {
      throw origin.refuse("the constant '" + name + "' is not one of integers");
    }
    return constant.longs();
  }

  /** The name of the stored constant that one was made of. */
  String root(String name) {
    return folded.containsKey(name) ? folded.get(name).root() : name;
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
    int from = ConstantOperations.index(node.integer("start", 0), all.length);
    int to = ConstantOperations.index(node.integer("end", all.length), all.length);
    long[] some = Arrays.copyOfRange(all, from, Math.max(from, to));
    put(node.origin(), node.outputs().get(0), Folded.of("", new int[] {some.length}, some));
  }

  /** Computes an operation all of whose inputs are constant. */
  void compute(OnnxNode node) {
    String out = node.outputs().get(0);
    if (node.type().equals("Constant") && node.has("value") && tensor(node) != null) {
      stored.put(out, tensor(node));
    } else if (node.type().equals("Identity") && stored.containsKey(node.input(0))) {
      stored.put(out, stored.get(node.input(0)));
    } else {
      put(node.origin(), out, operations.result(node));
    }
  }

  private static OnnxTensor tensor(OnnxNode node) {
    return node.attributes().get("value").tensor();
  }

  private void put(Origin origin, String name, Folded constant) {
    made += constant.size();
    if (made > MOST) {
      throw origin.refuse("the constants that it computes are too large");
    }
    folded.put(name, constant);
  }

  /** Whether every input of an operation is constant, and there is something to compute. */
  boolean allConstant(OnnxNode node) {
    if (node.outputs().isEmpty()) {
      throw new UserError(node.origin().file() + ": " + node.origin().place() + " makes nothing");
    }
    return node.inputs().stream().allMatch(name -> name.isEmpty() || has(name));
  }
}
