package org.nodesnr.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.nodesnr.UserError;

/** What is said of a set that is not downloaded and lies nowhere. */
final class Missing {
  private Missing() {}

  /**
   * @param set its name
   * @param location where it was looked for
   * @param files what was looked for
   * @param folders in which folders of the directories
   */
  static UserError set(String set, DataLocation location, String files, List<String> folders) {
    String searched =
        location.directories().stream().map(Path::toString).collect(Collectors.joining(", "));
    return new UserError(
        set
            + ": not found, and not downloaded by nodesnr: looked for "
            + files
            + " in the folder "
            + String.join(" or ", folders)
            + " of "
            + searched);
  }
}
