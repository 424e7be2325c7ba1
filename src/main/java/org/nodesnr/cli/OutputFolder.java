package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nodesnr.UserError;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.sweep.Reasons;

/** A directory that files will go into, looked at before the work that makes them. */
final class OutputFolder {
  private OutputFolder() {}

  /**
   * Refuses what can't be made a directory with files in it; leaves nothing.
   *
   * @param name what a refusal begins with
   * @param folder the directory, which need not be there
   */
  static void require(String name, Path folder) {
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new UserError(name + ": can't be written: " + there + " is there and no directory");
    }
    try {
      Files.delete(Files.createTempFile(there, ".nodesnr", AtomicFiles.PARTIAL_SUFFIX));
    } catch (IOException e) {
      throw new UserError(name + ": can't be written: " + Reasons.of(e), e);
    }
  }
}
