package org.nodesnr.sweep;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.MeasureChoice;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.RunSpecs;

/**
 * Runs that were trained as others are to be: they differ by the measures that their configs name,
 * and nothing of that enters training.
 */
final class TrainedAlike {
  private final ExperimentDirectory directory;
  private final Map<String, List<RunRecord>> records = new HashMap<>();
  private final Set<String> notKept = new HashSet<>();

  /**
   * @param directory where records and networks lie
   * @param records the records of whatever runs
   */
  TrainedAlike(ExperimentDirectory directory, List<RunRecord> records) {
    this.directory = directory;
    for (RunRecord record : records) {
      if (record.status() != RunRecord.Status.FAILED) {
        String id = RunSpecs.idWithoutMeasures(RunSpecs.fromJson(record.spec()));
        this.records.computeIfAbsent(id, key -> new ArrayList<>()).add(record);
      }
    }
  }

  /**
   * @param job a run without a record
   * @param cost of reading measures of a run's final network, in floating-point operations
   * @return the run, to be measured where there is a network or nothing to measure; of several runs
   *     that were trained alike, the one whose record lacks least
   */
  Job of(Job job, ToDoubleBiFunction<RunSpec, List<MeasureChoice>> cost) {
    List<RunRecord> alike = records.getOrDefault(RunSpecs.idWithoutMeasures(job.spec()), List.of());
    Measuring best = Measuring.NONE;
    for (RunRecord record : alike) {
      List<MeasureChoice> lacking = lacking(job, record);
      boolean needed = record.status() == RunRecord.Status.FINISHED && !lacking.isEmpty();
      if (!needed || Files.exists(KeptNetworks.file(directory, record.id()))) {
        double work = needed ? cost.applyAsDouble(job.spec(), lacking) : 0;
        if (best.network().isEmpty() || work < best.work()) {
          best = new Measuring(record.id(), lacking, work);
        }
      }
    }
    if (best.network().isEmpty() && !alike.isEmpty()) {
      notKept.add(job.id());
    }
    return job.measuring(best);
  }

  /** Runs among those asked about that were trained before, but whose networks were not kept. */
  Set<String> notKept() {
    return notKept;
  }

  /** What a run is asked for and a record has not, or has of another number of samples. */
  private static List<MeasureChoice> lacking(Job job, RunRecord record) {
    List<MeasureChoice> had = RunSpecs.fromJson(record.spec()).evaluation().measures();
    return job.spec().evaluation().measures().stream()
        .filter(choice -> !had.contains(choice))
        .toList();
  }
}
