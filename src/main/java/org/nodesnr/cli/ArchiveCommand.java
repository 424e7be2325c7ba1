package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nodesnr.archive.Bundle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The citable bundle of a checkout. */
@Command(
    name = "archive",
    description = {
      "Write records, tables, figures and configs as one citable file.",
      "It holds the experiments that ship, with checksums, licence and CITATION.cff; 'nodesnr"
          + " verify' makes every table again from it."
    },
    footerHeading = "%nExamples:%n",
    footer = "  nodesnr archive --out nodesnr-records.zip    in the checkout")
final class ArchiveCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The checkout (default: where you stand).")
  private Path checkout;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "nodesnr-records.zip",
      description = "The file to write (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Bundle.Size size = Bundle.write(checkout, out);
    spec.commandLine()
        .getOut()
        .printf(Locale.ROOT, "%s: %,d files, %.1f MB%n", out, size.files(), size.bytes() / 1e6);
    return ExitCodes.DONE;
  }
}
