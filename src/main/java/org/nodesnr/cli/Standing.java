package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Glance;
import org.nodesnr.analysis.Wording;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.results.RunTable;
import org.nodesnr.spec.Experiment;
import org.nodesnr.sweep.BuildInfo;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.RunsInHand;
import org.nodesnr.sweep.Shard;
import org.nodesnr.sweep.StatusFile;
import org.nodesnr.sweep.StepCount;
import org.nodesnr.sweep.SweepPlan;

/**
 * Where an experiment stands. As JSON, its fields are these.
 *
 * @param experiment its name
 * @param runs number of runs of the config, or of the shard that is asked for
 * @param finished trained to the end
 * @param diverged whose loss or weights became infinite or NaN
 * @param failed whose worker died or threw, and which are not in hand again
 * @param running in hand
 * @param waiting not begun
 * @param toMeasure those that are not done, but were trained with other measures: nothing is left
 *     to train
 * @param steps updates made by runs that are over and by saved states, and planned of all but those
 *     to measure: of runs that stop at a training loss, the expected number, or where none is over
 *     the most
 * @param sweeps the coordinators at work
 * @param notes damaged records, why runs failed or diverged, and how many records are of other runs
 * @param tables whether the tables follow from the records
 * @param correlations of each measure with the test accuracy of finished runs: pooled over the
 *     regimes, without exclusions; none below three runs
 * @param variant of S and G in these; null where there are none
 * @param best the finished run of the highest test accuracy; null where none is finished
 * @param worst that of the lowest
 */
