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
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.Pearson;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Spearman;
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
      "  nodesnr status configs/mnist.conf --watch   until the sweep is over"
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

  @Mixin private ExperimentOptions experimentOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Experiment experiment = experimentOptions.load(config);
    RecordStore records = experimentOptions.records(experiment.name());
    PrintWriter out = spec.commandLine().getOut();
    boolean running = show(experiment, records, out);
    boolean seen = running;
    while (watch && (running || !seen)) {
      if (!running) {
        out.println("waiting for a sweep to begin; Ctrl-C ends");
        out.flush();
      }
      Thread.sleep(WATCH_MILLIS);
      out.print("\u001b[H\u001b[2J");
      running = show(experiment, records, out);
      seen |= running;
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
    if (finished.size() > 2) {
      correlations(RunTable.ofFinal(finished, List.of()), out);
    }
    if (!finished.isEmpty()) {
      extreme("best", finished.get(finished.size() - 1), out);
      extreme("worst", finished.get(0), out);
    }
  }

  /** Pooled over the regimes, without exclusions: the tables have the rest. */
  private static void correlations(RunTable runs, PrintWriter out) {
    double[] accuracy = runs.numbers("testAccuracy");
    String variant = runs.variants().get(0);
    PermutationOptions permutations = PermutationOptions.withSeed(1);
    out.printf(
        Locale.ROOT,
        "with test accuracy, %d finished runs, variant %s:%nlayer  r(S)     rho(S)   r(G)     rho(G)%n",
        runs.size(),
        variant);
    for (int layer = 1; layer <= runs.layers(); layer++) {
      double[] s = runs.numbers(RunTable.s(variant, layer));
      double[] g = runs.numbers(RunTable.g(variant, layer));
      out.printf(
          Locale.ROOT,
          "%5d  %-7.3f  %-7.3f  %-7.3f  %-7.3f%n",
          layer,
          Pearson.correlate(s, accuracy, permutations).coefficient(),
          Spearman.correlate(s, accuracy, permutations).coefficient(),
          Pearson.correlate(g, accuracy, permutations).coefficient(),
          Spearman.correlate(g, accuracy, permutations).coefficient());
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
