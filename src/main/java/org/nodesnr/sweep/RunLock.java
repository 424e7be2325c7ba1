package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Keeps two workers off one run. A worker whose coordinator was killed needs a moment to save its
 * state; whoever takes the run over waits here until it is gone. All runs share one file, each
 * locks a byte of its own.
 */
final class RunLock {
  /** Work on a run. */
  @FunctionalInterface
  interface Work {
    Event carryOut() throws IOException, InterruptedException;
  }

  private RunLock() {}

  /**
   * Waits for the lock and works under it. What was true of the run before may not be so any more.
   *
   * @param directory of the saved states
   * @param id the run
   * @param work what to do
   * @return what came of it
   * @throws IOException when the lock can't be taken, or the work throws it
   * @throws InterruptedException when the work throws it
   */
  static Event within(Path directory, String id, Work work)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve(".locks"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(position(id), 1, false);
      return work.carryOut();
    }
  }

  private static long position(String id) {
    UUID hash = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    return hash.getMostSignificantBits() & (Long.MAX_VALUE >> 1);
  }
}
