package org.nodesnr.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.nodesnr.UserError;
import org.nodesnr.files.AtomicFiles;

/**
 * A download under way: the bytes so far, under a partial name beside the target. Failures to write
 * are the user's to mend, unlike those of the network, and so are {@link UserError}s.
 */
final class PartialFile {
  private static final long REPORT_STEP = 1 << 18;

  private final Catalogue.RemoteFile file;
  private final Path target;
  private final Path partial;
  private final DownloadProgress progress;
  private FileChannel channel;
  private long written;
  private long reported;

  PartialFile(Catalogue.RemoteFile file, Path target, DownloadProgress progress) {
    this.file = file;
    this.target = target;
    this.partial = target.resolveSibling("." + file.name() + AtomicFiles.PARTIAL_SUFFIX);
    this.progress = progress;
  }

  /** What is downloaded. */
  Catalogue.RemoteFile file() {
    return file;
  }

  /** Bytes on the disk. */
  long size() {
    try {
      return Files.exists(partial) ? Files.size(partial) : 0;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Opens the file for more data.
   *
   * @param from how many of the bytes so far to keep
   */
  void begin(long from) {
    try {
      channel = FileChannel.open(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(from);
      channel.position(from);
      written = from;
      reported = from;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Adds data.
   *
   * @param data what came in
   * @return false when the file is longer than it should be, and was deleted therefore
   */
  boolean append(List<ByteBuffer> data) {
    try {
      for (ByteBuffer buffer : data) {
        while (buffer.hasRemaining()) {
          written += channel.write(buffer);
        }
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
    if (written > file.bytes()) {
      end();
      delete();
      return false;
    }
    if (written - reported >= REPORT_STEP) {
      reported = written;
      progress.report(file.name(), written, file.bytes());
    }
    return true;
  }

  /** Forces the data to the disk and closes the file. */
  void end() {
    try {
      if (channel.isOpen()) {
        channel.force(true);
        channel.close();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Throws away what there is. */
  void delete() {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Verifies the complete file and moves it into place, or deletes it.
   *
   * @return whether its checksum is the right one
   */
  boolean finish() {
    try (SourceFile in = SourceFile.raw(partial)) {
      if (!in.check().sha256().equals(file.sha256())) {
        delete();
        return false;
      }
    }
    try {
      Files.move(
          partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw unwritable(e);
    }
    progress.report(file.name(), file.bytes(), file.bytes());
    return true;
  }

  private UserError unwritable(IOException e) {
    return new UserError(
        partial
            + ": can't be written ("
            + e
            + "); free space there, or choose another cache"
            + " directory with XDG_CACHE_HOME",
        e);
  }
}
