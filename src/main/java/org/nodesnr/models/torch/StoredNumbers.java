package org.nodesnr.models.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;

/** How a file stores the numbers of an array. */
enum StoredNumbers {
  FLOAT(4),
  DOUBLE(8),
  HALF(2),
  /** The upper half of a float. */
  BRAIN(2),
  /** Counters, which no layer computes with. */
  INTEGER(0);

  private final int width;

  StoredNumbers(int width) {
    this.width = width;
  }

  /**
   * Reads an array.
   *
   * @param origin what the numbers are of
   * @param bytes stored values
   * @param order their byte order
   * @param offset of the first, in values
   * @param dims sizes
   * @param strides for each dimension the distance of neighbours, in values
   */
  Tensor read(
      Origin origin, ByteBuffer bytes, ByteOrder order, long offset, int[] dims, long[] strides) {
    if (width == 0) {
      throw origin.refuse("holds integers where weights are needed");
    }
    long stored = bytes.remaining() / width;
    long last = offset;
    boolean empty = false;
    for (int d = 0; d < dims.length; d++) {
      if (strides[d] < 0 || strides[d] > stored) {
        throw origin.refuse("the file holds fewer values than it says");
      }
      last += (dims[d] - 1) * strides[d];
      empty |= dims[d] == 0;
    }
    // no value may stand for several, or little would become much
    if (empty || offset < 0 || last >= stored || Tensor.count(dims) > stored) {
      throw origin.refuse("the file holds fewer values than it says");
    }
    ByteBuffer in = bytes.slice().order(order);
    float[] values = new float[(int) Tensor.count(dims)];
    int[] at = new int[dims.length];
    for (int k = 0; k < values.length; k++) {
      long from = offset;
      for (int d = 0; d < dims.length; d++) {
        from += at[d] * strides[d];
      }
      values[k] = value(in, (int) from * width);
      for (int d = dims.length - 1; d >= 0 && ++at[d] == dims[d]; d--) {
        at[d] = 0;
      }
    }
    return new Tensor(dims, values);
  }

  private float value(ByteBuffer in, int at) {
    return switch (this) {
      case FLOAT -> in.getFloat(at);
      case DOUBLE -> (float) in.getDouble(at);
      case HALF -> half(in.getShort(at));
      case BRAIN -> Float.intBitsToFloat(in.getShort(at) << 16);
      case INTEGER -> throw new IllegalStateException("integers are not read");
    };
  }

  /** IEEE 754 binary16: 1 sign bit, 5 of exponent (bias 15), 10 of fraction. */
  static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
    return (float) (bits < 0 ? -size : size);
  }
}
