package org.nodesnr.models.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;

/**
 * A constant of an ONNX file, its values still as they lie there.
 *
 * @param name its name, or empty
 * @param type number of its type in {@code TensorProto.DataType}
 * @param dims size of each dimension
 * @param bytes its values as little-endian bytes; null where they are given otherwise
 * @param integers its values, where they are given as integers
 * @param external where the values lie in another file; empty where they don't
 */
record OnnxTensor(
    String name,
    int type,
    long[] dims,
    ByteBuffer bytes,
    long[] integers,
    Map<String, String> external) {
  static final int FLOAT = 1;
  static final int INT32 = 6;
  static final int INT64 = 7;
  static final int DOUBLE = 11;
  private static final int EXTERNAL = 1;

  static OnnxTensor parse(ProtoReader in) {
    String name = "";
    int type = 0;
    long[] dims = {};
    long[] integers = {};
    ByteBuffer bytes = null;
    Map<String, String> external = new LinkedHashMap<>();
    boolean elsewhere = false;
    while (in.next()) {
      switch (in.field()) {
        case 1 -> dims = in.integers(dims);
        case 2 -> type = (int) in.integer();
        case 5, 7 -> integers = in.integers(integers);
        case 8 -> name = in.text();
        case 4, 9, 10 -> bytes = in.bytes();
        case 13 -> entry(in.message(), external);
        case 14 -> elsewhere = in.integer() == EXTERNAL;
        default -> in.skip();
      }
    }
    if (elsewhere != !external.isEmpty()) {
      throw in.damaged();
    }
    return new OnnxTensor(name, type, dims, bytes, integers, external);
  }

  private static void entry(ProtoReader in, Map<String, String> external) {
    String key = "";
    String value = "";
    while (in.next()) {
      switch (in.field()) {
        case 1 -> key = in.text();
        case 2 -> value = in.text();
        default -> in.skip();
      }
    }
    external.put(key, value);
  }

  /** Whether the values are integers, as those that say how to reshape are. */
  boolean isInteger() {
    return type == INT64 || type == INT32;
  }

  /**
   * @param origin the layer that uses it
   * @return the values as floats
   */
  Tensor floats(Origin origin) {
    if (type != FLOAT && type != DOUBLE) {
      throw origin.refuse(
          "the constant '" + name + "' is neither of type FLOAT nor DOUBLE; export in float32");
    }
    int[] sizes = sizes(origin);
    ByteBuffer content = content(origin, type == FLOAT ? Float.BYTES : Double.BYTES);
    float[] values = new float[(int) Tensor.count(sizes)];
    for (int k = 0; k < values.length; k++) {
      values[k] =
          type == FLOAT
              ? content.getFloat(k * Float.BYTES)
              : (float) content.getDouble(k * Double.BYTES);
    }
    return new Tensor(sizes, values);
  }

  /**
   * @param origin the layer that uses it
   * @return the values as integers
   */
  long[] longs(Origin origin) {
    if (!isInteger()) {
      throw origin.refuse("the constant '" + name + "' is not one of integers");
    }
    int count = (int) Tensor.count(sizes(origin));
    if (bytes == null && external.isEmpty()) {
      if (integers.length != count) {
        throw origin.refuse("the constant '" + name + "' has another size than it says");
      }
      return integers;
    }
    int width = type == INT64 ? Long.BYTES : Integer.BYTES;
    ByteBuffer content = content(origin, width);
    long[] values = new long[count];
    for (int k = 0; k < count; k++) {
      values[k] = type == INT64 ? content.getLong(k * width) : content.getInt(k * width);
    }
    return values;
  }

  /** The values must be there before memory for them is set aside. */
  private ByteBuffer content(Origin origin, int width) {
    long count = Tensor.count(sizes(origin));
    ByteBuffer content = external.isEmpty() ? bytes : ExternalData.of(origin, external);
    long length = content == null ? 0 : content.remaining();
    if (length != count * width) {
      throw origin.refuse("the constant '" + name + "' has another size than it says");
    }
    return content.order(ByteOrder.LITTLE_ENDIAN);
  }

  int[] sizes(Origin origin) {
    int[] sizes = new int[dims.length];
    long count = 1;
    for (int d = 0; d < sizes.length; d++) {
      if (dims[d] < 0 || dims[d] > Integer.MAX_VALUE || count * dims[d] > Integer.MAX_VALUE) {
        throw origin.refuse("the constant '" + name + "' is too large");
      }
      count *= dims[d];
      sizes[d] = (int) dims[d];
    }
    return sizes;
  }
}
