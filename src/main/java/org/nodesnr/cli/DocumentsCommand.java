package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.nodesnr.document.Documents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** README and REPRODUCTION from their templates. */
@Command(
    name = "documents",
    description = {
      "Write README.md and REPRODUCTION.md with the numbers of the stored tables.",
      "Templates lie in docs/templates; a number there is a reference to a cell, such as"
          + " {{mnist/table-1 G2 spearman}}."
    },
    footerHeading = "%nExamples:%n",
    footer = "  nodesnr documents    after 'nodesnr figures', in the checkout")
final class DocumentsCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The checkout (default: where you stand).")
  private Path checkout;

  @Mixin private ResultsOption results;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<Path> written = Documents.write(checkout, results.path());
    written.forEach(document -> out.println(document.normalize()));
    if (written.isEmpty()) {
      out.println("every document says what the tables say");
    }
    return ExitCodes.DONE;
  }
}
