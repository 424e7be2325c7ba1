package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.UUID;

/**
 * Keeps two workers off one run. A worker whose coordinator was killed needs a moment to save its
 * states; whoever takes the runs over waits here until it is gone. All runs share one file, each
 * locks a byte of its own, in one order everywhere so that nobody waits in a circle.
 */
final class RunLock {
  /** Work on runs. */
  @FunctionalInterface
  interface Work {
    void carryOut() throws IOException, InterruptedException;
  }

  private RunLock() {}

  /**
   * Waits for the locks and works under them. What was true of the runs before may not be so any
   * more.
   *
   * @param directory of the saved states
   * @param ids the runs
   * @param work what to do
   * @throws IOException when a lock can't be taken, or the work throws it
   * @throws InterruptedException when the work throws it
   */
  static void within(Path directory, Collection<String> ids, Work work)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve(".locks"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (long position : ids.stream().map(RunLock::position).sorted().distinct().toList()) {
        channel.lock(position, 1, false);
      }
      work.carryOut();
    }
  }

  private static long position(String id) {
    UUID hash = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    return hash.getMostSignificantBits() & (Long.MAX_VALUE >> 1);
  }
}
