package org.nodesnr.cli;

import java.util.Locale;
import picocli.CommandLine.Option;

/** Whether a command prints for people or for programs. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json (default: ${DEFAULT-VALUE}).")
  private Format format;

  /** How it is printed. */
  enum Format {
    /** For people. */
    TABLE,
    /** For programs. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean json() {
    return format == Format.JSON;
  }
}
