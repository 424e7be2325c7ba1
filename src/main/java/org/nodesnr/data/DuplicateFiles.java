package org.nodesnr.data;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset.DataFile;

/** Refuses sets in which one file lies under two names: test data copied over training data. */
final class DuplicateFiles {
  private DuplicateFiles() {}

  /**
   * @param folder where the files lie
   * @param files all files of a set
   * @throws UserError when two have the same checksum
   */
  static void refuse(Path folder, List<DataFile> files) {
    Map<String, String> seen = new HashMap<>();
    for (DataFile file : files) {
      String other = seen.put(file.sha256(), file.name());
      if (other != null) {
        throw new UserError(
            folder
                + ": "
                + file.name()
                + " and "
                + other
                + " are the same file; get one of them"
                + " again");
      }
    }
  }
}
