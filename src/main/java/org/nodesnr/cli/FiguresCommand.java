package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tables and figures from records. */
@Command(
    name = "figures",
    description = "Write tables and figures of stored runs again; trains nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr figures                       every experiment in configs/ that has records",
      "  nodesnr figures configs/mnist.conf    this one"
    })
final class FiguresCommand implements Callable<Integer> {
  @Mixin private ReportOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    options.forEach(report -> report.writeAll(out));
    return ExitCodes.DONE;
  }
}
