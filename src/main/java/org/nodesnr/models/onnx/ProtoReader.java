package org.nodesnr.models.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.nodesnr.UserError;

/**
 * Reads a message of Protocol Buffers field by field, straight from the file's bytes; sets nothing
 * aside on the word of a length. Source: the wire format in the Protocol Buffers documentation.
 */
final class ProtoReader {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int LONGEST_VARINT = 10;

  /** Integers say how to reshape; networks hold no more of them in this form. */
  private static final int MOST_INTEGERS = 1 << 16;

  private final Path file;
  private final ByteBuffer data;
  private int field;
  private int wire;

  /**
   * @param file named in errors
   * @param data the message; its position is moved
   */
  ProtoReader(Path file, ByteBuffer data) {
    this.file = file;
    this.data = data.order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Goes to the next field, whose value must then be read or skipped.
   *
   * @return whether there is one
   */
  boolean next() {
    if (!data.hasRemaining()) {
      return false;
    }
    long tag = anyVarint();
    field = (int) (tag >>> 3);
    wire = (int) (tag & 7);
    if (tag >>> 32 != 0 || field == 0) {
      throw damaged();
    }
    return true;
  }

  /** Number of the current field. */
  int field() {
    return field;
  }

  /** The current field, an integer. */
  long integer() {
    require(VARINT);
    return anyVarint();
  }

  /** The current field, a float. */
  float real() {
    require(FIXED32);
    need(Float.BYTES);
    return data.getFloat();
  }

  /** The current field as it lies in the file. */
  ByteBuffer bytes() {
    require(BYTES);
    long length = anyVarint();
    if (length < 0 || length > data.remaining()) {
      throw damaged();
    }
    ByteBuffer slice = data.slice(data.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    data.position(data.position() + (int) length);
    return slice;
  }

  /** The current field, text. */
  String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  /** The current field, a message. */
  ProtoReader message() {
    return new ProtoReader(file, bytes());
  }

  /**
   * The current field of repeated integers, packed or not.
   *
   * @param before those that came before
   * @return those with the current ones behind
   */
  long[] integers(long[] before) {
    if (before.length > MOST_INTEGERS) {
      throw new UserError(file + ": holds more integers in one list than any supported layer");
    }
    if (wire == VARINT) {
      long[] longer = Arrays.copyOf(before, before.length + 1);
      longer[before.length] = anyVarint();
      return longer;
    }
    ProtoReader packed = message();
    int room = Math.min(packed.data.remaining(), MOST_INTEGERS);
    long[] all = Arrays.copyOf(before, before.length + room);
    int count = before.length;
    while (packed.data.hasRemaining() && count < all.length) {
      all[count++] = packed.anyVarint();
    }
    if (packed.data.hasRemaining()) {
      throw new UserError(file + ": holds more integers in one list than any supported layer");
    }
    return Arrays.copyOf(all, count);
  }

  /** Passes over the current field. */
  void skip() {
    switch (wire) {
      case VARINT -> anyVarint();
      case FIXED64 -> advance(Long.BYTES);
      case BYTES -> bytes();
      case FIXED32 -> advance(Integer.BYTES);
      default -> throw damaged();
    }
  }

  /** Says that the file is no sound ONNX file. */
  UserError damaged() {
    return damaged(file);
  }

  static UserError damaged(Path file) {
    return new UserError(file + ": damaged, cut short or no ONNX file");
  }

  private void require(int expected) {
    if (wire != expected) {
      throw damaged();
    }
  }

  private void need(int bytes) {
    if (data.remaining() < bytes) {
      throw damaged();
    }
  }

  private void advance(int bytes) {
    need(bytes);
    data.position(data.position() + bytes);
  }

  private long anyVarint() {
    long value = 0;
    for (int k = 0; k < LONGEST_VARINT; k++) {
      need(1);
      byte b = data.get();
      value |= (b & 0x7fL) << (7 * k);
      if (b >= 0) {
        return value;
      }
    }
    throw damaged();
  }
}
