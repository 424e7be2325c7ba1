package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.figures.NetworkFigures;
import org.nodesnr.measures.Specimen;
import org.nodesnr.measures.net.Subject;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.results.RecordStore;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Variant;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.training.ConvolutionMethod;
import org.nodesnr.training.InitialNetwork;
import org.nodesnr.training.Nd4jEngine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Computes S and G of kept networks, and of networks trained elsewhere. */
@Command(
    name = "evaluate",
    description = {
      "Compute S and G of kept networks, or of one trained elsewhere; trains nothing.",
      "Networks are kept by 'nodesnr run --keep-networks'; the config names the variants. Files of",
      "other programs are given with --model; both variants, paper and notebook, are computed.",
      "Further ones are written with --variant."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr evaluate configs/mnist.conf --run 1f2e3d4c5b6a7988",
      "  nodesnr evaluate configs/mnist.conf --samples 2000 --format csv",
      "  nodesnr evaluate configs/mnist.conf --shift 2 --format csv",
      "  nodesnr evaluate configs/mnist.conf --variant 'centred={extends=paper, countInputs=centred}'",
      "  nodesnr evaluate --model net.onnx --data mnist --scale 0.1307,0.3081",
      "  nodesnr evaluate --model net.keras --data cifar10 --format json --nodes",
      "  nodesnr evaluate --model net.h5 --data mnist --samples 2000 --figures plots",
      "  nodesnr evaluate --model net.onnx --data mnist --measures gsnr,hessianTrace",
      "  nodesnr evaluate --model net.zip --inputs x.npy --labels y.npy"
    })
final class EvaluateCommand implements Callable<Integer> {
  private static final List<String> OF_RUNS =
      List.of("--run", "--set", "--results", "--shift", "--flip", "--crop", "--seed");

