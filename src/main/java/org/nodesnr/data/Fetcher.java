package org.nodesnr.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.nodesnr.UserError;

/** Brings missing files into the cache directory, one process at a time. */
final class Fetcher {
  private final Downloader downloader;
  private final DownloadProgress progress;

  Fetcher(Downloader downloader, DownloadProgress progress) {
    this.downloader = downloader;
    this.progress = progress;
  }

  /** What to do in the directory while no one else does. */
  @FunctionalInterface
  interface Task {
    /**
     * @throws IOException when the directory can't be written to
     * @throws Downloader.Failed when a file can't be downloaded
     */
    void run() throws IOException, Downloader.Failed;
  }

  /**
   * Runs a task under the lock of a directory, which is made where missing.
   *
   * @param set name of the data set, for errors
   * @param directory where the files go
   * @param needed the files to place by hand when the download fails
   * @param task downloads them
   * @throws UserError when that fails
   */
  void exclusively(String set, Path directory, List<Catalogue.RemoteFile> needed, Task task) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
    try {
      DirectoryLock lock = DirectoryLock.acquire(directory);
      try {
        task.run();
      } finally {
        lock.close();
      }
    } catch (Downloader.Failed e) {
      throw new UserError(
          set + ": the download failed (" + e.getMessage() + "). " + byHand(directory, needed), e);
    } catch (IOException e) {
      throw unwritable(directory, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError(set + ": interrupted while another process was downloading", e);
    }
  }

  /** Downloads one file, unless it is there already. */
  void download(Catalogue.RemoteFile file, Path directory) throws Downloader.Failed {
    Path target = directory.resolve(file.name());
    if (!Files.exists(target)) {
      downloader.download(file, target, progress);
    }
  }

  /**
   * What a user without a network can do.
   *
   * @param directory where the files belong
   * @param needed the files
   */
  static String byHand(Path directory, List<Catalogue.RemoteFile> needed) {
    String addresses =
        needed.stream().map(f -> f.mirrors().get(0).toString()).collect(Collectors.joining(", "));
    return "Put "
        + addresses
        + " into "
        + directory.toAbsolutePath()
        + " by hand, or try the harness without it: make demo needs no data";
  }

  private static UserError unwritable(Path directory, IOException e) {
    return new UserError(
        directory
            + ": can't be written to ("
            + e
            + "); choose another cache directory with"
            + " XDG_CACHE_HOME, or give the files with --data",
        e);
  }
}
