package org.nodesnr.models.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;

/**
 * Arrays by name, as PyTorch's {@code state_dict} has them.
 *
 * @param file where they are from
 * @param format what kind of file it is
 * @param arrays in the order of the layers as far as the file keeps it
 */
record StateDict(Path file, String format, Map<String, Array> arrays) {
  /** The most values of an array. */
  private static final long MOST = 1L << 27;

  /** Buffers that no layer computes with in inference. */
  private static final String COUNTER = "num_batches_tracked";

  /**
   * An array that has not been read.
   *
   * @param dims its sizes; not to be modified
   * @param reader reads it
   */
  record Array(int[] dims, Function<Origin, Tensor> reader) {}

  /** Checks sizes, and leaves out counters. */
  StateDict {
    Map<String, Array> kept = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          long count = 1;
          for (int dim : array.dims()) {
            count = dim < 0 || count > MOST ? Long.MAX_VALUE : count * dim;
          }
          if (count > MOST) {
            throw Origin.refusal(file, name + " is too large: " + Tensor.text(array.dims()));
          }
          if (!name.equals(COUNTER) && !name.endsWith("." + COUNTER)) {
            kept.put(name, array);
          }
        });
    arrays = kept;
    if (arrays.isEmpty()) {
      throw Origin.refusal(file, "holds no weights");
    }
  }

  /** Names of modules in the order of their arrays: {@code conv1} of {@code conv1.weight}. */
  List<String> modules() {
    return arrays.keySet().stream().map(StateDict::module).distinct().toList();
  }

  private static String module(String name) {
    return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
  }

  /** Channels that the kernels of the first layer take; nothing where that has none. */
  OptionalInt firstChannels() {
    return arrays.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("weight") && entry.getValue().dims().length > 1)
        .limit(1)
        .filter(entry -> entry.getValue().dims().length == 4)
        .mapToInt(entry -> entry.getValue().dims()[1])
        .findFirst();
  }

  /** Name of a module's array. */
  static String of(String module, String part) {
    return module.isEmpty() ? part : module + "." + part;
  }

  boolean has(String module, String part) {
    return arrays.containsKey(of(module, part));
  }

  /** Sizes of a module's array; empty where there is none. */
  int[] dims(String module, String part) {
    Array array = arrays.get(of(module, part));
    return array == null ? new int[0] : array.dims();
  }

  /** Reads an array whose sizes must be those. */
  Tensor read(Origin origin, String module, String part, int... dims) {
    Array array = arrays.get(of(module, part));
    if (array == null) {
      throw origin.refuse("the file holds no " + of(module, part));
    }
    if (!Arrays.equals(array.dims(), dims)) {
      throw origin.refuse(
          of(module, part)
              + " is "
              + Tensor.text(array.dims())
              + " where the layer needs "
              + Tensor.text(dims));
    }
    return array.reader().apply(origin);
  }

  /** What there is, for refusals. */
  String text() {
    List<String> some = new ArrayList<>();
    arrays.forEach((name, array) -> some.add(name + " " + Tensor.text(array.dims())));
    String shown = some.stream().limit(4).collect(Collectors.joining(", "));
    return arrays.size() + " arrays (" + shown + (some.size() > 4 ? ", …)" : ")");
  }
}
