package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.nodesnr.files.Json;
import org.nodesnr.results.RecordStore;
import org.nodesnr.spec.Experiment;
import org.nodesnr.sweep.Shard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where a sweep stands. */
@Command(
    name = "status",
    description = {
      "Show how many runs of an experiment are done, running, failed and waiting.",
      "With the time left, the best and the worst run, and the correlations as they stand."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr status configs/mnist.conf",
      "  nodesnr status configs/mnist.conf --watch   until the sweep is over",
      "  nodesnr status configs/mnist.conf --format json | jq .waiting"
    })
final class StatusCommand implements Callable<Integer> {
  private static final long WATCH_MILLIS = 2000;

  @Parameters(paramLabel = "CONFIG", description = "The experiment, such as configs/mnist.conf.")
  private Path config;

  @Option(
      names = "--watch",
      description =
          "Show it again every two seconds until the sweep is over; wait for one to begin.")
  private boolean watch;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "Only the I-th of N parts, as 'nodesnr run --shard' trains it.")
  private String shard;

  @Mixin private FormatOption format;
  @Mixin private ExperimentOptions experimentOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Experiment experiment = experimentOptions.load(config);
    RecordStore records = experimentOptions.records(experiment.name());
    Shard part = shard == null ? Shard.WHOLE : Shard.parse(shard);
    PrintWriter out = spec.commandLine().getOut();
    boolean running = show(experiment, part, records, out);
    boolean seen = running;
    while (watch && (running || !seen)) {
      if (!running && !format.json()) {
        out.println("waiting for a sweep to begin; Ctrl-C ends");
        out.flush();
      }
      Thread.sleep(WATCH_MILLIS);
      if (!format.json()) {
        out.print("\u001b[H\u001b[2J");
      }
      running = show(experiment, part, records, out);
      seen |= running;
    }
    return ExitCodes.DONE;
  }

  private boolean show(Experiment experiment, Shard part, RecordStore records, PrintWriter out)
      throws IOException {
    Standing standing =
        Standing.of(
            experiment, part, records, experimentOptions.reference(experiment.name()).directory());
    if (format.json()) {
      out.println(Json.printed(standing));
    } else {
      standing.print(out);
    }
    out.flush();
    return standing.isAtWork();
  }
}
