package org.nodesnr.models.deeplearning4j;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.nodesnr.UserError;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;

/**
 * All weights of a network in one row, taken layer by layer, as {@code Nd4j.write} left them: a
 * buffer that says what the array looks like, and one with its values. A buffer is a word on its
 * allocation and the name of its type (modified UTF-8 behind its length in two bytes), with the
 * number of its values (8 bytes; 4 before 1.0.0-beta) between the two, and then the values, all
 * big-endian.
 */
final class Coefficients {
  private static final int LONGEST = 32;

  /** Allocations of versions before 1.0.0-beta, which count in 4 bytes. */
  private static final Set<String> NARROW = Set.of("DIRECT", "HEAP", "JAVACPP");

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
      Header shape = Header.next(in);
      boolean wide = shape.type().equals("LONG");
      if (!(wide || shape.type().equals("INT")) || shape.count() < 1 || shape.count() > LONGEST) {
        throw damaged(file);
      }
      long rank = number(in, wide);
      long count = 1;
      for (long d = 0; d < shape.count() - 1; d++) {
        long size = number(in, wide);
        if (d < rank) {
          count = size < 0 || size > content.length ? -1 : Math.multiplyExact(count, size);
        }
      }
      Header weights = Header.next(in);
      if (weights.count() != count || rank < 1 || rank > 2) {
        throw damaged(file);
      }
      String type = weights.type();
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

  private static long number(ByteBuffer in, boolean wide) {
    return wide ? in.getLong() : in.getInt();
  }

  /**
   * What stands before the values of a buffer.
   *
   * @param count number of its values
   * @param type of them
   */
  private record Header(long count, String type) {
    static Header next(ByteBuffer in) {
      boolean narrow = NARROW.contains(word(in));
      long count = number(in, !narrow);
      return new Header(count, word(in));
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
