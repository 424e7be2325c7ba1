package org.nodesnr.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nodesnr.files.Digests;
import org.nodesnr.files.Json;
import org.nodesnr.files.PackedFile;

/**
 * The SHA-256 of a finished run's node files, which its record holds in the field {@value #FIELD}:
 * by file name, of the file's bytes. Records of earlier versions have none.
 */
final class NodeDigests {
  /** The field of a record. */
  static final String FIELD = "nodeFiles";

  private NodeDigests() {}

  /**
   * Adds the digests of those files of a run that are there.
   *
   * @param run the record as JSON
   * @param files its node files
   * @return the same record
   */
  static ObjectNode added(ObjectNode run, Path... files) throws IOException {
    for (Path file : files) {
      if (Files.exists(file)) {
        run.withObjectProperty(FIELD).put(name(file), Digests.hexOf(file));
      }
    }
    return run;
  }

  /**
   * Refuses a file that is not what its record was written with.
   *
   * @param record the run's record; possibly none
   * @param file one of its node files
   * @throws IOException when the file was changed, or either can't be read
   */
  static void verify(Path record, Path file) throws IOException {
    JsonNode digest = digest(record, file);
    if (!digest.isMissingNode() && !digest.asText().equals(Digests.hexOf(file))) {
      throw new IOException(file + ": was changed after it was written: its checksum differs");
    }
  }

  /**
   * @param record the run's record; possibly none
   * @param file one of its node files; possibly none
   * @return whether the file is, byte for byte, what the record was written with; not so where
   *     either can't be read
   */
  static boolean vouchFor(Path record, Path file) {
    try {
      return Files.isRegularFile(file) && digest(record, file).asText().equals(Digests.hexOf(file));
    } catch (IOException e) {
      return false; // whoever reads the file then says why
    }
  }

  private static JsonNode digest(Path record, Path file) throws IOException {
    return Files.isRegularFile(record)
        ? Json.parse(PackedFile.text(record)).path(FIELD).path(name(file))
        : MissingNode.getInstance();
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
