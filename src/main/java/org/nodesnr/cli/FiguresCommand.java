package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tables, figures and the page that shows them, from records. */
@Command(
    name = "figures",
    aliases = "report",
    description = "Write tables, figures and the page index.html of stored runs; trains nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr figures                       every one in configs/ with records",
      "  nodesnr figures configs/mnist.conf    this one",
      "  nodesnr report configs/mnist.conf     the same by its other name"
    })
final class FiguresCommand implements Callable<Integer> {
  @Mixin private ReportOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    options.forEach(spec.commandLine().getErr(), true, report -> report.writeAll(out));
    return ExitCodes.DONE;
  }
}
