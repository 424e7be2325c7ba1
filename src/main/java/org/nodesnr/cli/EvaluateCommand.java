package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.nodesnr.UserError;
import org.nodesnr.config.Experiment;
import org.nodesnr.config.PlannedRun;
import org.nodesnr.config.RunSpec;
import org.nodesnr.data.Dataset;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.results.RecordStore;
import org.nodesnr.sweep.KeptNetworks;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.training.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Computes S and G of kept networks. */
@Command(
    name = "evaluate",
    description = {
      "Compute S and G of kept networks again; trains nothing and changes no record.",
      "Networks are kept by 'nodesnr run --keep-networks'; the config names the variants."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr evaluate configs/mnist.conf --run 1f2e3d4c5b6a7988",
      "  nodesnr evaluate configs/mnist.conf --samples 2000 --format csv"
    })
final class EvaluateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CONFIG", description = "The experiment, such as configs/mnist.conf.")
  private Path config;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "Only these runs, by id or its beginning (default: every kept network).")
  private List<String> runs = List.of();

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "0",
      description = "The first N test samples (default: all).")
  private int samples;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TABLE",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private EvaluationFormat format;

  @Mixin private ExperimentOptions experimentOptions;
  @Mixin private DataOptions dataOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Experiment experiment = experimentOptions.load(config);
    RecordStore records = experimentOptions.records(experiment.name());
    if (samples < 0) {
      throw new UserError("--samples " + samples + ": give a positive number, or 0 for all");
    }
    List<PlannedRun> kept = kept(experiment, records);
    PrintWriter out = spec.commandLine().getOut();
    format.begin(out);
    Laboratory laboratory =
        new Laboratory(
            dataOptions.location(),
            new DownloadDisplay(System.err, Terminal.ofProcess()),
            new EvaluationInstruments());
    for (PlannedRun run : kept) {
      format.print(run, evaluate(run, records, laboratory.data(run.spec().data())), out);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private List<PlannedRun> kept(Experiment experiment, RecordStore records) {
    for (String prefix : runs) {
      if (experiment.runs().stream().noneMatch(r -> r.id().startsWith(prefix))) {
        throw new UserError("--run " + prefix + ": " + config + " has no such run");
      }
    }
    List<PlannedRun> kept =
        experiment.runs().stream()
            .filter(r -> runs.isEmpty() || runs.stream().anyMatch(r.id()::startsWith))
            .filter(r -> Files.exists(KeptNetworks.file(records.directory(), r.id())))
            .toList();
    if (kept.isEmpty()) {
      throw new UserError(
          KeptNetworks.file(records.directory(), "*")
              + ": no network of such a run is kept: train with 'nodesnr run --keep-networks'");
    }
    return kept;
  }

  private Evaluation evaluate(PlannedRun run, RecordStore records, Dataset data)
      throws IOException {
    RunSpec how = run.spec();
    try (Trainer trainer = new Trainer(how, data);
        Evaluator evaluator =
            new Evaluator(
                EvaluationInstruments.testSamples(data, how.data()), how.evaluation().variants())) {
      trainer.resume(KeptNetworks.file(records.directory(), run.id()), run.id());
      return evaluator.evaluate(trainer.model(), samples);
    }
  }
}
