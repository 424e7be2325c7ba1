package org.nodesnr.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nodesnr.UserError;

/**
 * An array of numbers that NumPy saved. Of the header's dictionary the three keys that NumPy writes
 * are read, by their form; nothing is evaluated. Source: {@code numpy.lib.format}, versions 1 to 3.
 */
public final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_HEADER = 1 << 16;
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '([<>|=]?)([a-z])([0-9]{1,2})', 'fortran_order': (True|False), "
              + "'shape': \\(([0-9, L]*)\\),? ?\\}\\s*");

  private final Path file;
  private final int[] dims;
  private final char kind;
  private final int width;
  private final ByteBuffer values;

  private NpyFile(Path file, int[] dims, char kind, int width, ByteBuffer values) {
    this.file = file;
    this.dims = dims;
    this.kind = kind;
    this.width = width;
    this.values = values;
  }

  /**
   * @param file a file that {@code numpy.save} wrote
   * @return the array, its values left on the disk
   * @throws UserError when the file is damaged, of another format, or holds no numbers in C order
   * @throws IOException when it can't be read
   */
  public static NpyFile read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UserError(file + ": a directory; give a file that numpy.save wrote");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer all =
          channel
              .map(FileChannel.MapMode.READ_ONLY, 0, Math.min(channel.size(), Integer.MAX_VALUE))
              .order(ByteOrder.LITTLE_ENDIAN);
      if (channel.size() > Integer.MAX_VALUE) {
        throw new UserError(file + ": arrays of more than 2 GiB are not supported; save a part");
      }
      return parse(file, all);
    }
  }

  private static NpyFile parse(Path file, ByteBuffer all) {
    byte[] head = new byte[Math.min(LfsPointer.LENGTH, all.remaining())];
    all.duplicate().get(head);
    LfsPointer.refuse(file, head);
    byte[] magic = new byte[MAGIC.length];
    if (all.remaining() < MAGIC.length + 4) {
      throw new UserError(file + ": no .npy file: too short");
    }
    all.get(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new UserError(file + ": no .npy file; save the array with numpy.save");
    }
    int major = all.get();
    all.get();
    boolean wide = major >= 2;
    if (major < 1 || major > 3 || all.remaining() < 4) {
      throw new UserError(file + ": .npy version " + major + " is not supported");
    }
    long length = wide ? Integer.toUnsignedLong(all.getInt()) : all.getShort() & 0xffff;
    if (length > Math.min(MAX_HEADER, all.remaining())) {
      throw new UserError(file + ": damaged: its header is cut short");
    }
    byte[] header = new byte[(int) length];
    all.get(header);
    Matcher matcher = HEADER.matcher(new String(header, StandardCharsets.UTF_8));
    if (!matcher.matches()) {
      throw new UserError(file + ": holds no plain array of numbers");
    }
    if (matcher.group(4).equals("True")) {
      throw new UserError(file + ": in Fortran order; save numpy.ascontiguousarray(x)");
    }
    char kind = matcher.group(2).charAt(0);
    int width = Integer.parseInt(matcher.group(3));
    boolean integer = (kind == 'i' || kind == 'u') && (width == 1 || width == 2 || width == 4);
    boolean known =
        integer || (kind == 'i' && width == 8) || (kind == 'f' && (width & 12) == width);
    if (!known || width == 12 || width == 0) {
      throw new UserError(
          file + ": values of type " + kind + width + "; save float32, float64 or integers");
    }
    all.order(matcher.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int[] dims = dims(file, matcher.group(5));
    long bytes = width;
    for (int dim : dims) {
      bytes = bytes > Integer.MAX_VALUE ? bytes : bytes * dim;
    }
    if (bytes != all.remaining()) {
      throw new UserError(
          file + ": the header promises " + bytes + " bytes, and " + all.remaining() + " follow");
    }
    return new NpyFile(file, dims, kind, width, all.slice().order(all.order()));
  }

  private static int[] dims(Path file, String text) {
    String[] parts = text.isBlank() ? new String[0] : text.strip().split(" *, *");
    int[] dims = new int[parts.length];
    for (int d = 0; d < dims.length; d++) {
      try {
        // Python 2 marks long integers
        dims[d] = Integer.parseInt(parts[d].replaceFirst("L$", ""));
      } catch (NumberFormatException e) {
        throw new UserError(file + ": damaged: dimensions (" + text + ")", e);
      }
    }
    return dims;
  }

  /** Where it was read from. */
  public Path file() {
    return file;
  }

  /** Size of each dimension. */
  public int[] dims() {
    return dims.clone();
  }

  /** Whether the values are integers. */
  public boolean isInteger() {
    return kind != 'f';
  }

  /** Number of values. */
  public int length() {
    return values.capacity() / width;
  }

  /**
   * One value.
   *
   * @param k its number, in row-major order
   * @return the value
   */
  public double value(int k) {
    int at = k * width;
    if (kind == 'f') {
      return width == 4 ? values.getFloat(at) : values.getDouble(at);
    }
    boolean unsigned = kind == 'u';
    return switch (width) {
      case 1 -> unsigned ? values.get(at) & 0xff : values.get(at);
      case 2 -> unsigned ? values.getShort(at) & 0xffff : values.getShort(at);
      case 4 -> unsigned ? Integer.toUnsignedLong(values.getInt(at)) : values.getInt(at);
      default -> values.getLong(at);
    };
  }
}
