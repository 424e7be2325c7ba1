package org.nodesnr.results;

import java.nio.file.Path;

/**
 * A record that can't be used. It is set aside: neither averaged in nor deleted.
 *
 * @param path the file
 * @param reason what is wrong with it, as the end of a sentence
 */
public record DamagedRecord(Path path, String reason) {
  /**
   * @return one line for the user
   */
  public String describe() {
    return path + ": " + reason;
  }
}
