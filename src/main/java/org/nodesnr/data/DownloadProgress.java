package org.nodesnr.data;

/** Told how far a download is. */
@FunctionalInterface
public interface DownloadProgress {
  /** Tells nobody. */
  DownloadProgress NONE = (file, done, total) -> {};

  /**
   * Called now and then while a file comes in, and once at its end with {@code done == total}.
   *
   * @param file name of the file
   * @param done bytes on the disk, those of an earlier attempt included
   * @param total bytes of the whole file
   */
  void report(String file, long done, long total);
}
