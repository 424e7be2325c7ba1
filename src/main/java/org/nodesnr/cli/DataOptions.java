package org.nodesnr.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.Datasets;
import org.nodesnr.data.SyntheticSpec;
import org.nodesnr.data.TestSet;
import picocli.CommandLine.Option;

/** Where data lie. */
final class DataOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Look for data here first; then in the directories $NODESNR_DATA, data and the user's cache.")
  private Path data;

  @Option(names = "--offline", description = "Download nothing.")
  private boolean offline;

  Optional<Path> directory() {
    return Optional.ofNullable(data);
  }

  boolean offline() {
    return offline;
  }

  DataLocation location() {
    return DataLocation.ofProcess(directory(), offline);
  }

  /** Reads a data set, made-up ones at their usual size; a download is shown. */
  static Dataset load(String set, DataLocation location) {
    return Datasets.load(
        set,
        location,
        SyntheticSpec.DEFAULT,
        new DownloadDisplay(System.err, Terminal.ofProcess()));
  }

  /** Reads the test images of a data set; otherwise as {@link #load}. */
  static TestSet loadTest(String set, DataLocation location) {
    return Datasets.loadTest(
        set,
        location,
        SyntheticSpec.DEFAULT,
        new DownloadDisplay(System.err, Terminal.ofProcess()));
  }
}
