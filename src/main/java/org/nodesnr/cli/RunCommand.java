package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.nodesnr.analysis.Wording;
import org.nodesnr.data.Dataset;
import org.nodesnr.results.DamagedRecord;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.Experiment;
import org.nodesnr.sweep.BuildInfo;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.KeptNetworks;
import org.nodesnr.sweep.Leftovers;
import org.nodesnr.sweep.SavedState;
import org.nodesnr.sweep.Shard;
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
      "  nodesnr run configs/mnist.conf --set seeds=1..3 --workers 4",
      "  nodesnr run configs/mnist.conf --shard 2/5    on the second of five machines"
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
  private SweepData sweepData;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Experiment experiment = experimentOptions.load(config);
    RecordStore records = experimentOptions.records(experiment.name());
    PrintWriter out = spec.commandLine().getOut();
    sweepOptions.check();
    int workers = sweepOptions.workers();
    Shard shard = sweepOptions.shard();
    sweepData = new SweepData(dataOptions.location(), System.err);
    if (dryRun) {
      SweepPlan plan = plan(experiment, shard, records);
      print(experiment, shard, plan, sweepOptions.device(plan), workers, out);
      sweepData.lacking(plan).forEach(line -> out.println("  " + line));
      return ExitCodes.DONE;
    }
    if (sweepOptions.keepsNetworks()) {
      noteNetworksNotKept(plan(experiment, shard, records));
    }
    int code = sweep(experiment, shard, records, workers, out);
    if (code != ExitCodes.INTERRUPTED && !noReport) {
      SweepLock.whileReporting(
          records.directory().root(), () -> report(experiment, shard, records, out));
    }
    if (code == ExitCodes.DONE
        && shard.isWhole()
        && finished(plan(experiment, shard, records)) == 0) {
      err().println("nodesnr: no run finished: all diverged; their records say after which step");
      return ExitCodes.SOME_RUNS_FAILED;
    }
    return code;
  }

  /** Tables of runs; once every run of every shard has its record, all the rest. */
  private void report(Experiment experiment, Shard shard, RecordStore records, PrintWriter out)
      throws IOException {
    SweepPlan whole = plan(experiment, Shard.WHOLE, records);
    if (finished(whole) == 0) {
      return;
    }
    RecordStore reference = experimentOptions.reference(experiment.name());
    Report report = Report.of(experiment, records, reference, ExperimentDirectory.USUAL_VARIANT);
    if (shard.isWhole() || whole.todo().size() == whole.failed().size()) {
      report.writeAll(out);
    } else {
      report.writeRuns(out);
    }
  }

  private static long finished(SweepPlan plan) {
    return plan.done().stream().filter(run -> run.status() == RunRecord.Status.FINISHED).count();
  }

  private void noteNetworksNotKept(SweepPlan plan) {
    long missing =
        plan.done().stream()
            .filter(run -> run.status() == RunRecord.Status.FINISHED)
            .filter(run -> !Files.exists(KeptNetworks.file(plan.directory(), run.id())))
            .count();
    if (missing > 0) {
      err()
          .println(
              "note: the networks of "
                  + Wording.plural(missing, "run")
                  + " done before were not kept; to train them again, delete their records in "
                  + plan.directory().runs()
                  + " or give another --results");
    }
  }

  private static SweepPlan plan(Experiment experiment, Shard shard, RecordStore records)
      throws IOException {
    return plan(experiment, shard, records.directory(), records.readAll());
  }

  private static SweepPlan plan(
      Experiment experiment,
      Shard shard,
      ExperimentDirectory directory,
      RecordStore.Contents contents) {
    return SweepPlan.of(shard.of(ExperimentOptions.jobs(experiment)), directory, contents)
        .reusing(contents.records(), MeasureCost::ofKept);
  }

  private void print(
      Experiment experiment,
      Shard shard,
      SweepPlan plan,
      DeviceChoice device,
      int workers,
      PrintWriter out)
      throws IOException {
    StateStore states = new StateStore(plan.directory());
    List<String> faults = new ArrayList<>();
    Map<Job, SavedState> usable =
        states.usable(
            plan.todo(),
            BuildInfo.current().describe(),
            device.trained(sweepOptions.convolution()),
            faults::add);
    new PlanText(experiment, shard, plan, usable, device, workers).print(out, dryRun);
    faults.forEach(fault -> out.println("  " + fault));
    RecordStore records = new RecordStore(plan.directory());
    NodeFileNotes.of(records, plan.done()).forEach(note -> out.println("  " + note));
    NodeFileNotes.ofMeasured(records, plan.toMeasure()).forEach(note -> out.println("  " + note));
    out.flush();
  }

  private int sweep(
      Experiment experiment, Shard shard, RecordStore records, int workers, PrintWriter out)
      throws IOException, InterruptedException {
    StopFlag stop = StopFlag.onSignals(GRACE_SECONDS, ExitCodes.INTERRUPTED);
    Interruption interruption = Main.interruption(spec.commandLine());
    interruption.pause();
    try {
      return sweepUnderLock(experiment, shard, records, workers, out, stop);
    } finally {
      stop.finished();
      interruption.resume();
    }
  }

  private int sweepUnderLock(
      Experiment experiment,
      Shard shard,
      RecordStore records,
      int workers,
      PrintWriter out,
      StopFlag stop)
      throws IOException, InterruptedException {
    Path root = records.directory().root();
    Announced early = null;
    if (!Files.exists(root)) {
      OutputFolder.require(root.toString(), root);
      early = announce(experiment, shard, records, workers, out);
    }
    SweepLock lock = SweepLock.take(root, shard);
    try {
      Announced announced =
          early == null ? announce(experiment, shard, records, workers, out) : early;
      // A plan of before the lock may be out of date.
      SweepPlan plan = early == null ? announced.plan() : plan(experiment, shard, records);
      DeviceChoice device = announced.device();
      Dataset data = announced.data();
      List<Job> jobs = shard.of(ExperimentOptions.jobs(experiment));
      Leftovers.delete(records.directory(), shard, jobs, plan.doneIds());
      KeptSettings.keep(experiment, records.directory());
      if (plan.todo().isEmpty()) {
        return ExitCodes.DONE;
      }
      for (DamagedRecord damaged : plan.toReplace()) {
        records.keep(damaged);
      }
      SweepOutcome outcome = train(experiment, shard, records, plan, data, device, workers, stop);
      Leftovers.delete(records.directory(), shard, jobs, List.of());
      if (outcome.interrupted()) {
        err()
            .println(
                "nodesnr: stopped; "
                    + outcome.left()
                    + " of "
                    + plan.todo().size()
                    + " runs "
                    + (outcome.left() == 1 ? "is" : "are")
                    + " left. The same command goes on where this one stopped.");
        return ExitCodes.INTERRUPTED;
      }
      if (outcome.failed() > 0) {
        err()
            .println(
                "nodesnr: "
                    + Wording.plural(outcome.failed(), "run")
                    + (outcome.failed() == 1
                        ? " failed; its record and "
                        : " failed; their records and ")
                    + SweepOptions.logs(records.directory(), shard)
                    + " say why. The same command tries them again.");
        return ExitCodes.SOME_RUNS_FAILED;
      }
      return ExitCodes.DONE;
    } finally {
      lock.close();
    }
  }

  /** What a sweep is to do, on what data, and what with. */
  private record Announced(SweepPlan plan, DeviceChoice device, Dataset data) {}

  /**
   * Shows the plan and gets the data. What was trained before, of any shard, is held against them
   * before anything is said about it, or touched; and where nothing was, a refusal leaves nothing.
   */
  private Announced announce(
      Experiment experiment, Shard shard, RecordStore records, int workers, PrintWriter out)
      throws IOException {
    RecordStore.Contents contents = records.readAll();
    SweepPlan plan = plan(experiment, shard, records.directory(), contents);
    plan.toReplace();
    DeviceChoice device = sweepOptions.device(plan);
    SweepPlan whole =
        shard.isWhole() ? plan : plan(experiment, Shard.WHOLE, records.directory(), contents);
    StateStore states = new StateStore(records.directory());
    boolean begun = !whole.done().isEmpty() || states.holdsAny(whole.todo());
    Dataset data = begun ? sweepData.require(plan, whole, states) : null;
    print(experiment, shard, plan, device, workers, out);
    return new Announced(plan, device, begun ? data : sweepData.require(plan, whole, states));
  }

  private SweepOutcome train(
      Experiment experiment,
      Shard shard,
      RecordStore records,
      SweepPlan plan,
      Dataset data,
      DeviceChoice device,
      int workers,
      StopFlag stop)
      throws IOException, InterruptedException {
    PrintStream display = System.err;
    OptionalDouble rate = plan.recordedRate(ExperimentOptions.jobs(experiment), device.device());
    WorkerCommand command = sweepOptions.command(records.directory(), shard, dataOptions, device);
    return new SweepSession(experiment.name(), records, shard, plan, rate, display)
        .train(command, device, workers, data, stop);
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
