package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.nodesnr.UserError;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.PackedFile;
import org.nodesnr.results.DamagedRecord;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;

/**
 * Brings the runs of several results directories of one experiment together, those of its shards
 * for instance. Everything is read and checked before anything is written; each file appears whole,
 * a record after the other files of its run. Interrupted, or carried out again, it ends alike.
 *
 * <p>Two records of one run agree where config, status and every measurement are the same: where
 * and when it was trained may differ. The target's is then kept, otherwise that of the source named
 * first. A run that failed gives way to one that did not.
 */
public final class RecordMerge {
  private final RecordStore target;
  private final Map<String, Held> held = new TreeMap<>();

  /** What came of it. */
  public record Outcome(int added, int replaced, int known) {}

  private record Held(RunRecord record, ExperimentDirectory directory) {}

  /**
   * @param target where the runs are brought to
   */
  public RecordMerge(RecordStore target) {
    this.target = target;
  }

  /**
   * Merges. The caller holds the target's {@link SweepLock}.
   *
   * @param sources whose runs are added
   * @param planned ids of the runs that belong to the experiment; empty where any do
   * @return how many records were added, took the place of a failed one, and were there already
   * @throws IOException when a file can't be read or written
   * @throws UserError when a source has no record, or a record is damaged, is of another experiment
   *     or other data, lacks its nodes, or contradicts another; nothing is written then
   */
  public Outcome merge(List<RecordStore> sources, Set<String> planned) throws IOException {
    int known = gather(sources, planned);
    int added = 0;
    int replaced = 0;
    for (Held run : held.values()) {
      if (!run.directory().equals(target.directory())) {
        boolean there = Files.exists(target.directory().run(run.record().id()));
        copy(run);
        added += there ? 0 : 1;
        replaced += there ? 1 : 0;
      }
    }
    return new Outcome(added, replaced, known);
  }

  /**
   * Refuses what {@link #merge} would refuse, and writes nothing: for a target that is not there
   * yet, before its directory is made.
   *
   * @param sources whose runs would be added
   * @param planned ids of the runs that belong to the experiment; empty where any do
   * @throws IOException when a file can't be read
   * @throws UserError as {@link #merge}
   */
  public void check(List<RecordStore> sources, Set<String> planned) throws IOException {
    gather(sources, planned);
  }

  /** Holds what the target has after the merge, and counts what it had already. */
  private int gather(List<RecordStore> sources, Set<String> planned) throws IOException {
    held.clear();
    RecordStore.Contents contents = target.readAll();
    requireSound(contents);
    contents.records().forEach(r -> held.put(r.id(), new Held(r, target.directory())));
    int known = 0;
    for (RecordStore source : sources) {
      known += add(source, planned);
    }
    requireOneExperiment();
    return known;
  }

  /** Takes a source's records among those held, and counts those that were there already. */
  private int add(RecordStore source, Set<String> planned) throws IOException {
    ExperimentDirectory directory = source.directory();
    RecordStore.Contents contents = source.readAll();
    requireSound(contents);
    if (contents.records().isEmpty()) {
      throw new UserError(
          directory.root() + " has no records: name an experiment's directory, as results/mnist");
    }
    int known = 0;
    for (RunRecord record : contents.records()) {
      Path file = directory.run(record.id());
      if (!planned.isEmpty() && !planned.contains(record.id())) {
        throw new UserError(
            file + " is of a run that the config does not have (" + record.regime() + ")");
      }
      Held mine = new Held(record, directory);
      requireNodes(source, record);
      Held other = held.get(record.id());
      if (other == null || (isFailed(other) && !isFailed(mine))) {
        held.put(record.id(), mine);
      } else {
        requireAgreement(mine, other);
        known++;
      }
    }
    return known;
  }

  private static void requireSound(RecordStore.Contents contents) {
    if (!contents.damaged().isEmpty()) {
      DamagedRecord damaged = contents.damaged().get(0);
      int more = contents.damaged().size() - 1;
      throw new UserError(
          damaged.path()
              + " "
              + damaged.reason()
              + (more == 0 ? "" : " (and " + more + " more are damaged)")
              + ": train its run again with 'nodesnr run', or move the file away");
    }
  }

  /** A finished run is nothing without its nodes; a file cut short must not be spread. */
  private static void requireNodes(RecordStore source, RunRecord record) {
    if (record.status() != RunRecord.Status.FINISHED) {
      return;
    }
    Path nodes = source.directory().nodes(record.id());
    if (!Files.exists(nodes)) {
      throw new UserError(nodes + " is missing: copy the whole directory, not runs/ alone");
    }
    Optional<String> fault = source.nodeFault(record.id());
    if (fault.isPresent()) {
      throw new UserError(fault.get());
    }
  }

  private static boolean isFailed(Held run) {
    return run.record().status() == RunRecord.Status.FAILED;
  }

  private static void requireAgreement(Held one, Held other) throws IOException {
    if (isFailed(one)) {
      return;
    }
    RunRecord a = one.record();
    RunRecord b = other.record();
    boolean same =
        a.status() == b.status()
            && a.experiment().equals(b.experiment())
            && a.spec().equals(b.spec())
            && a.checkpoints().equals(b.checkpoints())
            && sameNodes(one, other);
    if (!same) {
      throw new UserError(
          one.directory().run(a.id())
              + " and "
              + other.directory().run(b.id())
              + " are of one run with different content: remove the wrong one");
    }
  }

  private static boolean sameNodes(Held one, Held other) throws IOException {
    Path a = one.directory().nodes(one.record().id());
    Path b = other.directory().nodes(other.record().id());
    return !Files.exists(a) || !Files.exists(b) || Files.mismatch(a, b) < 0;
  }

  /** One name, and of each data set one version. */
  private void requireOneExperiment() {
    Map<String, Held> firsts = new TreeMap<>();
    Held first = null;
    for (Held run : inOrder()) {
      first = first == null ? run : first;
      if (!run.record().experiment().equals(first.record().experiment())) {
        throw differ(run, first, "belong to different experiments", RunRecord::experiment);
      }
      if (run.record().status() == RunRecord.Status.FINISHED) {
        Held other = firsts.putIfAbsent(run.record().configuredData(), run);
        if (other != null && !data(run.record()).equals(data(other.record()))) {
          throw differ(run, other, "were made from different data", RecordMerge::data);
        }
      }
    }
  }

  /** The target's own first: what differs from them is named first. */
  private List<Held> inOrder() {
    List<Held> runs = new ArrayList<>(held.values());
    runs.sort(Comparator.comparing(run -> !run.directory().equals(target.directory())));
    return runs;
  }

  private static String data(RunRecord record) {
    return record.provenance().dataFingerprint();
  }

  private static UserError differ(
      Held run, Held other, String how, Function<RunRecord, String> what) {
    return new UserError(
        run.directory().run(run.record().id())
            + " and "
            + other.directory().run(other.record().id())
            + " "
            + how
            + " ("
            + what.apply(run.record())
            + ", "
            + what.apply(other.record())
            + ")");
  }

  private void copy(Held run) throws IOException {
    String id = run.record().id();
    ExperimentDirectory from = run.directory();
    ExperimentDirectory to = target.directory();
    AtomicFiles.copy(from.nodes(id), to.nodes(id));
    AtomicFiles.copy(from.vectors(id), to.vectors(id));
    AtomicFiles.copy(KeptNetworks.file(from, id), KeptNetworks.file(to, id));
    AtomicFiles.write(to.plainRun(id), PackedFile.text(from.run(id)));
  }
}
