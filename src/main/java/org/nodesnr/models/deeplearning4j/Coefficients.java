package org.nodesnr.models.deeplearning4j;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.nodesnr.UserError;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;

/**
 * All weights of a network in one row, taken layer by layer, as {@code Nd4j.write} left them: a
 * buffer that says what the array looks like, and one with its values. A buffer is a word on its
 * allocation and the name of its type (modified UTF-8 behind its length in two bytes), with the
 * number of its values (8 bytes) between the two, and then the values, all big-endian.
 */
final class Coefficients {
  private static final int LONGEST_SHAPE = 32;

  private final Path file;
  private final ByteBuffer values;
  private final boolean twice;

  private Coefficients(Path file, ByteBuffer values, boolean twice) {
    this.file = file;
    this.values = values;
    this.twice = twice;
  }

  /**
   * @param file named in errors
   * @param content of {@code coefficients.bin}
   */
  static Coefficients read(Path file, byte[] content) {
    ByteBuffer in = ByteBuffer.wrap(content);
    try {
      word(in);
      long length = in.getLong();
      if (!word(in).equals("LONG") || length < 1 || length > LONGEST_SHAPE) {
        throw damaged(file);
      }
      long rank = in.getLong();
      long count = 1;
      for (long d = 0; d < length - 1; d++) {
        long size = in.getLong();
        if (d < rank) {
          count = size < 0 || size > content.length ? -1 : Math.multiplyExact(count, size);
        }
      }
      word(in);
      if (in.getLong() != count || rank < 1 || rank > 2) {
        throw damaged(file);
      }
      String type = word(in);
      if (!type.equals("FLOAT") && !type.equals("DOUBLE")) {
        throw Origin.refusal(file, "weights of type " + type + "; FLOAT and DOUBLE are supported");
      }
      boolean twice = type.equals("DOUBLE");
      if (in.remaining() != count * (twice ? Double.BYTES : Float.BYTES)) {
        throw damaged(file);
      }
      return new Coefficients(file, in.slice(), twice);
    } catch (BufferUnderflowException | ArithmeticException e) {
      throw damaged(file);
    }
  }

  private static String word(ByteBuffer in) {
    int length = in.getShort() & 0xffff;
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static UserError damaged(Path file) {
    return Origin.refusal(file, "coefficients.bin is damaged or cut short");
  }

  /**
   * The next weights.
   *
   * @param origin the layer whose they are
   * @param dims what they look like, the last dimension fastest
   */
  Tensor next(Origin origin, int... dims) {
    long count = Tensor.count(dims);
    int width = twice ? Double.BYTES : Float.BYTES;
    if (count * width > values.remaining()) {
      throw origin.refuse("coefficients.bin ends before its weights do");
    }
    float[] next = new float[(int) count];
    for (int k = 0; k < next.length; k++) {
      next[k] = twice ? (float) values.getDouble() : values.getFloat();
    }
    return new Tensor(dims, next);
  }

  /** Nothing must be left after the last layer. */
  void requireEnd() {
    if (values.hasRemaining()) {
      throw Origin.refusal(file, "coefficients.bin holds more weights than the layers have");
    }
  }
}
