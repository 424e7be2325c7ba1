package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.nodesnr.UserError;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Reading;
import org.nodesnr.network.Model;
import org.nodesnr.network.WeightFile;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.LaterMeasurement;
import org.nodesnr.results.Provenance;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.MeasureChoice;
import org.nodesnr.spec.RunSpecs;

/**
 * Makes the record of a run from that of another one which was trained alike, and from its kept
 * network: what training would have measured of the final network and of the one before the first
 * update.
 */
final class KeptMeasurement {
  private final RecordStore records;
  private final ProvenanceSource source;
  private final Trained engine;
  private final Laboratory laboratory;
  private final StopFlag stop;

  /**
   * @param records where both runs' records lie
   * @param source of the numbers
   * @param engine what measures
   * @param laboratory data and instruments
   * @param stop whether to give up
   */
  KeptMeasurement(
      RecordStore records,
      ProvenanceSource source,
      Trained engine,
      Laboratory laboratory,
      StopFlag stop) {
    this.records = records;
    this.source = source;
    this.engine = engine;
    this.laboratory = laboratory;
    this.stop = stop;
  }

  /**
   * Writes the run's record, its network and its node files.
   *
   * @param job a run of which there is something to measure
   * @return its record
   * @throws CancellationException when told to stop while measuring; nothing is written
   * @throws UserError when the other run's record or network is gone, damaged, or of other data
   */
  RunRecord measure(Job job) throws IOException {
    Instant started = Instant.now();
    TimeSpent before = TimeSpent.now();
    Measuring left = job.measuring();
    Laboratory.Bench bench = laboratory.bench(job.spec());
    RunRecord other = other(left.network(), bench.fingerprint());
    Instrument instrument = bench.instrument();
    Model model = instrument.initial();
    boolean finished = other.status() == RunRecord.Status.FINISHED;
    Predicate<Reading> stays = stays(other, job);
    List<Checkpoint> checkpoints = new ArrayList<>(other.checkpoints());
    checkpoints.replaceAll(checkpoint -> checkpoint.with(stays, List.of()));
    if (!checkpoints.isEmpty() && checkpoints.get(0).step() == 0) {
      checkpoints.set(0, read(checkpoints.get(0), instrument, model, left.measures(), false));
    }
    Path file = KeptNetworks.file(records.directory(), left.network());
    boolean whole = hasNodeFiles(left.network());
    if (finished && (Files.exists(file) || !left.measures().isEmpty())) {
      int step = WeightFile.read(file, left.network(), model);
      int last = checkpoints.size() - 1;
      if (step != checkpoints.get(last).step()) {
        throw new UserError(file + ": is of step " + step + ", its record of another; delete it");
      }
      checkpoints.set(last, read(checkpoints.get(last), instrument, model, left.measures(), true));
      if (!whole) {
        readNodes(job, step, model);
      }
      WeightFile.write(KeptNetworks.file(records.directory(), job.id()), job.id(), step, model);
    }
    if (finished && whole) {
      records.copyNodeFiles(left.network(), job.id());
    }
    Provenance provenance =
        source.of(
            bench.data(), bench.fingerprint(), engine, started, TimeSpent.now().minus(before));
    List<String> names = left.measures().stream().map(MeasureChoice::id).toList();
    List<LaterMeasurement> later = new ArrayList<>(other.later());
    later.add(new LaterMeasurement(names, left.network(), provenance));
    RunRecord record =
        job.record(other.status(), other.message(), checkpoints, other.provenance())
            .with(other.stopping())
            .with(later);
    records.write(record);
    return record;
  }

  private boolean hasNodeFiles(String id) {
    return Files.exists(records.directory().nodes(id)) && records.nodeFault(id).isEmpty();
  }

  /** As training would have. */
  private void readNodes(Job job, int step, Model model) throws IOException {
    Instrument plain = laboratory.bench(RunSpecs.withoutMeasures(job.spec())).instrument();
    Instrument.Reading read = stop.during(() -> plain.measure(step, model.inUse(), true));
    records.writeNodes(job.id(), read.nodes());
    if (job.keepsVectors()) {
      records.writeVectors(job.id(), read.vectors());
    }
  }

  private RunRecord other(String id, String fingerprint) throws IOException {
    Path file = records.directory().run(id);
    RunRecord other =
        records
            .find(id)
            .orElseThrow(() -> new UserError(file + ": is gone or damaged; run this again"));
    if (!other.provenance().dataFingerprint().equals(fingerprint)) {
      throw SweepPlan.otherData(file, other.provenance(), fingerprint);
    }
    return other;
  }

  /** What a record has beside what its config named alone. */
  private static Predicate<Reading> stays(RunRecord record, Job job) {
    List<MeasureChoice> had = RunSpecs.fromJson(record.spec()).evaluation().measures();
    Set<String> both =
        job.spec().evaluation().measures().stream()
            .filter(had::contains)
            .map(MeasureChoice::id)
            .collect(Collectors.toSet());
    Set<String> optional =
        Measures.optional().stream().map(Measure::id).collect(Collectors.toSet());
    return reading -> !optional.contains(reading.measure()) || both.contains(reading.measure());
  }

  /** Adds readings to a checkpoint at which S and G were read, too. */
  private Checkpoint read(
      Checkpoint checkpoint,
      Instrument instrument,
      Model model,
      List<MeasureChoice> measures,
      boolean last) {
    if (!checkpoint.isMeasured() || measures.isEmpty()) {
      return checkpoint;
    }
    List<Reading> more = stop.during(() -> instrument.read(model.inUse(), measures, last));
    Set<String> anew = more.stream().map(Reading::measure).collect(Collectors.toSet());
    return checkpoint.with(reading -> !anew.contains(reading.measure()), more);
  }
}
