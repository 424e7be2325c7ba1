package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Backend;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.sweep.BuildInfo;
import org.nodesnr.sweep.Coordinator;
import org.nodesnr.sweep.Durations;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.LogDisplay;
import org.nodesnr.sweep.ProvenanceSource;
import org.nodesnr.sweep.SavedState;
import org.nodesnr.sweep.Shard;
import org.nodesnr.sweep.StateStore;
import org.nodesnr.sweep.StatusFile;
import org.nodesnr.sweep.StopFlag;
import org.nodesnr.sweep.SweepListener;
import org.nodesnr.sweep.SweepListeners;
import org.nodesnr.sweep.SweepOutcome;
import org.nodesnr.sweep.SweepPlan;
import org.nodesnr.sweep.SweepProgress;
import org.nodesnr.sweep.SweepSettings;
import org.nodesnr.sweep.TerminalDisplay;
import org.nodesnr.sweep.TimeSpent;
import org.nodesnr.sweep.Trained;
import org.nodesnr.sweep.WorkEstimate;
import org.nodesnr.sweep.WorkerCommand;

/** Trains what is left of an experiment, and shows how it goes. */
final class SweepSession {
  private static final int LOG_SECONDS = 30;

  /** A sweep that arithmetic says is shorter isn't worth timing: progress soon shows its pace. */
  private static final double TIMED_SECONDS = 300;

  private final String experiment;
  private final RecordStore records;
  private final Shard shard;
  private final SweepPlan plan;
  private final OptionalDouble recordedRate;
  private final PrintStream out;

  /**
   * @param experiment its name
   * @param records its records
   * @param shard which part of it is trained
   * @param plan what is left
   * @param recordedRate floating-point operations a second of one worker, where records tell
   * @param out where progress is shown
   */
  SweepSession(
      String experiment,
      RecordStore records,
      Shard shard,
      SweepPlan plan,
      OptionalDouble recordedRate,
      PrintStream out) {
    this.experiment = experiment;
    this.records = records;
    this.shard = shard;
    this.plan = plan;
    this.recordedRate = recordedRate;
    this.out = out;
  }

  /**
   * @param command how workers are started
   * @param device what runs are trained on
   * @param processor how many workers the processor has
   * @param data what runs train on
   * @param stop whether to save all states and end
   * @return how it went
   * @throws IOException when a file can't be written or a worker not started
   * @throws InterruptedException when interrupted
   */
  SweepOutcome train(
      WorkerCommand command, DeviceChoice device, int processor, Dataset data, StopFlag stop)
      throws IOException, InterruptedException {
    int useful = Math.min(device.workers(processor), plan.todo().size());
    try (Coordinator coordinator =
        new Coordinator(
            command,
            SweepOptions.logs(records.directory(), shard),
            SweepSettings.of(useful, device::together),
            (job, message) -> recordFailure(job, message, data))) {
      Optional<Double> rate = rate(coordinator, device, useful, stop);
      if (rate.isEmpty()) {
        return new SweepOutcome(0, 0, 0, plan.todo().size(), true);
      }
      if (recordedRate.isEmpty()
          && !plan.toTrain().isEmpty()
          && rate.get() != WorkEstimate.TYPICAL_RATE) {
        out.println(
            (plan.expected().knows(plan.todo()) ? "about " : "at most about ")
                + Durations.of(plan.seconds(rate.get(), useful, saved()))
                + " by this measurement");
      }
      SweepProgress progress = new SweepProgress(plan, useful, rate.get());
      Terminal terminal = Terminal.ofProcess();
      SweepListener display =
          terminal.interactive()
              ? new TerminalDisplay(experiment, progress, out, terminal.columns())
              : new LogDisplay(progress, out, LOG_SECONDS);
      StatusFile status = new StatusFile(records.directory(), shard, progress);
      return coordinator.run(
          plan.todo(), new SweepListeners(List.of(progress, display, status)), stop);
    }
  }

  /** From the records' times, else from timing the first run's steps where that pays. */
  private Optional<Double> rate(
      Coordinator coordinator, DeviceChoice device, int workers, StopFlag stop)
      throws IOException, InterruptedException {
    if (plan.toTrain().isEmpty()) {
      return Optional.of(MeasureCost.rate(recordedRate));
    }
    if (recordedRate.isPresent()) {
      return Optional.of(recordedRate.getAsDouble());
    }
    boolean brief = plan.seconds(WorkEstimate.TYPICAL_RATE, workers, saved()) < TIMED_SECONDS;
    if (brief) {
      return Optional.of(WorkEstimate.TYPICAL_RATE);
    }
    Job first = plan.toTrain().get(0);
    out.println(
        "timing a few steps of "
            + first.label()
            + (device.onProcessor() ? "" : " and those like it"));
    Optional<Double> milliseconds = coordinator.calibrate(plan.toTrain(), stop);
    milliseconds.ifPresent(
        ms ->
            out.println(
                device.onProcessor()
                    ? String.format(
                        Locale.ROOT,
                        "%.1f ms/step on %s",
                        ms,
                        ProvenanceSource.processor(Path.of("/proc/cpuinfo")))
                    : String.format(
                        Locale.ROOT,
                        "%,.0f networks × steps/s on %s",
                        1000 / ms,
                        device.cards().get(0).name())));
    return milliseconds.map(
        ms ->
            Double.isFinite(ms)
                ? WorkEstimate.of(first.spec()).training()
                    / first.spec().regime().steps()
                    / (ms / 1000)
                : WorkEstimate.TYPICAL_RATE);
  }

  private Map<Job, SavedState> saved() throws IOException {
    String code = BuildInfo.current().describe();
    return new StateStore(records.directory()).usable(plan.todo(), code);
  }

  private RunRecord.Status recordFailure(Job job, String message, Dataset data) throws IOException {
    Optional<RunRecord> own =
        records.find(job.id()).filter(r -> r.status() != RunRecord.Status.FAILED);
    if (own.isPresent()) {
      return own.get().status();
    }
    ProvenanceSource source =
        new ProvenanceSource(
            BuildInfo.current(),
            new Backend("none: the worker died", "unknown", 1),
            ProvenanceSource.processor(Path.of("/proc/cpuinfo")));
    records.write(
        job.record(
            RunRecord.Status.FAILED,
            message,
            List.of(),
            source.of(
                data, data.fingerprint(), Trained.UNKNOWN, Instant.now(), TimeSpent.UNKNOWN)));
    return RunRecord.Status.FAILED;
  }
}