record Standing(
    String experiment,
    int runs,
    long finished,
    long diverged,
    int failed,
    int running,
    int waiting,
    int toMeasure,
    StepCount steps,
    List<StatusFile.Status> sweeps,
    List<String> notes,
    TableState tables,
    String variant,
    List<Glance> correlations,
    Extreme best,
    Extreme worst) {
  private static final int FEWEST_RUNS = 3;

  /**
   * A run that stands out.
   *
   * @param run its id
   * @param regime its regime
   * @param seed its replicate
   * @param testAccuracy of the final network
   */
  record Extreme(String run, String regime, long seed, double testAccuracy) {
    private static Extreme of(RunRecord record) {
      return new Extreme(record.id(), record.regime(), record.seed(), accuracy(record));
    }
  }

  /**
   * @param experiment which runs
   * @param shard which of them
   * @param records of the user's own
   * @param reference where the records are that ship with the project; possibly none
   */
  static Standing of(
      Experiment experiment, Shard shard, RecordStore records, ExperimentDirectory reference)
      throws IOException {
    List<Job> all = ExperimentOptions.jobs(experiment);
    List<Job> jobs = shard.of(all);
    RecordStore.Contents contents = records.readAll();
    SweepPlan plan =
        SweepPlan.of(jobs, records.directory(), contents)
            .reusing(contents.records(), MeasureCost::ofKept);
    List<StatusFile.Status> sweeps = StatusFile.read(records.directory());
    // A sweep says every few seconds what it has in hand: some of it may be done by now.
    Set<String> waiting = plan.todo().stream().map(Job::id).collect(Collectors.toSet());
    Set<String> running =
        sweeps.stream()
            .flatMap(sweep -> sweep.active().stream())
            .map(StatusFile.ActiveRun::id)
            .filter(waiting::contains)
            .collect(Collectors.toSet());
    Set<String> failed = new HashSet<>(plan.failed());
    failed.removeAll(running);
    waiting.removeAll(running);
    waiting.removeAll(failed);
    List<RunRecord> finished =
        plan.done().stream()
            .filter(r -> r.status() == RunRecord.Status.FINISHED)
            .sorted(Comparator.comparingDouble(Standing::accuracy))
            .toList();
    boolean correlated = finished.size() >= FEWEST_RUNS;
    RunTable table = correlated ? RunTable.ofFinal(finished, List.of()) : null;
    return new Standing(
        experiment.name(),
        jobs.size(),
        finished.size(),
        plan.done().size() - finished.size(),
        failed.size(),
        running.size(),
        waiting.size(),
        plan.toMeasure().size(),
        StepCount.of(jobs, plan, BuildInfo.current().describe()),
        sweeps.stream().map(sweep -> inHand(sweep, running)).toList(),
        notes(plan, all, contents.records(), records),
        tables(experiment, all, contents, records.directory(), reference),
        correlated ? table.variants().get(0) : null,
        correlated ? Glance.of(table, table.variants().get(0)) : List.of(),
        finished.isEmpty() ? null : Extreme.of(finished.get(finished.size() - 1)),
        finished.isEmpty() ? null : Extreme.of(finished.get(0)));
  }

  private static StatusFile.Status inHand(StatusFile.Status sweep, Set<String> running) {
    return new StatusFile.Status(
        sweep.host(),
        sweep.pid(),
        sweep.shard(),
        sweep.planned(),
        sweep.done(),
        sweep.secondsLeft(),
        sweep.atMost(),
        sweep.active().stream().filter(run -> running.contains(run.id())).toList());
  }

  private static List<String> notes(
      SweepPlan plan, List<Job> jobs, List<RunRecord> all, RecordStore store) {
    Set<String> planned = jobs.stream().map(Job::id).collect(Collectors.toSet());
    List<String> notes = new ArrayList<>();
    plan.damaged().forEach(damaged -> notes.add(damaged.describe()));
    notes.addAll(NodeFileNotes.of(store, plan.done()));
    all.stream()
        .filter(run -> run.status() != RunRecord.Status.FINISHED && planned.contains(run.id()))
        .forEach(
            run ->
                notes.add(
                    run.regime()
                        + ", seed "
                        + run.seed()
                        + " "
                        + run.status().name().toLowerCase(Locale.ROOT)
                        + ": "
                        + run.message().lines().findFirst().orElse("")));
    long others = all.stream().filter(run -> !planned.contains(run.id())).count();
    if (others > 0) {
      notes.add(
          Wording.plural(others, "record")
              + " there of runs that this config does not have (is a --set missing?)");
    }
    return notes;
  }

  private static TableState tables(
      Experiment experiment,
      List<Job> jobs,
      RecordStore.Contents contents,
      ExperimentDirectory directory,
      ExperimentDirectory reference)
      throws IOException {
    Set<String> planned = jobs.stream().map(Job::id).collect(Collectors.toSet());
    List<String> ids =
        contents.records().stream().map(RunRecord::id).filter(planned::contains).toList();
    AnalysisOptions options = StatisticsOptions.of(experiment, ExperimentDirectory.USUAL_VARIANT);
    return TableState.of(directory, TableState.origin(options, ids, Optional.of(reference)));
  }

  private static double accuracy(RunRecord record) {
    List<Checkpoint> checkpoints = record.checkpoints();
    return checkpoints.get(checkpoints.size() - 1).test().accuracy();
  }

  boolean isAtWork() {
    return !sweeps.isEmpty();
  }

  void print(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: %d of %d runs finished, %d diverged, %d failed, %d running, %d waiting%n",
        experiment,
        finished,
        runs,
        diverged,
        failed,
        running,
        waiting);
    if (toMeasure > 0) {
      out.println(
          "  "
              + Wording.plural(toMeasure, "run")
              + (toMeasure == 1 ? " was" : " were")
              + " trained before, with other measures: what is left is to measure");
    }
    if (steps.planned() > 0) {
      out.printf(
          Locale.ROOT,
          "  %,d %s %,d steps are made and saved%n",
          steps.made(),
          steps.of(),
          steps.planned());
    }
    notes.forEach(line -> out.println("  " + line));
    sweeps.forEach(sweep -> print(sweep, out));
    tables.lines().forEach(line -> out.println("  " + line));
    if (!correlations.isEmpty()) {
      out.printf(
          Locale.ROOT,
          "with test accuracy, %d finished runs, variant %s:%n%12s  %-7s  %-7s%n",
          finished,
          variant,
          "",
          "r",
          "rho");
    }
    for (Glance row : correlations) {
      out.printf(
          Locale.ROOT,
          "%12s  %-7s  %-7s%n",
          row.symbol(),
          text(row.pearson(), finished),
          text(row.spearman(), finished));
    }
    print("best", best, out);
    print("worst", worst, out);
    out.flush();
  }

  private static String text(double value, long n) {
    return Wording.coefficient(value, 3, (int) n).replace('−', '-');
  }

  private static void print(StatusFile.Status sweep, PrintWriter out) {
    out.println(
        "shard "
            + sweep.shard()
            + " in process "
            + sweep.pid()
            + " on "
            + sweep.host()
            + ", "
            + sweep.timeLeft());
    for (RunsInHand runs : RunsInHand.of(sweep.active())) {
      out.printf(
          Locale.ROOT,
          "%3d  %-30s step %s of %s%s%n",
          runs.worker(),
          runs.label(),
          runs.step(),
          runs.steps(),
          runs.loss().isEmpty() ? "" : ", " + runs.loss() + ", " + runs.speed());
    }
  }

  private static void print(String word, Extreme run, PrintWriter out) {
    if (run != null) {
      out.printf(
          Locale.ROOT,
          "%-5s test accuracy %.4f: %s, seed %d, run %s%n",
          word,
          run.testAccuracy(),
          run.regime(),
          run.seed(),
          run.run());
    }
  }
}
