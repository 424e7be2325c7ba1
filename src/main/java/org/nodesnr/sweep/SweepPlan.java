package org.nodesnr.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;
import org.nodesnr.UserError;
import org.nodesnr.results.DamagedRecord;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.Provenance;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.MeasureChoice;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.RunSpecs;

/**
 * What is left to do of an experiment. Finished and diverged runs are done: another try would end
 * alike. Failed ones, and those whose record is damaged, are trained again.
 *
 * @param directory where the records lie
 * @param todo runs to train, in the order of the experiment
 * @param done records of the experiment's runs that are done, in the same order
 * @param failed ids of those among them that have failed before
 * @param damaged records that can't be used
 * @param notKept ids of runs to train that were trained before but for their measures, and whose
 *     networks were not kept
 */
public record SweepPlan(
    ExperimentDirectory directory,
    List<Job> todo,
    List<RunRecord> done,
    Set<String> failed,
    List<DamagedRecord> damaged,
    Set<String> notKept) {
  /** Copies the lists. */
  public SweepPlan {
    todo = List.copyOf(todo);
    done = List.copyOf(done);
    failed = Set.copyOf(failed);
    damaged = List.copyOf(damaged);
    notKept = Set.copyOf(notKept);
  }

  /**
   * @param jobs every run of the experiment
   * @param directory where the records lie
   * @param contents the records
   * @return the plan
   */
  public static SweepPlan of(
      List<Job> jobs, ExperimentDirectory directory, RecordStore.Contents contents) {
    Map<String, RunRecord> records = new HashMap<>();
    contents.records().forEach(r -> records.put(r.id(), r));
    List<Job> todo = new ArrayList<>();
    List<RunRecord> done = new ArrayList<>();
    Set<String> failed = new HashSet<>();
    for (Job job : jobs) {
      RunRecord record = records.get(job.id());
      if (record != null && record.status() != RunRecord.Status.FAILED) {
        done.add(record);
      } else {
        todo.add(job);
        if (record != null) {
          failed.add(job.id());
        }
      }
    }
    return new SweepPlan(directory, todo, done, failed, contents.damaged(), Set.of());
  }

  /**
   * Looks for networks that are there already: those of runs that were trained alike and measured
   * otherwise.
   *
   * @param records all that there are
   * @param cost of reading measures of a run's final network, in floating-point operations
   * @return the plan with runs that are measured instead of trained
   */
  public SweepPlan reusing(
      List<RunRecord> records, ToDoubleBiFunction<RunSpec, List<MeasureChoice>> cost) {
    TrainedAlike alike = new TrainedAlike(directory, todo.isEmpty() ? List.of() : records);
    List<Job> jobs = todo.stream().map(job -> alike.of(job, cost)).toList();
    return new SweepPlan(directory, jobs, done, failed, damaged, alike.notKept());
  }

  /**
   * @return the runs to train
   */
  public List<Job> toTrain() {
    return todo.stream().filter(Job::trains).toList();
  }

  /**
   * @return the runs to measure, whose networks are there
   */
  public List<Job> toMeasure() {
    return todo.stream().filter(job -> !job.trains()).toList();
  }

  /**
   * @return the damaged records whose runs are trained again
   * @throws UserError when a record was written by a later version: the run may be sound
   */
  public List<DamagedRecord> toReplace() {
    Set<String> ids = todo.stream().map(Job::id).collect(Collectors.toSet());
    List<DamagedRecord> replaced = damaged.stream().filter(d -> ids.contains(d.id())).toList();
    replaced.stream()
        .filter(DamagedRecord::newer)
        .findFirst()
        .ifPresent(
            d -> {
              throw new UserError(
                  d.path()
                      + " "
                      + d.reason()
                      + ": use the version that wrote it, or choose another --results");
            });
    return replaced;
  }

  /**
   * @return ids of the runs that are done
   */
  public List<String> doneIds() {
    return done.stream().map(RunRecord::id).toList();
  }

  /**
   * Makes sure that runs which will be compared come from the same data.
   *
   * @param data which samples
   * @param fingerprint of those that are present
   * @throws UserError when a record was made from other data
   */
  public void requireSameData(DataSpec data, String fingerprint) {
    for (RunRecord record : done) {
      if (RunSpecs.fromJson(record.spec()).data().equals(data)
          && !record.provenance().dataFingerprint().equals(fingerprint)) {
        throw otherData(directory.run(record.id()), record.provenance(), fingerprint);
      }
    }
  }

  static UserError otherData(Path record, Provenance provenance, String fingerprint) {
    return new UserError(
        record
            + ": made from other data ("
            + provenance.dataSet()
            + ", fingerprint "
            + Fingerprints.shortened(provenance.dataFingerprint())
            + ") than is present (fingerprint "
            + Fingerprints.shortened(fingerprint)
            + "): bring the same data back, or choose another --results");
  }

  /**
   * @param jobs every run of the experiment
   * @param device what runs are to be trained on
   * @return floating-point operations a second of one worker, from the times of records that were
   *     made on that; empty where there are none
   */
  public OptionalDouble recordedRate(List<Job> jobs, String device) {
    Map<String, RunSpec> specs = new HashMap<>();
    jobs.forEach(job -> specs.put(job.id(), job.spec()));
    double work = 0;
    double seconds = 0;
    for (RunRecord record : done) {
      if (record.status() == RunRecord.Status.FINISHED
          && record.provenance().device().equals(device)) {
        int steps = record.checkpoints().get(record.checkpoints().size() - 1).step();
        work += WorkEstimate.of(specs.get(record.id()), steps).total();
        seconds += record.provenance().wallSeconds();
      }
    }
    return seconds > 0 ? OptionalDouble.of(work / seconds) : OptionalDouble.empty();
  }

  /**
   * How much of the work that is left is measuring rather than training.
   *
   * @param saved the saved states that runs go on from
   * @return share, from 0 to 1; NaN where nothing is left
   */
  public double measuringShare(Map<Job, SavedState> saved) {
    ExpectedSteps expected = expected();
    double evaluation = 0;
    double total = 0;
    for (Job job : todo) {
      WorkEstimate work = WorkEstimate.of(job);
      double left = left(job, saved, expected);
      evaluation += left * work.evaluation();
      total += left * work.total();
    }
    return evaluation == total ? 1 : evaluation / total;
  }

  /**
   * @return after how many steps runs end, as far as the ones that are done tell
   */
  public ExpectedSteps expected() {
    return ExpectedSteps.of(done);
  }

  /** The share of a run's most steps that is still to be made. */
  private static double left(Job job, Map<Job, SavedState> saved, ExpectedSteps expected) {
    SavedState state = saved.get(job);
    int made = state == null ? 0 : state.step();
    return expected.share(job, made) - (double) made / job.spec().regime().steps();
  }

  /**
   * How long the sweep will take: at least as long as its longest run, and all work shared among
   * the workers.
   *
   * @param rate floating-point operations a second of one worker
   * @param workers worker processes
   * @param saved the saved states that runs go on from
   * @return seconds
   */
  public double seconds(double rate, int workers, Map<Job, SavedState> saved) {
    ExpectedSteps expected = expected();
    double[] work =
        todo.stream()
            .mapToDouble(job -> left(job, saved, expected) * WorkEstimate.of(job).total())
            .toArray();
    double total = 0;
    double longest = 0;
    for (double w : work) {
      total += w;
      longest = Math.max(longest, w);
    }
    return Math.max(longest, total / Math.max(1, workers)) / rate;
  }
}
