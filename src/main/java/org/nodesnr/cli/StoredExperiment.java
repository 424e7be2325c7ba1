package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.nodesnr.UserError;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.config.ExperimentLoader;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.spec.RunSpecs;
import org.nodesnr.statistics.Bootstrap;
import org.nodesnr.statistics.PermutationOptions;

/**
 * The runs of an experiment that is named rather than given by its config. Exclusion rules and
 * bootstrap are those of {@code configs/<experiment>.conf}, where there is one; as in the tables,
 * runs that this config does not have are left out, unless the records are those that ship.
 *
 * @param name as it was given
 * @param analysis its finished runs
 * @param remarks what the reader should know of them
 */
record StoredExperiment(String name, Analysis analysis, List<String> remarks) {
  private static final String SHIPPED = "reference";

  /**
   * @param name a directory that holds runs/, or an experiment under the results
   * @param results directory of all experiments' results
   * @param configs directory of the configs
   * @param variant the variant of S and G
   * @return its runs
   * @throws IOException when records can't be read
   * @throws UserError when there are none, or none under this variant
   */
  static StoredExperiment read(String name, Path results, Path configs, String variant)
      throws IOException {
    ExperimentDirectory directory = find(name, results);
    RecordStore.Contents contents =
        new RecordStore(directory, spec -> RunSpecs.id(RunSpecs.fromJson(spec))).readAll();
    List<String> remarks = new ArrayList<>();
    contents.damaged().forEach(d -> remarks.add(d.describe()));
    if (contents.records().isEmpty()) {
      throw new UserError(directory.runs() + " has no usable record");
    }
    Optional<Experiment> experiment = config(contents.records().get(0).experiment(), configs);
    List<RunRecord> records = contents.records();
    if (experiment.isEmpty()) {
      remarks.add(
          name
              + ": no "
              + configs.resolve(records.get(0).experiment() + ".conf")
              + ", so no exclusion rule");
    } else if (!shipped(directory)) {
      experiment = Optional.of(KeptSettings.applied(experiment.get(), directory));
      records = ofConfig(name, experiment.get(), records, remarks);
    }
    OneDataSet.require(directory, records);
    AnalysisOptions options =
        experiment
            .map(e -> StatisticsOptions.of(e, variant))
            .orElseGet(
                () ->
                    new AnalysisOptions(
                        variant,
                        List.of(AnalysisOptions.TEST_ACCURACY),
                        List.of(),
                        List.of(),
                        List.of(),
                        Bootstrap.withSeed(1),
                        PermutationOptions.withSeed(1)));
    try {
      return new StoredExperiment(name, Analysis.of(records, options), remarks);
    } catch (UserError e) {
      throw new UserError(name + ": " + e.getMessage(), e);
    }
  }

  private static ExperimentDirectory find(String name, Path results) {
    List<ExperimentDirectory> places =
        List.of(
            ExperimentDirectory.of(results, name),
            ExperimentDirectory.reference(results, name),
            new ExperimentDirectory(Path.of(name)));
    return places.stream()
        .filter(place -> Files.isDirectory(place.runs()))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    name
                        + " is no experiment: there is no "
                        + places.stream()
                            .map(place -> place.runs().toString())
                            .distinct()
                            .collect(Collectors.joining(", no "))));
  }

  private static boolean shipped(ExperimentDirectory directory) {
    Path parent = directory.root().toAbsolutePath().normalize().getParent();
    return parent != null && parent.endsWith(SHIPPED);
  }

  private static Optional<Experiment> config(String experiment, Path configs) {
    Path file = configs.resolve(experiment + ".conf");
    return Files.exists(file)
        ? Optional.of(ExperimentLoader.load(file, List.of()))
        : Optional.empty();
  }

  /** The records of the config's runs; all of them, where none is. */
  private static List<RunRecord> ofConfig(
      String name, Experiment experiment, List<RunRecord> records, List<String> remarks) {
    Set<String> ids = experiment.runs().stream().map(PlannedRun::id).collect(Collectors.toSet());
    List<RunRecord> planned = records.stream().filter(r -> ids.contains(r.id())).toList();
    if (!experiment.overrides().isEmpty()) {
      remarks.add(name + ": swept with --set " + String.join(" --set ", experiment.overrides()));
    }
    int foreign = records.size() - planned.size();
    if (planned.isEmpty()) {
      remarks.add(name + ": no record is of a run that its config has; all are taken");
      return records;
    }
    if (foreign > 0) {
      remarks.add(
          name + ": " + foreign + " records are of runs that its config does not have; left out");
    }
    return planned;
  }
}
