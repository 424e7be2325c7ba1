package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.nodesnr.config.DataSpec;
import org.nodesnr.config.Experiment;
import org.nodesnr.data.Dataset;
import org.nodesnr.results.DamagedRecord;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.sweep.BuildInfo;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.sweep.Leftovers;
import org.nodesnr.sweep.StateStore;
import org.nodesnr.sweep.StopFlag;
import org.nodesnr.sweep.SweepLock;
import org.nodesnr.sweep.SweepOutcome;
import org.nodesnr.sweep.SweepPlan;
import org.nodesnr.sweep.WorkerCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains what is missing of an experiment, then writes its tables, figures and page. */
@Command(
    name = "run",
    description = {
      "Train the runs of a config that are not in results/ yet, then report on them.",
      "Stopped or killed, it goes on where it was when it is started again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr run configs/demo.conf --offline",
      "  nodesnr run configs/mnist.conf --dry-run",
      "  nodesnr run configs/mnist.conf --set seeds=1..3 --set base.steps=2000 --workers 4",
    })
final class RunCommand implements Callable<Integer> {
  private static final int GRACE_SECONDS = 90;

  @Parameters(paramLabel = "CONFIG", description = "The experiment, such as configs/mnist.conf.")
  private Path config;

  @Mixin private ExperimentOptions experimentOptions;
  @Mixin private DataOptions dataOptions;
  @Mixin private SweepOptions sweepOptions;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Print what would be trained and for how long; train nothing.")
  private boolean dryRun;

  @Option(
      names = "--no-report",
      description = "Write no tables, figures and index.html at the end.")
  private boolean noReport;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Experiment experiment = experimentOptions.load(config);
    RecordStore records = experimentOptions.records(experiment.name());
    PrintWriter out = spec.commandLine().getOut();
    int workers = sweepOptions.workers();
    if (dryRun) {
      print(experiment, plan(experiment, records), workers, out, true);
      return ExitCodes.DONE;
    }
    int code = sweep(experiment, records, workers, out);
    if (code != ExitCodes.INTERRUPTED && !noReport) {
      RecordStore reference = experimentOptions.reference(experiment.name());
      Report.of(experiment, records, reference, ExperimentDirectory.USUAL_VARIANT).writeAll(out);
    }
    return code;
  }

  private static SweepPlan plan(Experiment experiment, RecordStore records) throws IOException {
    return SweepPlan.of(ExperimentOptions.jobs(experiment), records.directory(), records.readAll());
  }

  private static void print(
      Experiment experiment, SweepPlan plan, int workers, PrintWriter out, boolean everyRegime)
      throws IOException {
    StateStore states = new StateStore(plan.directory());
    String code = BuildInfo.current().describe();
    new PlanText(experiment, plan, states.usable(plan.todo(), code), workers)
        .print(out, everyRegime);
  }

  private int sweep(Experiment experiment, RecordStore records, int workers, PrintWriter out)
      throws IOException, InterruptedException {
    StopFlag stop = StopFlag.onSignals(GRACE_SECONDS, ExitCodes.INTERRUPTED);
    try {
      return sweepUnderLock(experiment, records, workers, out, stop);
    } finally {
      stop.finished();
    }
  }

  private int sweepUnderLock(
      Experiment experiment, RecordStore records, int workers, PrintWriter out, StopFlag stop)
      throws IOException, InterruptedException {
    SweepLock lock = SweepLock.take(records.directory().root());
    try {
      SweepPlan plan = plan(experiment, records);
      Leftovers.delete(records.directory(), plan.doneIds());
      print(experiment, plan, workers, out, false);
      if (plan.todo().isEmpty()) {
        return ExitCodes.DONE;
      }
      for (DamagedRecord damaged : plan.toReplace()) {
        records.keep(damaged);
      }
      SweepOutcome outcome = train(experiment, records, plan, workers, stop);
      Leftovers.delete(records.directory(), List.of());
      if (outcome.interrupted()) {
        err()
            .println(
                "nodesnr: stopped; "
                    + outcome.left()
                    + " of "
                    + plan.todo().size()
                    + " runs are left. The same command goes on where this one stopped.");
        return ExitCodes.INTERRUPTED;
      }
      if (outcome.failed() > 0) {
        err()
            .println(
                "nodesnr: "
                    + outcome.failed()
                    + " runs failed; their records and "
                    + records.directory().logs()
                    + " say why. The same command tries them again.");
        return ExitCodes.SOME_RUNS_FAILED;
      }
      return ExitCodes.DONE;
    } finally {
      lock.close();
    }
  }

  private SweepOutcome train(
      Experiment experiment, RecordStore records, SweepPlan plan, int workers, StopFlag stop)
      throws IOException, InterruptedException {
    PrintStream display = System.err;
    Dataset data = requireData(plan, display);
    OptionalDouble rate = plan.recordedRate(ExperimentOptions.jobs(experiment));
    WorkerCommand command = sweepOptions.command(records.directory(), dataOptions);
    command.gpus().forEach(gpu -> display.println("GPU: " + gpu.verdict()));
    return new SweepSession(experiment.name(), records, plan, rate, display)
        .train(command, workers, data, stop);
  }

  /** Finds or downloads the data, and makes sure that earlier runs saw the same. */
  private Dataset requireData(SweepPlan plan, PrintStream display) {
    Laboratory laboratory =
        new Laboratory(
            dataOptions.location(),
            new DownloadDisplay(display, Terminal.ofProcess()),
            (run, data) -> {
              throw new IllegalStateException("the coordinator measures nothing");
            });
    List<DataSpec> specs =
        plan.todo().stream().map(Job::spec).map(run -> run.data()).distinct().toList();
    Dataset data = null;
    for (DataSpec each : specs) {
      data = laboratory.data(each);
      if (!data.official() && !data.synthetic()) {
        display.println("note: " + data.origin());
      }
      plan.requireSameData(each, laboratory.fingerprint(each));
    }
    return data;
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
