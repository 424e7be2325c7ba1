package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nodesnr.UserError;

/**
 * Keeps coordinators off one another's runs. Shards of one count share a results directory, also
 * from several machines where its file system has locks, as NFS does; a second coordinator of a
 * shard, shards of another count, and the whole beside a shard are refused. The operating system
 * drops a lock with the process that holds it, however that ends; the file stays.
 *
 * <p>All are locks on one file. Each shard has a byte of its own and the whole experiment the range
 * of them all; they lie far behind the text, which says who holds what.
 */
public final class SweepLock implements AutoCloseable {
  private static final String FILE = ".lock";
  private static final long FIRST_BYTE = 1L << 40;
  private static final long BYTES = 1L << 40;
  private static final long BYTES_PER_COUNT = 1L << 20;

  /** Held for moments, while locks are taken and the text is written. */
  private static final long GATE = FIRST_BYTE - 1;

  /** Held while tables, figures and the page are written. */
  private static final long REPORT = FIRST_BYTE - 2;

  private static final Pattern HOLDER =
      Pattern.compile("(?:shard ([0-9]{1,4}/[0-9]{1,4}), )?(process .*)");

  private final FileChannel channel;

  /** Writes files that all coordinators of an experiment share. */
  @FunctionalInterface
  public interface Writing {
    /**
     * @throws IOException when a file can't be written
     */
    void write() throws IOException;
  }

  private record Range(long first, long size) {
    static Range of(Shard shard) {
      return shard.isWhole()
          ? new Range(FIRST_BYTE, BYTES)
          : new Range(FIRST_BYTE + shard.count() * BYTES_PER_COUNT + shard.index(), 1);
    }
  }

  private SweepLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock or refuses.
   *
   * @param directory of the experiment's results; made where missing
   * @param shard which runs
   * @return the lock, to be closed at the end of the sweep
   * @throws UserError when another process holds a lock on some of the runs, or the directory can't
   *     be written
   */
  public static SweepLock take(Path directory, Shard shard) {
    try {
      FileChannel channel = open(directory);
      FileLock gate = channel.lock(GATE, 1, false);
      List<String> others = holders(channel);
      if (!isFree(channel, shard) || lock(channel, Range.of(shard)) == null) {
        channel.close();
        throw new UserError(refusal(directory, shard, others));
      }
      List<String> lines = new ArrayList<>(others);
      lines.add((shard.isWhole() ? "" : "shard " + shard + ", ") + process());
      write(channel, String.join("\n", lines) + "\n");
      gate.release();
      return new SweepLock(channel);
    } catch (IOException e) {
      throw new UserError(directory + ": can't be written: " + Reasons.of(e), e);
    }
  }

  /**
   * Waits until nobody else writes tables and figures of the experiment, and writes them. What is
   * read within is at least as new as what any writer before has read. Where there is no such
   * directory, nobody writes.
   *
   * @param directory of the experiment's results
   * @param writing reads records and writes files
   * @throws IOException when a file can't be written
   */
  public static void whileReporting(Path directory, Writing writing) throws IOException {
    if (!Files.isDirectory(directory)) {
      writing.write();
      return;
    }
    try (FileChannel channel = open(directory)) {
      FileLock lock = channel.lock(REPORT, 1, false);
      writing.write();
      lock.release();
    }
  }

  private static FileChannel open(Path directory) throws IOException {
    Files.createDirectories(directory);
    return FileChannel.open(
        directory.resolve(FILE),
        StandardOpenOption.CREATE,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  /** Whether nobody works on shards of another count, or on the whole. */
  private static boolean isFree(FileChannel channel, Shard shard) throws IOException {
    if (shard.isWhole()) {
      return true;
    }
    long before = shard.count() * BYTES_PER_COUNT;
    long after = before + BYTES_PER_COUNT;
    return canLock(channel, new Range(FIRST_BYTE, before))
        && canLock(channel, new Range(FIRST_BYTE + after, BYTES - after));
  }

  private static boolean canLock(FileChannel channel, Range range) throws IOException {
    FileLock lock = lock(channel, range);
    if (lock == null) {
      return false;
    }
    lock.release();
    return true;
  }

  private static FileLock lock(FileChannel channel, Range range) throws IOException {
    try {
      return channel.tryLock(range.first(), range.size(), false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Lines about those who hold a lock still; of a killed process, the line outlives the lock. */
  private static List<String> holders(FileChannel channel) throws IOException {
    List<String> holders = new ArrayList<>();
    for (String line : read(channel).lines().toList()) {
      Matcher matcher = HOLDER.matcher(line);
      if (matcher.matches()) {
        Optional<Shard> held =
            matcher.group(1) == null ? Optional.of(Shard.WHOLE) : Shard.find(matcher.group(1));
        if (held.isPresent() && !canLock(channel, Range.of(held.get()))) {
          holders.add(line);
        }
      }
    }
    return holders;
  }

  private static String refusal(Path directory, Shard shard, List<String> holders) {
    return directory
        + ": another sweep is writing here ("
        + (holders.isEmpty() ? "unknown process" : String.join("; ", holders))
        + "): wait for it, stop it, "
        + (shard.isWhole() ? "" : "give another of " + shard.count() + " shards, ")
        + "or choose another --results";
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate((int) Math.min(channel.size(), 1 << 20));
    while (text.hasRemaining() && channel.read(text, text.position()) >= 0) {
      // Reads on.
    }
    return StandardCharsets.UTF_8.decode(text.flip()).toString();
  }

  private static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    channel.truncate(0);
    while (bytes.hasRemaining()) {
      channel.write(bytes, bytes.position());
    }
  }

  private static String process() {
    return "process " + ProcessHandle.current().pid() + " on " + Host.name();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