  @Parameters(
      paramLabel = "CONFIG",
      arity = "0..1",
      description = "The experiment, such as configs/mnist.conf.")
  private Path config;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "0",
      description = "The first N test samples (default: 0, all of them).")
  private int samples;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description =
          "table, csv or json; of several kept networks a line each (default: ${DEFAULT-VALUE}).")
  private EvaluationFormat format;

  @ArgGroup(
      validate = false,
      heading =
          "%nTest images of kept networks changed at random, as augmentation changes training images:%n")
  private final TestAugmentation augmentation = new TestAugmentation();

  @ArgGroup(exclusive = false, heading = "%nA network trained elsewhere, instead of CONFIG:%n")
  private ModelOptions modelOptions;

  @Mixin private MeasureOptions measures;
  @Mixin private VariantOption variants;
  @Mixin private KeptRuns keptRuns;
  @Mixin private ExperimentOptions experimentOptions;
  @Mixin private DataOptions dataOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (samples < 0) {
      throw new UserError("--samples " + samples + ": give a positive number, or 0 for all");
    }
    measures.check();
    variants.with(Variant.BUILT_IN);
    if (modelOptions != null) {
      return evaluateModel();
    }
    requireCovariances(samples == 0 ? Integer.MAX_VALUE : samples);
    if (config == null) {
      throw new UserError("evaluate: give a CONFIG, or a network with --model FILE");
    }
    Experiment experiment = experimentOptions.load(config);
    RecordStore records = experimentOptions.records(experiment.name());
    List<PlannedRun> kept = keptRuns.of(config, experiment, records, experimentOptions);
    PrintWriter out = spec.commandLine().getOut();
    TestAugmentation.Said said = augmentation.said();
    CountDisplay display = new CountDisplay(System.err, Terminal.ofProcess(), "networks");
    if (format == EvaluationFormat.CSV && measures.any()) {
      out.println(MeasuredReadings.HEADER);
    } else {
      format.begin(out);
    }
    Laboratory laboratory =
        new Laboratory(
            dataOptions.location(),
            new DownloadDisplay(System.err, Terminal.ofProcess()),
            new EvaluationInstruments(new Nd4jEngine(ConvolutionMethod.WINOGRAD)));
    for (int i = 0; i < kept.size(); i++) {
      PlannedRun run = kept.get(i);
      Dataset data = laboratory.data(run.spec().data());
      print(run, evaluate(run, records, data), said, out);
      out.flush();
      // where what is printed shows on the terminal, that is how far it is
      if (System.console() == null) {
        display.at(i + 1, kept.size());
      }
    }
    display.finish();
    PrintWriter notes = format == EvaluationFormat.TABLE ? out : spec.commandLine().getErr();
    experiment.inUse().forEach(note -> notes.println("note: " + note));
    notes.flush();
    return ExitCodes.DONE;
  }

  private int evaluateModel() throws IOException {
    if (config != null) {
      throw new UserError("evaluate: " + config + " and --model: give one of them");
    }
    for (String option : OF_RUNS) {
      if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
        throw new UserError(option + ": is for kept networks, not for --model");
      }
    }
    modelOptions.figures().ifPresent(folder -> OutputFolder.require("--figures " + folder, folder));
    ModelData loaded = ModelData.load(modelOptions, dataOptions);
    String name = modelOptions.model().getFileName().toString();
    requireCovariances(samples == 0 ? loaded.samples().size() : samples);
    requireSamples(loaded.samples().size());
    try (Evaluator evaluator = new Evaluator(loaded.samples(), variants.with(Variant.BUILT_IN))) {
      MeasuredReadings more = measures.any() ? measured(loaded) : MeasuredReadings.NONE;
      Evaluation evaluation =
          evaluator.evaluate(loaded.network().graph(), samples).with(more.readings());
      ModelData data = loaded.questioned(evaluation);
      PrintWriter out = spec.commandLine().getOut();
      if (format == EvaluationFormat.CSV && measures.any()) {
        out.println(MeasuredReadings.HEADER);
        more.rows(name, out);
      } else {
        new ModelReport(name, data, evaluation, modelOptions.nodes()).print(format, out);
      }
      if (format == EvaluationFormat.TABLE) {
        more.table(out);
      }
      out.flush();
      if (format == EvaluationFormat.CSV) {
        data.network().notes().forEach(spec.commandLine().getErr()::println);
        more.missing().forEach(line -> spec.commandLine().getErr().println("not read: " + line));
      }
      if (modelOptions.figures().isPresent()) {
        if (evaluation.vectors().isEmpty()) {
          throw new UserError(name + ": S is undefined for every node; there is nothing to plot");
        }
        NetworkFigures.write(
            modelOptions.figures().get(), data.origin(), name, evaluation.vectors());
      }
    }
    return ExitCodes.DONE;
  }

  private MeasuredReadings measured(ModelData loaded) throws IOException {
    Graph graph = loaded.network().graph();
    Optional<Samples> train =
        measures.needTraining()
            ? TrainingData.of(modelOptions, dataOptions, loaded.network())
            : Optional.empty();
    train.ifPresent(samples -> measures.requireSamples(samples.size()));
    return Subject.inOneLine(graph)
        .map(
            model ->
                MeasuredReadings.of(
                    new Specimen(model, Optional::empty, train, loaded.samples(), true),
                    measures.chosen()))
        .orElseGet(() -> MeasuredReadings.of(graph, train, measures.chosen()));
  }

  private static void requireCovariances(int samples) {
    if (samples < 2) {
      throw new UserError(samples + " sample: covariances, and so S and G, need at least 2");
    }
  }

  private void requireSamples(int there) {
    if (samples > there) {
      throw new UserError(
          "--samples "
              + samples
              + ": there are "
              + there
              + " test samples; give at most so many, or 0 for all");
    }
  }

  private void print(
      PlannedRun run, Measured measured, TestAugmentation.Said said, PrintWriter out) {
    if (format == EvaluationFormat.CSV && measures.any()) {
      measured.more().rows(run.id(), out);
      return;
    }
    format.print(run, measured.evaluation(), said, out);
    if (format == EvaluationFormat.TABLE) {
      measured.more().table(out);
    }
  }

  /** What was computed of a kept network. */
  private record Measured(Evaluation evaluation, MeasuredReadings more) {}

  private Measured evaluate(PlannedRun run, RecordStore records, Dataset data) throws IOException {
    RunSpec how = run.spec();
    Samples test = augmentation.testSamples(data, how.data());
    requireSamples(test.size());
    Model network = KeptRuns.network(run, records, data);
    try (Evaluator evaluator = new Evaluator(test, variants.with(how.evaluation().variants()))) {
      Evaluation evaluation = evaluator.evaluate(network, samples);
      if (!measures.any()) {
        return new Measured(evaluation, MeasuredReadings.NONE);
      }
      Samples train = EvaluationInstruments.training(data, how);
      measures.requireSamples(train.size());
      Specimen specimen =
          new Specimen(
              network,
              () ->
                  Optional.of(InitialNetwork.of(how, test.shape(), data.train().classes()).inUse()),
              Optional.of(train),
              test,
              true);
      MeasuredReadings more = MeasuredReadings.of(specimen, measures.chosen());
      return new Measured(evaluation.with(more.readings()), more);
    }
  }
}
