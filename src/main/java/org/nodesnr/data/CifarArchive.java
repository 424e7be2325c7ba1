package org.nodesnr.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.BitSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.nodesnr.UserError;

/**
 * Reads the batches out of {@code cifar-10-binary.tar.gz}.
 *
 * <p>Only regular files with the names and the length of the batches are looked at, whatever else
 * the archive holds; no name of an entry ever becomes a path.
 */
final class CifarArchive {
  /**
   * Greatest number of bytes beside the batches: headers, long names, other files. An archive that
   * unpacks to more is refused, so that neither a bomb nor a name without end takes memory or time.
   */
  private static final long OVERHEAD_BYTES = 1 << 20;

  /** Takes a batch. */
  @FunctionalInterface
  interface Batch {
    /**
     * @param index into {@link CifarFiles#NAMES}
     * @param content the batch, to its end
     * @throws IOException when the content can't be read
     */
    void accept(int index, InputStream content) throws IOException;
  }

  private CifarArchive() {}

  /**
   * Hands over every batch, in the order of the archive.
   *
   * @param archive the archive
   * @param batchBytes length that each batch must have
   * @param batch called once for each of the six
   * @throws UserError when the archive is damaged or not the one expected
   */
  static void forEachBatch(SourceFile archive, long batchBytes, Batch batch) {
    BitSet seen = new BitSet();
    BoundedInput bounded =
        new BoundedInput(archive.content(), OVERHEAD_BYTES, archive.path().toString());
    try (TarArchiveInputStream tar = new TarArchiveInputStream(bounded, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        int index = index(entry);
        if (index < 0) {
          continue;
        }
        String name = archive.path() + ", " + CifarFiles.NAMES.get(index);
        if (seen.get(index)) {
          throw new UserError(name + ": is in the archive twice");
        }
        if (entry.getSize() != batchBytes) {
          throw new UserError(name + ": " + entry.getSize() + " bytes; a batch has " + batchBytes);
        }
        bounded.allow(batchBytes);
        batch.accept(index, tar);
        seen.set(index);
      }
      bounded.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw archive.failure(e);
    } catch (IllegalArgumentException e) {
      throw new UserError(archive.path() + ": is no tar archive (" + e.getMessage() + ")", e);
    }
    int missing = seen.nextClearBit(0);
    if (missing < CifarFiles.NAMES.size()) {
      throw new UserError(
          archive.path()
              + ": "
              + CifarFiles.FOLDER
              + "/"
              + CifarFiles.NAMES.get(missing)
              + " is not in the archive");
    }
  }

  private static int index(TarArchiveEntry entry) {
    String prefix = CifarFiles.FOLDER + "/";
    String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    boolean regular =
        entry.isFile()
            && !entry.isLink()
            && !entry.isSymbolicLink()
            && !entry.isSparse()
            && !entry.isCharacterDevice()
            && !entry.isBlockDevice()
            && !entry.isFIFO();
    return regular && name.startsWith(prefix)
        ? CifarFiles.NAMES.indexOf(name.substring(prefix.length()))
        : -1;
  }

  /** Ends with an error where an archive expands without end. */
  private static final class BoundedInput extends FilterInputStream {
    private final String name;
    private long left;

    BoundedInput(InputStream in, long limit, String name) {
      super(in);
      this.left = limit;
      this.name = name;
    }

    /** Raises the limit. */
    void allow(long more) {
      left += more;
    }

    @Override
    public int read() throws IOException {
      return count(in.read(), 1);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int n = in.read(target, offset, length);
      return count(n, Math.max(n, 0));
    }

    @Override
    public long skip(long n) throws IOException {
      long skipped = in.skip(n);
      count(0, skipped);
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() {
      // The archive is closed by whoever opened it.
    }

    private int count(int result, long bytes) {
      left -= bytes;
      if (left < 0) {
        throw new UserError(name + ": unpacks to more than the archive of CIFAR-10 does");
      }
      return result;
    }
  }
}
