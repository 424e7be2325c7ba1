package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file operation failed, in words that a person can act on. */
public final class Reasons {
  private Reasons() {}

  /**
   * @param e what was thrown
   * @return the end of a sentence that names the file elsewhere
   */
  public static String of(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "permission denied for " + denied.getFile();
    }
    if (e instanceof NoSuchFileException missing) {
      return "no such file: " + missing.getFile();
    }
    if (e instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is there and no directory";
    }
    if (e instanceof FileSystemException failure && failure.getReason() != null) {
      return failure.getReason() + " (" + failure.getFile() + ")";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
