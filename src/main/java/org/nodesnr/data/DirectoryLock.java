package org.nodesnr.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps two processes, or two threads, from downloading into one directory at once. */
final class DirectoryLock implements Closeable {
  private static final long POLL_MILLIS = 100;

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits until nobody else holds the lock. It is let go when closed, or when the process ends in
   * whatever way.
   *
   * @param directory an existing directory; the empty file {@code .lock} stays in it
   * @return the lock
   * @throws IOException when the directory can't be written to
   * @throws InterruptedException when the thread is interrupted
   */
  static DirectoryLock acquire(Path directory) throws IOException, InterruptedException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      while (!(held = tryLock(channel))) {
        Thread.sleep(POLL_MILLIS);
      }
      return new DirectoryLock(channel);
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
