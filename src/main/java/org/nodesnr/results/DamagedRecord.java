package org.nodesnr.results;

import java.nio.file.Path;

/**
 * A record that can't be used. Its numbers enter nothing, and the file stays.
 *
 * @param path the file
 * @param reason what is wrong with it, as the end of a sentence that begins with the file
 * @param newer whether it is sound, but written by a later version of nodesnr
 */
public record DamagedRecord(Path path, String reason, boolean newer) {
  /** Ends the name of a damaged file that makes room for the record of a new try. */
  public static final String KEPT_SUFFIX = ".damaged";

  /**
   * @return the run that the file is named after
   */
  public String id() {
    return ExperimentDirectory.runOf(path.getFileName().toString()).orElseThrow();
  }

  /**
   * @return one line for the user
   */
  public String describe() {
    return "ignored: " + path + " " + reason;
  }
}
