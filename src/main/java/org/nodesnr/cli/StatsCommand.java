package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Tables from records. */
@Command(
    name = "stats",
    description = "Write the tables of stored runs again and show the paper's; trains nothing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr stats configs/mnist.conf",
      "  nodesnr stats configs/mnist.conf --variant notebook",
      "  nodesnr stats configs/mnist.conf --set statistics.targets=[testLoss]"
    })
final class StatsCommand implements Callable<Integer> {
  @Mixin private ReportOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    options.forEach(report -> report.writeTables(out));
    return ExitCodes.DONE;
  }
}
