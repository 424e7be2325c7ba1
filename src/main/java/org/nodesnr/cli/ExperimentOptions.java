package org.nodesnr.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.RunSpecs;
import org.nodesnr.sweep.Job;
import picocli.CommandLine.Mixin;

/** Which experiment, and where its results lie. */
final class ExperimentOptions {
  @Mixin private OverridesOption overrides;

  @Mixin private ResultsOption results;

  Experiment load(Path config) {
    return overrides.load(config);
  }

  /** Whether keys of the config are overridden. */
  boolean overrides() {
    return !overrides.values().isEmpty();
  }

  /** These options, as another process is given them. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("--results", results.path().toString()));
    overrides.values().forEach(override -> arguments.addAll(List.of("--set", override)));
    return arguments;
  }

  RecordStore records(String experiment) {
    return store(ExperimentDirectory.of(results.path(), experiment));
  }

  /** The records that ship with the project. */
  RecordStore reference(String experiment) {
    return store(ExperimentDirectory.reference(results.path(), experiment));
  }

  /** Records whose ids are held against their configs. */
  static RecordStore store(ExperimentDirectory directory) {
    return new RecordStore(directory, spec -> RunSpecs.id(RunSpecs.fromJson(spec)));
  }

  /** The runs as jobs; the first of each regime keeps the vectors of a few nodes. */
  static List<Job> jobs(Experiment experiment) {
    Set<String> regimes = new HashSet<>();
    return experiment.runs().stream()
        .map(
            run ->
                new Job(
                    run.id(),
                    experiment.name(),
                    run.spec().regime().name(),
                    run.spec().regime().family(),
                    run.spec(),
                    regimes.add(run.spec().regime().name())))
        .toList();
  }
}
