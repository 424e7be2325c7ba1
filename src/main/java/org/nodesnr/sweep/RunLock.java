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
final class RunLock implements AutoCloseable {
  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the lock. What was true of the run before may not be so any more.
   *
   * @param directory of the saved states
   * @param id the run
   * @return the lock
   * @throws IOException when it can't be taken
   */
  static RunLock take(Path directory, String id) throws IOException {
    Files.createDirectories(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve(".locks"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock(position(id), 1, false);
    return new RunLock(channel);
  }

  private static long position(String id) {
    UUID hash = UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8));
    return hash.getMostSignificantBits() & (Long.MAX_VALUE >> 1);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
