package org.nodesnr.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Published tables beside those that were made again.
 *
 * @param same how many are the same, byte for byte
 * @param different names of those that are not, or were not made
 */
public record Comparison(int same, List<String> different) {
  /** Copies the list. */
  public Comparison {
    different = List.copyOf(different);
  }

  /**
   * Compares the CSV tables of an experiment.
   *
   * @param published its directory, as published
   * @param again its directory, made again
   * @return which tables are the same
   * @throws IOException when a file can't be read
   */
  public static Comparison ofTables(Path published, Path again) throws IOException {
    int same = 0;
    List<String> different = new ArrayList<>();
    try (Stream<Path> files = Files.walk(published)) {
      List<Path> tables =
          files
              .filter(file -> file.toString().endsWith(".csv"))
              .filter(file -> isTable(published.relativize(file)))
              .sorted()
              .toList();
      for (Path table : tables) {
        Path relative = published.relativize(table);
        Path other = again.resolve(relative);
        if (Files.exists(other) && Files.mismatch(table, other) < 0) {
          same++;
        } else {
          different.add(published.getFileName() + "/" + relative);
        }
      }
    }
    return new Comparison(same, different);
  }

  private static boolean isTable(Path relative) {
    return relative.getNameCount() == 1 || relative.startsWith("tables");
  }
}
