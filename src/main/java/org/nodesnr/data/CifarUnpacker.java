package org.nodesnr.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import org.nodesnr.UserError;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.Digests;

/**
 * Unpacks a verified archive of CIFAR-10, so that later starts need not decompress it: into a
 * folder of another name, with a record of what was unpacked, and then all at once into place.
 */
final class CifarUnpacker {
  private static final int BUFFER_BYTES = 1 << 16;

  private CifarUnpacker() {}

  /**
   * Unpacks.
   *
   * @param archive the archive
   * @param published what it is
   * @param batchBytes length of a batch
   * @param directory where the folder of batches goes; it must not have one
   * @throws UserError when the archive is damaged or the folder can't be written
   */
  static void unpack(
      Path archive, Catalogue.RemoteFile published, long batchBytes, Path directory) {
    Path partial = directory.resolve("." + CifarFiles.FOLDER + AtomicFiles.PARTIAL_SUFFIX);
    try {
      clear(partial);
      Files.createDirectories(partial);
      Map<String, String> digests = new TreeMap<>(Map.of(published.name(), published.sha256()));
      try (SourceFile in = SourceFile.open(archive)) {
        CifarArchive.forEachBatch(
            in,
            batchBytes,
            (index, content) -> {
              String name = CifarFiles.NAMES.get(index);
              MessageDigest digest = Digests.sha256();
              write(
                  partial.resolve(name),
                  out -> copy(content, new DigestOutputStream(out, digest), in));
              digests.put(name, Digests.hex(digest));
            });
      }
      AtomicFiles.write(partial.resolve(VerifiedRecord.NAME), new VerifiedRecord(digests).text());
      Files.move(partial, directory.resolve(CifarFiles.FOLDER), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  /** Tells a failure to read the archive from a failure to write. */
  private static void copy(InputStream content, OutputStream target, SourceFile archive)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    while (true) {
      int length;
      try {
        length = content.read(buffer);
      } catch (IOException e) {
        throw archive.failure(e);
      }
      if (length < 0) {
        return;
      }
      target.write(buffer, 0, length);
    }
  }

  private static void write(Path file, AtomicFiles.Content content) {
    try {
      AtomicFiles.write(file, content);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Removes what an interrupted start left behind. */
  private static void clear(Path partial) throws IOException {
    if (Files.isDirectory(partial)) {
      try (var entries = Files.list(partial)) {
        for (Path entry : entries.toList()) {
          Files.delete(entry);
        }
      }
    }
    Files.deleteIfExists(partial);
  }

  private static UserError unwritable(Path path, IOException e) {
    return new UserError(
        path
            + ": can't be written ("
            + e
            + "); free space there, or choose another cache"
            + " directory with XDG_CACHE_HOME",
        e);
  }
}
