package org.nodesnr.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages valid inputs as AFL does: flips, cuts, copies, splices, odd numbers, words. */
final class Mutator {
  private static final int HEADER_BYTES = 160;
  private static final int LONGEST_PIECE = 64;
  private static final long[] ODD_NUMBERS = {
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    0x7fff,
    0x8000,
    0xffff,
    Integer.MAX_VALUE,
    1L << 31,
    0xffff_ffffL,
    Long.MIN_VALUE,
    Long.MAX_VALUE
  };
  private static final List<String> ODD_WORDS =
      List.of(
          "0",
          "-1",
          "-0.0",
          "1.5",
          "1e999",
          "1e-320",
          "NaN",
          "Infinity",
          "2147483648",
          "-2147483649",
          "9223372036854775808",
          "99999999999999999999",
          "1e999999999",
          "0x10",
          "null",
          "true",
          "\"\"",
          "\u0000",
          "\u00e9",
          "\ud83d\ude00",
          "\ufeff",
          "\u2028");

  private final SplittableRandom random;
  private final List<byte[]> words;

  /**
   * @param seed equal seeds make equal damage
   * @param words what the format is made of
   */
  Mutator(long seed, List<String> words) {
    this.random = new SplittableRandom(seed);
    this.words = words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** One to five changes of an input of the corpus. */
  byte[] next(List<byte[]> corpus) {
    byte[] input = corpus.get(random.nextInt(corpus.size()));
    int changes = 1 + random.nextInt(random.nextBoolean() ? 1 : 5);
    for (int k = 0; k < changes; k++) {
      input = changed(input, corpus.get(random.nextInt(corpus.size())));
    }
    return input;
  }

  private byte[] changed(byte[] input, byte[] other) {
    int at = place(input);
    int length = random.nextInt(Math.min(LONGEST_PIECE, input.length - at) + 1);
    return switch (random.nextInt(12)) {
      case 0 -> flipped(input, at, (byte) (1 << random.nextInt(8)));
      case 1 -> flipped(input, at, (byte) (1 + random.nextInt(255)));
      case 2 -> added(input, at, random.nextInt(-16, 17));
      case 3 -> over(input, at, integer());
      case 4 -> Arrays.copyOf(input, random.nextInt(input.length + 40));
      case 5 -> replaced(input, at, length, new byte[0]);
      case 6 -> replaced(input, at, 0, piece(input));
      case 7 -> replaced(input, at, length, piece(other));
      case 8 -> joined(input, other);
      case 9 -> number(input, at);
      case 10 -> replaced(input, at, random.nextBoolean() ? 0 : length, word());
      default -> filled(input, at, length, (byte) (random.nextBoolean() ? 0xff : '7'));
    };
  }

  /** Half of all places are in the header. */
  private int place(byte[] input) {
    int reach = random.nextBoolean() ? input.length : Math.min(input.length, HEADER_BYTES);
    return reach == 0 ? 0 : random.nextInt(reach);
  }

  private byte[] word() {
    return words.isEmpty() || random.nextInt(4) == 0
        ? ODD_WORDS.get(random.nextInt(ODD_WORDS.size())).getBytes(StandardCharsets.UTF_8)
        : words.get(random.nextInt(words.size()));
  }

  /** An odd number of 1, 2, 4 or 8 bytes, its least significant byte first or last. */
  private byte[] integer() {
    int size = 1 << random.nextInt(4);
    boolean big = random.nextBoolean();
    byte[] all =
        ByteBuffer.allocate(8)
            .order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
            .putLong(ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)])
            .array();
    return big ? Arrays.copyOfRange(all, 8 - size, 8) : Arrays.copyOf(all, size);
  }

  private byte[] piece(byte[] from) {
    int at = place(from);
    return Arrays.copyOfRange(
        from, at, at + random.nextInt(Math.min(LONGEST_PIECE, from.length - at) + 1));
  }

  /** The next decimal number of a text, replaced by an odd one. */
  private byte[] number(byte[] input, int at) {
    int from = at;
    while (from < input.length && !digit(input[from])) {
      from++;
    }
    int to = from;
    while (to < input.length && (digit(input[to]) || input[to] == '.' || input[to] == 'e')) {
      to++;
    }
    String odd = ODD_WORDS.get(random.nextInt(ODD_WORDS.size()));
    return replaced(input, from, to - from, odd.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  private byte[] joined(byte[] input, byte[] other) {
    int cut = random.nextInt(input.length + 1);
    int from = random.nextInt(other.length + 1);
    return replaced(input, cut, input.length - cut, Arrays.copyOfRange(other, from, other.length));
  }

  private static byte[] flipped(byte[] input, int at, byte bits) {
    byte[] result = input.clone();
    if (at < result.length) {
      result[at] ^= bits;
    }
    return result;
  }

  private static byte[] added(byte[] input, int at, int difference) {
    byte[] result = input.clone();
    if (at < result.length) {
      result[at] = (byte) (result[at] + difference);
    }
    return result;
  }

  private static byte[] over(byte[] input, int at, byte[] piece) {
    return replaced(input, at, Math.min(piece.length, input.length - at), piece);
  }

  private static byte[] filled(byte[] input, int at, int length, byte value) {
    byte[] result = input.clone();
    Arrays.fill(result, at, at + length, value);
    return result;
  }

  private static byte[] replaced(byte[] input, int at, int length, byte[] by) {
    byte[] result = new byte[input.length - length + by.length];
    System.arraycopy(input, 0, result, 0, at);
    System.arraycopy(by, 0, result, at, by.length);
    System.arraycopy(input, at + length, result, at + by.length, input.length - at - length);
    return result;
  }
}
