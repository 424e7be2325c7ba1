package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;

/** The Java runtime, like the system between processes, refuses a second lock within one. */
class SweepLockTest {
  private static final String ME = "process " + ProcessHandle.current().pid() + " on ";

  @TempDir Path directory;
  private final List<SweepLock> locks = new ArrayList<>();

  @AfterEach
  void release() throws IOException {
    for (SweepLock lock : locks) {
      lock.close();
    }
  }

  private SweepLock take(String shard) {
    SweepLock lock = SweepLock.take(directory, Shard.parse(shard));
    locks.add(lock);
    return lock;
  }

  private void assertRefused(String shard, String... words) {
    assertThatThrownBy(() -> take(shard))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("another sweep is writing here")
        .hasMessageContainingAll(words);
  }

  @Test
  void shardsOfOneCountWorkSideBySide() throws IOException {
    take("1/3");
    take("3/3");
    take("2/3");
    assertThat(Files.readAllLines(directory.resolve(".lock")))
        .extracting(line -> line.replaceAll(" on .*", ""))
        .containsExactly(
            "shard 1/3, " + ME.strip().replace(" on", ""),
            "shard 3/3, " + ME.strip().replace(" on", ""),
            "shard 2/3, " + ME.strip().replace(" on", ""));
  }

  @Test
  void whatOverlapsIsRefusedAndSaysWithWhom() {
    take("2/3");
    assertRefused("2/3", "shard 2/3, " + ME, "give another of 3 shards");
    assertRefused("1/2", "shard 2/3, " + ME);
    assertRefused("1/4", "shard 2/3, " + ME);
    assertRefused("1/1", "shard 2/3, " + ME);
    take("1/3");
  }

  @Test
  void nothingGoesBesideTheWhole() {
    take("1/1");
    assertRefused("1/1", "(" + ME);
    assertRefused("1/2", "(" + ME);
    assertRefused("999/1000", "(" + ME);
  }

  @Test
  void whoIsGoneIsForgotten() throws IOException {
    take("1/2").close();
    Files.writeString(directory.resolve(".lock"), "shard 7/3, process 1\nnonsense\nprocess 1\n");
    take("2/3");
    assertThat(Files.readAllLines(directory.resolve(".lock"))).hasSize(1);
  }

  @Test
  void reportsAreWrittenBesideShards() throws IOException {
    SweepLock.whileReporting(directory, () -> take("1/2"));
    SweepLock.whileReporting(
        directory.resolve("none"), () -> assertThat(directory.resolve("none")).doesNotExist());
  }
}
