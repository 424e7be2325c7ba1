package org.nodesnr.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.nodesnr.UserError;

/** What Git LFS leaves in the place of a large file that was not fetched: a few lines of text. */
public final class LfsPointer {
  private static final String BEGINNING = "version https://git-lfs.github.com/spec/";

  /** How many bytes tell. */
  public static final int LENGTH = BEGINNING.length();

  private LfsPointer() {}

  /**
   * @param file a file
   * @param head its first {@link #LENGTH} bytes, or more
   * @throws UserError when it is such a pointer
   */
  public static void refuse(Path file, byte[] head) {
    if (new String(head, StandardCharsets.ISO_8859_1).startsWith(BEGINNING)) {
      throw new UserError(
          file + ": a Git LFS pointer, not the file itself; fetch it with git lfs pull");
    }
  }
}
