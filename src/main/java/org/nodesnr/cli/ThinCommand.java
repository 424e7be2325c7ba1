package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.figures.ThinningFigure;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.ThinnedNetwork;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Variant;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.tables.ThinningTable;
import org.nodesnr.thinning.Criterion;
import org.nodesnr.thinning.Thinning;
import org.nodesnr.thinning.Unit;
import org.nodesnr.training.ConvolutionMethod;
import org.nodesnr.training.Nd4jEngine;
import org.nodesnr.training.Retraining;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes parts of kept networks and measures what is left. */
@Command(
    name = "thin",
    description = {
      "Remove links, inputs or nodes of kept networks, and measure test accuracy.",
      "First goes what has the weakest weighted covariance |c| (snr), or the smallest weight, the",
      "lowest activation, or whatever chance picks; c and activations are those of training images.",
      "Writes evaluation/thinning and figures/thinning of the experiment."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr run configs/mnist-quick.conf --keep-networks",
      "  nodesnr thin configs/mnist-quick.conf --unit nodes,links --shares 0.5,0.9",
      "  nodesnr thin configs/mnist-quick.conf --run 1f2e3d4c --retrain 500"
    })
final class ThinCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CONFIG", description = "The experiment, such as configs/mnist.conf.")
  private Path config;

  @Option(
      names = "--unit",
      paramLabel = "UNITS",
      hideParamSyntax = true,
      split = ",",
      description =
          "links, inputs (of the first layer), nodes (of hidden layers), or several with commas"
              + " between (default: all).")
  private List<Unit> units = List.of(Unit.values());

  @Option(
      names = "--criterion",
      paramLabel = "NAMES",
      hideParamSyntax = true,
      split = ",",
      description =
          "snr, magnitude, activation, random, or several with commas between (default: all).")
  private List<Criterion> criteria = List.of(Criterion.values());

  @Option(
      names = "--shares",
      paramLabel = "SHARES",
      hideParamSyntax = true,
      split = ",",
      description =
          "Shares to remove in each layer concerned (default:"
              + " 0.25,0.5,0.7,0.8,0.9,0.95,0.98).")
  private List<Double> shares = List.of(0.25, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98);

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Training images, the first ones, of c and activations; 0 for all (default:"
              + " ${DEFAULT-VALUE}).")
  private int samples;

  @Option(
      names = "--retrain",
      paramLabel = "STEPS",
      defaultValue = "0",
      description =
          "Also train each thinned network for so many updates more, what was removed staying"
              + " removed (default: ${DEFAULT-VALUE}).")
  private int retrain;

  @Mixin private KeptRuns keptRuns;
  @Mixin private ExperimentOptions experimentOptions;
  @Mixin private DataOptions dataOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    Experiment experiment = experimentOptions.load(config);
    RecordStore records = experimentOptions.records(experiment.name());
    List<PlannedRun> kept = keptRuns.of(config, experiment, records, experimentOptions);
    if (retrain > 0) {
      for (PlannedRun run : kept) {
        Retraining.refusal(run.spec())
            .ifPresent(
                why -> {
                  throw new UserError("--retrain " + retrain + ": " + why);
                });
      }
    }
    Laboratory laboratory =
        new Laboratory(
            dataOptions.location(),
            new DownloadDisplay(System.err, Terminal.ofProcess()),
            new EvaluationInstruments(new Nd4jEngine(ConvolutionMethod.WINOGRAD)));
    CountDisplay display = new CountDisplay(System.err, Terminal.ofProcess(), "networks");
    List<ThinnedNetwork> thinned = new ArrayList<>();
    for (PlannedRun run : kept) {
      thinned.addAll(thin(run, records, laboratory.data(run.spec().data())));
      display.at(kept.indexOf(run) + 1, kept.size());
    }
    display.finish();
    String data = kept.get(0).spec().data().set();
    int images = laboratory.data(kept.get(0).spec().data()).train().size();
    int read = samples < images ? samples : 0;
    ThinningTable table = new ThinningTable(thinned, data, read, retrain);
    table.write(records.directory().evaluation());
    ThinningFigure.write(records.directory().figures(), thinned, data, retrain);
    spec.commandLine().getOut().print(table.text());
    spec.commandLine().getOut().flush();
    return ExitCodes.DONE;
  }

  private void check() {
    for (double share : shares) {
      if (!(share >= 0 && share <= 1)) {
        throw new UserError("--shares " + share + ": give numbers from 0 to 1");
      }
    }
    if (samples < 0 || samples == 1) {
      throw new UserError("--samples " + samples + ": give 2 or more, or 0 for all");
    }
    if (retrain < 0) {
      throw new UserError("--retrain " + retrain + ": give a number of updates, or 0 for none");
    }
  }

  private List<ThinnedNetwork> thin(PlannedRun run, RecordStore records, Dataset data)
      throws IOException, InterruptedException {
    RunSpec how = run.spec();
    Model network = KeptRuns.network(run, records, data);
    Samples test = EvaluationInstruments.test(data, how);
    Thinning thinning;
    try (Evaluator evaluator =
        new Evaluator(EvaluationInstruments.training(data, how), List.of(Variant.PAPER))) {
      thinning = new Thinning(network, evaluator.covariances(network, samples), how.seed());
    }
    List<ThinnedNetwork> thinned = new ArrayList<>();
    double whole = Evaluator.score(network, test, 0).accuracy();
    for (Unit unit : units) {
      for (Criterion criterion : criteria) {
        thinned.add(named(run, unit, criterion, 0, network, whole, Double.NaN));
        for (double share : shares) {
          Model left = thinning.without(unit, criterion, share);
          double accuracy = Evaluator.score(left, test, 0).accuracy();
          double later = Double.NaN;
          if (retrain > 0) {
            Model retrained = Retraining.of(how, data, left, retrain);
            later = Evaluator.score(retrained, test, 0).accuracy();
          }
          thinned.add(named(run, unit, criterion, share, left, accuracy, later));
        }
      }
    }
    return thinned;
  }

  private static ThinnedNetwork named(
      PlannedRun run,
      Unit unit,
      Criterion criterion,
      double share,
      Model left,
      double accuracy,
      double retrained) {
    return new ThinnedNetwork(
        run.id(),
        run.spec().regime().name(),
        run.spec().seed(),
        name(unit),
        name(criterion),
        share,
        weightsLeft(left),
        accuracy,
        retrained);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static double weightsLeft(Model model) {
    long all = 0;
    long left = 0;
    for (Layer.Weighted layer : model.weighted()) {
      all += layer.weights().length;
      for (float weight : layer.weights()) {
        left += weight != 0 ? 1 : 0;
      }
    }
    return (double) left / all;
  }
}
