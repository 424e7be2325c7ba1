package org.nodesnr.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Files that appear whole or not at all. */
public final class AtomicFiles {
  /** Ends the name of every unfinished file; readers skip such names. */
  public static final String PARTIAL_SUFFIX = ".part";

  /** Writes the content of a file to a stream. */
  @FunctionalInterface
  public interface Content {
    /**
     * @param out where to write; flushed and closed by the caller
     * @throws IOException when the content can't be written
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Shared by those who write, to be had alone by who ends the process. */
  private static final ReadWriteLock WRITING = new ReentrantReadWriteLock();

  private AtomicFiles() {}

  /**
   * Waits until no file is being written, and lets none be begun: for the end of a process that is
   * interrupted.
   *
   * @param patience how long to wait
   */
  public static void finish(Duration patience) {
    try {
      // never unlocked: who waits for it is to end with the process
      WRITING.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Writes text as UTF-8.
   *
   * @param file the file to make or replace; its directory is made where missing
   * @param text the whole content
   * @throws IOException when it can't be written; the old file, if any, is then untouched
   */
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * Copies a file; nothing where it is not there.
   *
   * @param from the file
   * @param to the file to make or replace; its directory is made where missing
   * @throws IOException when it can't be read or written; the old file, if any, is then untouched
   */
  public static void copy(Path from, Path to) throws IOException {
    if (Files.exists(from)) {
      write(to, out -> Files.copy(from, out));
    }
  }

  /**
   * Writes to a temporary name in the same directory, forces it to the disk and moves it into
   * place.
   *
   * @param file the file to make or replace; its directory is made where missing
   * @param content writes the whole content
   * @throws IOException when it can't be written; the old file, if any, is then untouched
   */
  public static void write(Path file, Content content) throws IOException {
    WRITING.readLock().lock();
    try {
      writeWhole(file, content);
    } finally {
      WRITING.readLock().unlock();
    }
  }

  private static void writeWhole(Path file, Content content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path partial =
        directory.resolve(
            "." + file.getFileName() + "." + ProcessHandle.current().pid() + PARTIAL_SUFFIX);
    try {
      try (FileChannel channel =
          FileChannel.open(
              partial,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // A full disk is told without a name.
      throw named(file, e);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static FileSystemException named(Path file, IOException cause) {
    FileSystemException named = new FileSystemException(file.toString(), null, cause.getMessage());
    named.initCause(cause);
    return named;
  }
}
