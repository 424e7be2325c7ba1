package org.nodesnr.files;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a gzipped text of a known header, read one at a time. A file may be damaged or made
 * to harm: neither a line nor the text may be longer than a sound file's, and every failure names
 * the file.
 */
public final class GzipLines implements Closeable {
  /** Far more than a row of numbers takes. */
  static final int MAX_LINE_BYTES = 1000;

  /** Three million rows: more nodes than a network may have, in a dozen variants. */
  static final long MAX_TEXT_BYTES = 1L << 28;

  private final Path file;
  private final InputStream in;
  private final byte[] line = new byte[MAX_LINE_BYTES];
  private final long maxBytes;
  private long left;
  private int number;

  private GzipLines(Path file, InputStream in, long maxBytes) {
    this.file = file;
    this.in = in;
    this.left = maxBytes;
    this.maxBytes = maxBytes;
  }

  /**
   * @param file to read, to be closed by the caller
   * @param header what its first line must be
   * @return the lines after the header
   * @throws IOException when it can't be read, is no gzip or begins otherwise
   */
  public static GzipLines open(Path file, String header) throws IOException {
    return open(file, header, MAX_TEXT_BYTES);
  }

  /**
   * The same for texts of a size of their own.
   *
   * @param file to read, to be closed by the caller
   * @param header what its first line must be
   * @param maxBytes what the text may unpack to
   * @return the lines after the header
   * @throws IOException when it can't be read, is no gzip or begins otherwise
   */
  public static GzipLines open(Path file, String header, long maxBytes) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      InputStream in = new BufferedInputStream(new GZIPInputStream(raw), 1 << 16);
      GzipLines lines = new GzipLines(file, in, maxBytes);
      if (!header.equals(lines.next())) {
        throw new IOException(file + ": does not begin with '" + header + "'");
      }
      return lines;
    } catch (IOException e) {
      raw.close();
      throw named(file, e);
    }
  }

  /**
   * @return the next line without its line feed; null at the end
   * @throws IOException when the file is damaged
   */
  public String next() throws IOException {
    int length = 0;
    try {
      int b = in.read();
      if (b < 0) {
        return null;
      }
      for (; b >= 0 && b != '\n'; b = in.read()) {
        if (length == MAX_LINE_BYTES) {
          throw new IOException(file + ": has a line of more than " + MAX_LINE_BYTES + " bytes");
        }
        line[length] = (byte) b;
        length++;
      }
    } catch (IOException e) {
      throw named(file, e);
    }
    number++;
    left -= length + 1L;
    if (left < 0) {
      throw new IOException(file + ": unpacks to more than " + maxBytes + " bytes");
    }
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }

  /**
   * What to throw when the line read last is not what it should be. The line itself is not shown:
   * it may hold anything.
   *
   * @param what what it should be
   * @param cause why it is not; may be null
   * @return the exception
   */
  public IOException no(String what, Exception cause) {
    return new IOException(file + ": line " + number + " is no " + what, cause);
  }

  private static IOException named(Path file, IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(file.toString())
        ? e
        : new IOException(file + ": is damaged (" + message + ")", e);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
