package org.nodesnr.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nodesnr.UserError;

/**
 * What was known when an archive, itself verified, was unpacked: a text file beside the batches, in
 * the format of {@code sha256sum}, with the archive and each file unpacked from it.
 *
 * @param digests file name to SHA-256
 */
record VerifiedRecord(Map<String, String> digests) {
  /** Name of the record within its folder. */
  static final String NAME = ".verified";

  private static final long MAX_BYTES = 4096;
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([A-Za-z0-9_.-]+)");

  VerifiedRecord {
    digests = Map.copyOf(digests);
  }

  /**
   * Reads the record of a folder.
   *
   * @param folder the folder
   * @return the record, if there is one
   * @throws UserError when it can't be read or is not of this format
   */
  static Optional<VerifiedRecord> read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Map<String, String> digests = new TreeMap<>();
    try {
      String text =
          Files.size(file) > MAX_BYTES
              ? "too long"
              : new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
      for (String line : text.lines().toList()) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
          throw new UserError(file + ": is no list of checksums; delete it");
        }
        digests.put(matcher.group(2), matcher.group(1));
      }
    } catch (IOException e) {
      throw new UserError(file + ": can't be read (" + e + ")", e);
    }
    return Optional.of(new VerifiedRecord(digests));
  }

  /** The record as text. */
  String text() {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(digests)
        .forEach((name, sha256) -> text.append(sha256).append("  ").append(name).append('\n'));
    return text.toString();
  }

  /** Whether the files came out of the published archive. */
  boolean isOf(Catalogue.RemoteFile archive) {
    return archive.sha256().equals(digests.get(archive.name()));
  }

  /**
   * Compares a file with the record.
   *
   * @param file a file of the folder
   * @param sha256 its checksum now
   * @throws UserError when the record says otherwise
   */
  void requireSame(Path file, String sha256) {
    if (!sha256.equals(digests.get(file.getFileName().toString()))) {
      throw new UserError(
          file
              + ": has changed since it was verified; delete the folder to get it again, or its "
              + NAME
              + " to use the file as it is");
    }
  }
}
