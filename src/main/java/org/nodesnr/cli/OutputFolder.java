package org.nodesnr.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.nodesnr.UserError;

/** A directory that files will go into, looked at before the work that makes them. */
final class OutputFolder {
  private OutputFolder() {}

  /**
   * Refuses what can't be made a directory with files in it; makes nothing.
   *
   * @param option that names it
   * @param folder the directory, which need not be there
   */
  static void require(String option, Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new UserError(option + " " + folder + ": " + there + " is there and no directory");
    }
    if (!Files.isWritable(there)) {
      throw new UserError(option + " " + folder + ": permission denied for " + there);
    }
  }
}
