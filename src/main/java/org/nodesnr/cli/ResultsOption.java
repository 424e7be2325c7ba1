package org.nodesnr.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where all results lie. */
final class ResultsOption {
  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "Directory of all experiments' results (default: ${DEFAULT-VALUE}).")
  private Path results;

  Path path() {
    return results;
  }
}
