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
    description = {
      "Write the tables of stored runs again and show the paper's; trains nothing.",
      "In JSON: a line for each set of records, with the paper's table and all correlations."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr stats configs/mnist.conf",
      "  nodesnr stats configs/mnist.conf --variant notebook",
      "  nodesnr stats configs/mnist.conf --set statistics.targets=[testLoss]",
      "  nodesnr stats configs/mnist.conf --format json | jq .table"
    })
final class StatsCommand implements Callable<Integer> {
  @Mixin private ReportOptions options;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    options.forEach(
        spec.commandLine().getErr(),
        false,
        report -> {
          if (format.json()) {
            report.writeTablesAsJson(out);
          } else {
            report.writeTables(out);
          }
        });
    return ExitCodes.DONE;
  }
}
