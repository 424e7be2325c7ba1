package org.nodesnr.sweep;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.nodesnr.UserError;

/**
 * Keeps a second coordinator off a results directory. The operating system drops the lock with the
 * process that holds it, however that ends; the file stays.
 */
public final class SweepLock implements AutoCloseable {
  /** The locked byte lies far behind the text, which others may read. */
  private static final long LOCKED_BYTE = 1L << 40;

  private static final long HOLDER_NANOS = 200_000_000L;

  private final FileChannel channel;

  private SweepLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock or refuses.
   *
   * @param directory of the experiment's results; made where missing
   * @return the lock, to be closed at the end of the sweep
   * @throws UserError when another process holds it, or the directory can't be written
   */
  public static SweepLock take(Path directory) {
    Path file = directory.resolve(".lock");
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        // Who took the lock a moment ago has yet to say so; until then the file names an earlier
        // one.
        LockSupport.parkNanos(HOLDER_NANOS);
        String holder = Files.readString(file).strip();
        channel.close();
        throw new UserError(
            directory
                + ": another sweep is writing here ("
                + (holder.isEmpty() ? "unknown process" : holder)
                + "): wait for it, stop it, or choose another --results");
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(holder().getBytes(StandardCharsets.UTF_8)), 0);
      return new SweepLock(channel);
    } catch (IOException e) {
      throw new UserError(directory + ": can't be written: " + Reasons.of(e), e);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String holder() {
    return "process " + ProcessHandle.current().pid() + " on " + host() + "\n";
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "an unnamed host";
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
