package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nodesnr.config.Experiment;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.sweep.Durations;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.StatusFile;
import org.nodesnr.sweep.SweepPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where a sweep stands. */
@Command(
    name = "status",
    description = "Show which runs of an experiment are done, running, failed and missing.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr status configs/mnist.conf",
      "  nodesnr status configs/mnist.conf --watch   again every two seconds while a sweep runs"
    })
final class StatusCommand implements Callable<Integer> {
  private static final long WATCH_MILLIS = 2000;

  @Parameters(paramLabel = "CONFIG", description = "The experiment, such as configs/mnist.conf.")
  private Path config;

  @Option(names = "--watch", description = "Show it again every two seconds while a sweep runs.")
  private boolean watch;

  @Mixin private ExperimentOptions experimentOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Experiment experiment = experimentOptions.load(config);
    RecordStore records = experimentOptions.records(experiment.name());
    PrintWriter out = spec.commandLine().getOut();
    boolean running = show(experiment, records, out);
    while (watch && running) {
      Thread.sleep(WATCH_MILLIS);
      out.print("\u001b[H\u001b[2J");
      running = show(experiment, records, out);
    }
    return ExitCodes.DONE;
  }

  private static boolean show(Experiment experiment, RecordStore records, PrintWriter out)
      throws IOException {
    List<Job> jobs = ExperimentOptions.jobs(experiment);
    SweepPlan plan = SweepPlan.of(jobs, records.directory(), records.readAll());
    List<StatusFile.Status> sweeps = StatusFile.read(records.directory());
    int running = sweeps.stream().mapToInt(s -> s.active().size()).sum();
    long diverged =
        plan.done().stream().filter(r -> r.status() == RunRecord.Status.DIVERGED).count();
    out.printf(
        Locale.ROOT,
        "%s: %d of %d runs finished, %d diverged, %d failed, %d running, %d waiting%n",
        experiment.name(),
        plan.done().size() - diverged,
        jobs.size(),
        diverged,
        plan.failed(),
        running,
        plan.todo().size() - plan.failed() - running);
    plan.damaged().forEach(d -> out.println("  " + d.describe()));
    sweeps.forEach(s -> showRunning(s, out));
    showExtremes(plan, out);
    out.flush();
    return !sweeps.isEmpty();
  }

  private static void showRunning(StatusFile.Status sweep, PrintWriter out) {
    out.println(
        "shard "
            + sweep.shard()
            + " in process "
            + sweep.pid()
            + " on "
            + sweep.host()
            + ", "
            + Durations.of(sweep.secondsLeft())
            + " left");
    for (StatusFile.ActiveRun run : sweep.active()) {
      out.printf(
          Locale.ROOT,
          "%3d  %-30s step %,d of %,d%s%n",
          run.worker(),
          run.label(),
          run.step(),
          run.steps(),
          Double.isNaN(run.loss())
              ? ""
              : String.format(
                  Locale.ROOT, ", loss %.4f, %.1f ms/step", run.loss(), run.millisecondsPerStep()));
    }
  }

  private static void showExtremes(SweepPlan plan, PrintWriter out) {
    List<RunRecord> finished =
        plan.done().stream()
            .filter(r -> r.status() == RunRecord.Status.FINISHED)
            .sorted(Comparator.comparingDouble(StatusCommand::accuracy))
            .toList();
    if (!finished.isEmpty()) {
      extreme("best", finished.get(finished.size() - 1), out);
      extreme("worst", finished.get(0), out);
    }
  }

  private static double accuracy(RunRecord record) {
    List<Checkpoint> checkpoints = record.checkpoints();
    return checkpoints.get(checkpoints.size() - 1).test().accuracy();
  }

  private static void extreme(String word, RunRecord record, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%-5s test accuracy %.4f: %s, seed %d, run %s%n",
        word,
        accuracy(record),
        record.regime(),
        record.seed(),
        record.id());
  }
}
