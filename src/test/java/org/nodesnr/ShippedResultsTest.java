package org.nodesnr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What git tracks of results: evidence, and no more than a clone should weigh. */
class ShippedResultsTest {
  private static final long MOST_BYTES = 25L << 20;

  private static List<Path> tracked() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of(".git")), "this is no clone");
    Process git = new ProcessBuilder("git", "ls-files", "-z", "results").start();
    String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).isZero();
    return names.lines().flatMap(all -> List.of(all.split("\0")).stream()).map(Path::of).toList();
  }

  @Test
  void weighsUnder25MebibytesAndRecordsArePacked() throws IOException, InterruptedException {
    long bytes = 0;
    int records = 0;
    for (Path file : tracked()) {
      bytes += Files.size(file);
      if (file.getParent().endsWith("runs")) {
        assertThat(file.toString()).as("pack it with gzip -9n").endsWith(".json.gz");
        records++;
      }
    }
    assertThat(records).isGreaterThan(400);
    assertThat(bytes).isLessThan(MOST_BYTES);
  }
}
