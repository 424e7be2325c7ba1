package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.network.WeightFile;
import org.nodesnr.results.RecordStore;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.sweep.KeptNetworks;
import org.nodesnr.training.InitialNetwork;
import picocli.CommandLine.Option;

/** Which runs of an experiment are meant, of those whose networks are kept. */
final class KeptRuns {
  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "Only these runs, by id or its beginning (default: every kept network).")
  private List<String> ids = List.of();

  /**
   * @param config the experiment's file
   * @param experiment the experiment
   * @param records where its networks lie
   * @param options whether keys are overridden
   * @return the runs that are asked for and kept
   * @throws UserError when there are none
   */
  List<PlannedRun> of(
      Path config, Experiment experiment, RecordStore records, ExperimentOptions options) {
    String overridden = options.overrides() ? "; --set changes which runs are meant" : "";
    for (String prefix : ids) {
      if (experiment.runs().stream().noneMatch(r -> r.id().startsWith(prefix))) {
        throw new UserError("--run " + prefix + ": " + config + " has no such run" + overridden);
      }
    }
    List<PlannedRun> kept =
        experiment.runs().stream()
            .filter(r -> ids.isEmpty() || ids.stream().anyMatch(r.id()::startsWith))
            .filter(r -> Files.exists(KeptNetworks.file(records.directory(), r.id())))
            .toList();
    if (kept.isEmpty()) {
      throw new UserError(
          KeptNetworks.file(records.directory(), "*")
              + ": no network of such a run is kept: train with 'nodesnr run --keep-networks'"
              + overridden);
    }
    return kept;
  }

  /**
   * @param run one of them
   * @param records where its network lies
   * @param data its samples
   * @return its final network, in use
   * @throws IOException when it can't be read
   */
  static Model network(PlannedRun run, RecordStore records, Dataset data) throws IOException {
    Samples train = EvaluationInstruments.training(data, run.spec());
    Model network = InitialNetwork.of(run.spec(), train.shape(), data.train().classes());
    WeightFile.read(KeptNetworks.file(records.directory(), run.id()), run.id(), network);
    return network.inUse();
  }
}
