package org.nodesnr.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import org.nodesnr.UserError;
import org.nodesnr.results.AtomicFiles;

/**
 * Unpacks a verified archive of CIFAR-10, so that later starts need not decompress it: into a
 * folder of another name, with a record of what was unpacked, and then all at once into place.
 */
final class CifarUnpacker {
  private CifarUnpacker() {}

  /**
   * Unpacks.
   *
   * @param archive the archive, whose checksum was checked already
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
                  out -> content.transferTo(new DigestOutputStream(out, digest)));
              digests.put(name, Digests.hex(digest));
            });
      }
      AtomicFiles.write(partial.resolve(VerifiedRecord.NAME), new VerifiedRecord(digests).text());
      Files.move(partial, directory.resolve(CifarFiles.FOLDER), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw unwritable(partial, e);
    }
  }

  /** A failure here is one of writing: the archive has been verified. */
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
