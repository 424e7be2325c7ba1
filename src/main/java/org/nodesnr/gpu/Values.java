package org.nodesnr.gpu;

import java.lang.reflect.Array;

/** Arrays that are copied to and from a card. */
final class Values {
  private Values() {}

  /**
   * @param values float, int, byte, long or double array
   * @param buffer which they are copied to or from
   * @param offset bytes of the buffer before them
   * @return their length in bytes
   * @throws IllegalArgumentException when they do not lie within the buffer
   */
  static long bytes(Object values, Device.Buffer buffer, long offset) {
    long bytes = (long) Array.getLength(values) * width(values);
    if (offset < 0 || offset + bytes > buffer.bytes()) {
      throw new IllegalArgumentException(
          bytes + " bytes from " + offset + " on of a buffer of " + buffer.bytes());
    }
    return bytes;
  }

  private static int width(Object values) {
    if (values instanceof byte[]) {
      return Byte.BYTES;
    }
    return values instanceof float[] || values instanceof int[] ? Float.BYTES : Long.BYTES;
  }
}
