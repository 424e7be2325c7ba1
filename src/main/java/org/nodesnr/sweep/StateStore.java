package org.nodesnr.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.ContentDigest;
import org.nodesnr.files.Json;
import org.nodesnr.network.WeightFile;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.spec.DataSpec;

/**
 * The saved states of one experiment's unfinished runs: for each run a JSON file that names a file
 * of weights. The weights are written first, under a name of their own, so the JSON file never
 * names anything but a whole file that belongs to it.
 */
public final class StateStore {
  private static final String SUFFIX = ".json";

  private final Path directory;

  /** Writes weights to a file. */
  @FunctionalInterface
  public interface Weights {
    /**
     * @param file the file to make, whole or not at all
     * @throws IOException when it can't be written
     */
    void saveTo(Path file) throws IOException;
  }

  /**
   * @param experiment whose states
   */
  public StateStore(ExperimentDirectory experiment) {
    this.directory = experiment.root().resolve("state");
  }

  /**
   * @return the directory of the states
   */
  public Path directory() {
    return directory;
  }

  /**
   * @param state a saved state
   * @return its file of weights
   */
  public Path weights(SavedState state) {
    return directory.resolve(state.weights());
  }

  /**
   * Saves a state over an older one of the same run.
   *
   * @param state what to save; the name of the weights is filled in here
   * @param weights writes the weights
   * @throws IOException when it can't be written; the older state is then untouched
   */
  public void save(SavedState state, Weights weights) throws IOException {
    Files.createDirectories(directory);
    String name = weightsName(state.id(), state.step());
    weights.saveTo(directory.resolve(name));
    SavedState whole =
        new SavedState(
            state.id(),
            state.step(),
            state.checkpoints(),
            state.dataFingerprint(),
            state.code(),
            state.startedAt(),
            state.spent(),
            name);
    AtomicFiles.write(file(state.id()), Json.line(ContentDigest.sealed(whole)));
    for (Path old : weightFiles(state.id())) {
      if (!old.getFileName().toString().equals(name)) {
        Files.deleteIfExists(old);
      }
    }
  }

  /**
   * @param id a run
   * @param complaints told why a state that is there can't be used
   * @return its saved state, where there is a usable one
   * @throws IOException when a file is there but can't be read
   */
  public Optional<SavedState> load(String id, Consumer<String> complaints) throws IOException {
    if (!Files.exists(file(id))) {
      return Optional.empty();
    }
    if (Files.isDirectory(file(id))) {
      throw new UserError(file(id) + " is a directory; delete it");
    }
    try {
      String text = Files.readString(file(id));
      SavedState state = Json.read(text, SavedState.class);
      if (ContentDigest.verify(Json.parse(text)) != ContentDigest.Verdict.SOUND) {
        complaints.accept(file(id) + ": was changed after it was written");
        return Optional.empty();
      }
      if (!state.id().equals(id)) {
        complaints.accept(file(id) + ": holds the state of run " + state.id());
        return Optional.empty();
      }
      if (!isSound(state)) {
        complaints.accept(file(id) + ": contradicts itself");
        return Optional.empty();
      }
      return Optional.of(state);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // another shard's run has ended meanwhile
    } catch (JsonProcessingException | CharacterCodingException e) {
      complaints.accept(file(id) + ": no saved state");
      return Optional.empty();
    }
  }

  /** Whether the state names its own weights and no measurement of a later step. */
  private static boolean isSound(SavedState state) {
    int previous = -1;
    for (Checkpoint checkpoint : state.checkpoints()) {
      if (checkpoint.step() <= previous) {
        return false;
      }
      previous = checkpoint.step();
    }
    return previous <= state.step()
        && state.weights().equals(weightsName(state.id(), state.step()));
  }

  private static String weightsName(String id, int step) {
    return id + "-" + step + ".bin";
  }

  /**
   * @param jobs runs
   * @param build version and commit that would go on with them
   * @param trained how and on what it would train them
   * @param complaints told which runs begin anew since their states are damaged
   * @return the saved states among theirs from which it would go on, by run
   * @throws IOException when a file is there but can't be read
   */
  public Map<Job, SavedState> usable(
      List<Job> jobs, String build, Trained trained, Consumer<String> complaints)
      throws IOException {
    return usable(jobs, state -> Engine.goesOn(state, build, trained), complaints);
  }

  /**
   * @param jobs runs
   * @param build version and commit that would go on with them
   * @return the saved states among theirs from which it can go on, by run
   * @throws IOException when a file is there but can't be read
   */
  public Map<Job, SavedState> usable(List<Job> jobs, String build) throws IOException {
    return usable(jobs, state -> Engine.goesOn(state, build), complaint -> {});
  }

  private Map<Job, SavedState> usable(
      List<Job> jobs, Predicate<SavedState> goesOn, Consumer<String> complaints)
      throws IOException {
    Map<Job, SavedState> usable = new LinkedHashMap<>();
    for (Job job : jobs) {
      Consumer<String> faults = fault -> complaints.accept(job.label() + " begins anew: " + fault);
      Optional<SavedState> state = load(job.id(), faults).filter(goesOn);
      if (state.isPresent() && hasWeights(state.get(), faults)) {
        usable.put(job, state.get());
      }
    }
    return usable;
  }

  private boolean hasWeights(SavedState state, Consumer<String> faults) throws IOException {
    try {
      Optional<String> fault = WeightFile.fault(weights(state), state.id());
      fault.ifPresent(faults);
      return fault.isEmpty();
    } catch (NoSuchFileException e) {
      faults.accept(weights(state) + " is missing");
      return false;
    }
  }

  /**
   * @param jobs runs
   * @return whether any of them has a state, usable or not
   */
  public boolean holdsAny(List<Job> jobs) {
    return jobs.stream().anyMatch(job -> Files.exists(file(job.id())));
  }

  /**
   * Makes sure that runs go on with the data they were begun with.
   *
   * @param jobs runs
   * @param data which samples
   * @param fingerprint of those that are present
   * @throws IOException when a file is there but can't be read
   * @throws UserError when a state was made from other data
   */
  public void requireSameData(List<Job> jobs, DataSpec data, String fingerprint)
      throws IOException {
    for (Job job : jobs) {
      if (job.spec().data().equals(data)) {
        Optional<SavedState> other =
            load(job.id(), complaint -> {})
                .filter(state -> !state.dataFingerprint().equals(fingerprint));
        if (other.isPresent()) {
          throw new UserError(
              file(job.id())
                  + ": the state of "
                  + job.label()
                  + " at step "
                  + other.get().step()
                  + " was made from other data (fingerprint "
                  + Fingerprints.shortened(other.get().dataFingerprint())
                  + ") than is present (fingerprint "
                  + Fingerprints.shortened(fingerprint)
                  + "): bring the same data back, choose another --results, or delete the file to"
                  + " begin this run anew");
        }
      }
    }
  }

  /**
   * Forgets a run.
   *
   * @param id the run
   * @throws IOException when a file can't be deleted
   */
  public void delete(String id) throws IOException {
    Files.deleteIfExists(file(id));
    for (Path weights : weightFiles(id)) {
      Files.deleteIfExists(weights);
    }
  }

  private Path file(String id) {
    return directory.resolve(id + SUFFIX);
  }

  private List<Path> weightFiles(String id) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(id + "-"))
          .filter(f -> f.getFileName().toString().endsWith(".bin"))
          .toList();
    }
  }
}
