package org.nodesnr.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.nodesnr.UserError;
import org.nodesnr.files.Digests;

/**
 * A data file being read from front to back: decompressed where its content, whatever its name,
 * begins like gzip, and digested as it lies on the disk.
 */
final class SourceFile implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  /** What was read of a file on the disk. */
  record Checked(long bytes, String sha256) {}

  private final Path path;
  private final CountingInput raw;
  private final boolean compressed;
  private final InputStream content;

  private SourceFile(Path path, CountingInput raw, boolean compressed, InputStream content) {
    this.path = path;
    this.raw = raw;
    this.compressed = compressed;
    this.content = content;
  }

  /**
   * Opens a file.
   *
   * @param path the file
   * @return the file, to be closed by the caller
   * @throws UserError when it can't be opened or is broken gzip from the start
   */
  static SourceFile open(Path path) {
    return open(path, true);
  }

  /** Opens a file whose content is taken as it lies on the disk; otherwise as {@link #open}. */
  static SourceFile raw(Path path) {
    return open(path, false);
  }

  private static SourceFile open(Path path, boolean decompress) {
    CountingInput raw = null;
    try {
      raw = new CountingInput(Files.newInputStream(path));
      BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER_BYTES);
      buffered.mark(LfsPointer.LENGTH);
      LfsPointer.refuse(path, buffered.readNBytes(LfsPointer.LENGTH));
      buffered.reset();
      buffered.mark(2);
      boolean gzip = decompress && buffered.read() == 0x1f && buffered.read() == 0x8b;
      buffered.reset();
      InputStream content =
          gzip
              ? GzipCompressorInputStream.builder()
                  .setInputStream(buffered)
                  .setDecompressConcatenated(true)
                  .setBufferSize(BUFFER_BYTES)
                  .get()
              : buffered;
      return new SourceFile(path, raw, gzip, content);
    } catch (UserError e) {
      closeQuietly(raw, e);
      throw e;
    } catch (IOException | RuntimeException e) {
      closeQuietly(raw, e);
      throw unreadable(path, raw != null && raw.count > 0, e);
    }
  }

  /** The file. */
  Path path() {
    return path;
  }

  /** The decompressed content, for readers that need a stream. */
  InputStream content() {
    return content;
  }

  /**
   * Fills a part of an array.
   *
   * @param target modified
   * @param offset where to begin
   * @param length how many bytes to read
   * @return how many were read: fewer than {@code length} only at the end of the content
   * @throws UserError when the file can't be read or its compression is broken
   */
  int read(byte[] target, int offset, int length) {
    try {
      return content.readNBytes(target, offset, length);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Reads a claimed number of bytes without believing the claim: memory grows with what is there.
   *
   * @param claimed how many bytes a header promises
   * @return what there is, at most {@code claimed} bytes
   * @throws UserError as {@link #read}
   */
  byte[] readUpTo(int claimed) {
    byte[] data = new byte[Math.min(claimed, 1 << 20)];
    int filled = 0;
    while (true) {
      filled += read(data, filled, data.length - filled);
      if (filled < data.length) {
        return Arrays.copyOf(data, filled);
      }
      if (filled == claimed) {
        return data;
      }
      data = Arrays.copyOf(data, (int) Math.min(claimed, 2L * data.length));
    }
  }

  /**
   * Whether the content goes on.
   *
   * @throws UserError as {@link #read}
   */
  boolean hasMore() {
    return read(new byte[1], 0, 1) == 1;
  }

  /**
   * Reads the rest of the file as it lies on the disk.
   *
   * @return length and checksum of the whole file
   * @throws UserError when it can't be read
   */
  Checked check() {
    try {
      raw.skipAll();
      return new Checked(raw.count, Digests.hex(raw.digest));
    } catch (IOException e) {
      throw unreadable(path, false, e);
    }
  }

  /**
   * What to throw when {@link #content()} has failed.
   *
   * @param e the failure
   * @return an error that names the file
   */
  UserError failure(IOException e) {
    return unreadable(path, compressed, e);
  }

  @Override
  public void close() {
    try {
      content.close();
    } catch (IOException e) {
      throw unreadable(path, false, e);
    }
  }

  private static UserError unreadable(Path path, boolean inContent, Exception e) {
    String what =
        e instanceof EOFException && inContent
            ? "the compressed data end early (the file is truncated)"
            : inContent
                ? "the compressed data are corrupt (" + e.getMessage() + ")"
                : "can't be read (" + e + ")";
    return new UserError(path + ": " + what, e);
  }

  private static void closeQuietly(InputStream in, Exception because) {
    if (in != null) {
      try {
        in.close();
      } catch (IOException e) {
        because.addSuppressed(e);
      }
    }
  }

  /** Counts and digests what passes. */
  private static final class CountingInput extends FilterInputStream {
    private final MessageDigest digest = Digests.sha256();
    private long count;

    CountingInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = in.read();
      if (b >= 0) {
        digest.update((byte) b);
        count++;
      }
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = in.read(target, offset, length);
      if (n > 0) {
        digest.update(target, offset, n);
        count += n;
      }
      return n;
    }

    @Override
    public long skip(long n) throws IOException {
      return in.skip(0);
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    void skipAll() throws IOException {
      byte[] buffer = new byte[BUFFER_BYTES];
      while (read(buffer, 0, buffer.length) > 0) {
        continue;
      }
    }
  }
}
