package org.nodesnr.files;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Texts that may be packed: a file whose name ends with {@value #SUFFIX} is a gzip file of the text
 * that would stand in the file without this ending.
 */
public final class PackedFile {
  /** How the name of a packed file ends. */
  public static final String SUFFIX = ".gz";

  /** Far more than a record takes: a small file may unpack to more than there is memory. */
  static final int MOST_BYTES = 1 << 26;

  private PackedFile() {}

  /**
   * @param file plain or packed
   * @return its text
   * @throws java.nio.charset.CharacterCodingException when it is no UTF-8
   * @throws ZipException when it is no sound gzip file, or unpacks to more than {@value
   *     #MOST_BYTES} bytes
   * @throws IOException when it can't be read
   */
  public static String text(Path file) throws IOException {
    return packed(file)
        ? StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(unpacked(file))).toString()
        : Files.readString(file);
  }

  /**
   * @param file plain or packed
   * @return SHA-256 of its text, in lower-case hexadecimal, however it is packed
   * @throws IOException when it can't be read
   */
  public static String digest(Path file) throws IOException {
    return packed(file) ? Digests.hexOf(unpacked(file)) : Digests.hexOf(file);
  }

  private static boolean packed(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }

  private static byte[] unpacked(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = new GZIPInputStream(raw)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new ZipException("it unpacks to more than " + MOST_BYTES + " bytes");
      }
      return bytes;
    } catch (EOFException e) {
      ZipException truncated = new ZipException("it ends too early");
      truncated.initCause(e);
      throw truncated;
    }
  }
}
