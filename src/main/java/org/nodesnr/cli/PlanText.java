package org.nodesnr.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.nodesnr.results.DamagedRecord;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.StopSettings;
import org.nodesnr.sweep.Durations;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.SavedState;
import org.nodesnr.sweep.Shard;
import org.nodesnr.sweep.SweepPlan;
import org.nodesnr.sweep.WorkEstimate;

/**
 * What is to be trained, for people.
 *
 * @param experiment the experiment
 * @param shard which part of it is trained
 * @param plan what is left of that part
 * @param saved the saved states of runs to train
 * @param device what runs are trained on
 * @param workers worker processes of the processor
 */
record PlanText(
    Experiment experiment,
    Shard shard,
    SweepPlan plan,
    Map<Job, SavedState> saved,
    DeviceChoice device,
    int workers) {
  /** Where these measures are read, whatever a run is trained on. */
  private static final String PROCESSOR = "";

  private static final int MOST_SAVED = 8;

  /** Copies the map, in its order. */
  PlanText {
    saved = Collections.unmodifiableMap(new LinkedHashMap<>(saved));
  }

  /**
   * @param out where to
   * @param everyRegime whether regimes are listed one by one
   */
  void print(PrintWriter out, boolean everyRegime) {
    List<Job> jobs = ExperimentOptions.jobs(experiment);
    Map<String, Integer> regimes = new LinkedHashMap<>();
    jobs.forEach(job -> regimes.merge(job.regime(), 1, Integer::sum));
    out.println(experiment.title());
    out.println(
        "  "
            + count(jobs.size(), "run")
            + " of "
            + count(regimes.size(), "regime")
            + ", "
            + steps(jobs)
            + (mayEndEarlier(jobs) ? " steps each at most, on " : " steps each, on ")
            + String.join(
                ", ", jobs.stream().map(job -> job.spec().data().set()).distinct().toList()));
    if (!experiment.overrides().isEmpty()) {
      out.println("  with " + String.join(", ", experiment.overrides()));
    }
    experiment.notes().forEach(note -> out.println("  " + note));
    experiment.inUse().forEach(note -> out.println("  " + note));
    if (everyRegime) {
      regimes.forEach((regime, seeds) -> out.println("    " + regime + ": " + count(seeds, "run")));
    }
    if (!shard.isWhole()) {
      int runs = plan.done().size() + plan.todo().size();
      out.println("  shard " + shard + ": " + count(runs, "run") + " of these");
    }
    List<DamagedRecord> replaced = plan.toReplace();
    for (DamagedRecord damaged : plan.damaged()) {
      String consequence =
          replaced.contains(damaged)
              ? "; its run is trained again, the file kept as *" + DamagedRecord.KEPT_SUFFIX
              : "";
      out.println("  " + damaged.describe() + consequence);
    }
    out.println(
        "  "
            + plan.done().size()
            + " done before, "
            + plan.toTrain().size()
            + " to train"
            + (plan.failed().size() > 0
                ? " (" + plan.failed().size() + " of them failed before)"
                : "")
            + (saved.isEmpty() ? "" : ", " + saved.size() + " of them from a saved state:"));
    saved.entrySet().stream()
        .limit(MOST_SAVED)
        .forEach(e -> out.println("    " + e.getKey().goesOnAt(e.getValue().step())));
    if (saved.size() > MOST_SAVED) {
      out.println("    and " + (saved.size() - MOST_SAVED) + " more");
    }
    reused(jobs).forEach(line -> out.println("  " + line));
    if (!plan.toTrain().isEmpty()) {
      MeasureCost.text(jobs, plan.recordedRate(jobs, PROCESSOR))
          .ifPresent(text -> out.println("  " + text));
    }
    if (!plan.todo().isEmpty()) {
      device.describe(plan.toTrain()).forEach(line -> out.println("  " + line));
      out.println("  " + time(jobs));
    }
    out.flush();
  }

  /** What is done already of runs without a record. */
  private List<String> reused(List<Job> jobs) {
    List<String> lines = new ArrayList<>();
    List<Job> measured = plan.toMeasure();
    if (!measured.isEmpty()) {
      double most = measured.stream().mapToDouble(job -> job.measuring().work()).max().orElse(0);
      lines.add(
          count(measured.size(), "more run")
              + (measured.size() == 1 ? " was" : " were")
              + " trained before, with other measures: nothing is trained, "
              + (most == 0
                  ? (measured.size() == 1 ? "its record has" : "their records have")
                      + " what is asked for"
                  : measures(measured)
                      + (measured.size() == 1
                          ? " read of its kept network"
                          : " read of kept networks")
                      + ", about "
                      + Durations.of(MeasureCost.seconds(most, plan.recordedRate(jobs, PROCESSOR)))
                      + (measured.size() == 1 ? "" : " each")));
    }
    if (!plan.notKept().isEmpty()) {
      boolean one = plan.notKept().size() == 1;
      lines.add(
          plan.notKept().size()
              + " of the runs to train "
              + (one ? "was" : "were")
              + " trained before without some of these measures, and "
              + (one ? "its network not kept: it is" : "their networks not kept: they are")
              + " trained again; with --keep-networks further measures need no training");
    }
    return lines;
  }

  private static String measures(List<Job> measured) {
    int most = measured.stream().mapToInt(job -> job.measuring().measures().size()).max().orElse(0);
    return most == 1 ? "1 measure is" : most + " measures are";
  }

  private String time(List<Job> jobs) {
    OptionalDouble recorded = plan.recordedRate(jobs, device.device());
    boolean untimed = recorded.isEmpty() && !device.onProcessor();
    int useful = untimed ? 1 : Math.min(device.workers(workers), plan.todo().size());
    double rate =
        plan.toTrain().isEmpty()
            ? MeasureCost.rate(recorded)
            : recorded.orElse(WorkEstimate.TYPICAL_RATE);
    String about =
        (plan.expected().knows(plan.todo()) ? "about " : "at most about ")
            + Durations.of(start() + plan.seconds(rate, useful, saved));
    if (untimed) {
      return "no run was timed on this card yet; one processor core would take " + about;
    }
    return about
        + " with "
        + count(useful, device.onProcessor() ? "worker" : "card")
        + (recorded.isPresent()
            ? ", by the times of the runs done before"
            : ", by the arithmetic of a typical processor core")
        + String.format(Locale.ROOT, ", %.0f%% of it measuring", 100 * plan.measuringShare(saved));
  }

  /** Seconds until workers are at work. */
  private double start() {
    boolean measures = plan.toMeasure().stream().anyMatch(job -> job.measuring().work() > 0);
    return WorkEstimate.START_SECONDS + (measures ? MeasureCost.WARM_UP_SECONDS : 0);
  }

  private static boolean mayEndEarlier(List<Job> jobs) {
    return jobs.stream().anyMatch(job -> job.spec().regime().get(StopSettings.LEVEL) > 0);
  }

  private static String steps(List<Job> jobs) {
    IntSummaryStatistics steps =
        jobs.stream().mapToInt(job -> job.spec().regime().steps()).summaryStatistics();
    return steps.getMin() == steps.getMax()
        ? String.format(Locale.ROOT, "%,d", steps.getMin())
        : String.format(Locale.ROOT, "%,d to %,d", steps.getMin(), steps.getMax());
  }

  private static String count(int n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }
}
