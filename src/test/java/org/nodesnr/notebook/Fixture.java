package org.nodesnr.notebook;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Intervention;
import org.nodesnr.analysis.Progress;
import org.nodesnr.figures.FigureSet;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.Csv;
import org.nodesnr.files.CsvFile;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.MadeUpRuns.MadeUpRegime;
import org.nodesnr.results.Manifest;
import org.nodesnr.results.RunRecord;
import org.nodesnr.results.RunTable;
import org.nodesnr.statistics.Bootstrap;
import org.nodesnr.tables.TableSet;

/** Results of made-up runs, as the command line writes them. */
public final class Fixture {
  private Fixture() {}

  /**
   * 41 dense networks, some of them excluded, and one more that diverged. One has the checkpoints
   * of another but for the last, as a run of the same regime and seed for more steps.
   */
  static ExperimentDirectory mnist(Path results) throws IOException {
    List<RunRecord> runs = new ArrayList<>(MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, 5));
    runs.add(
        MadeUpRuns.mnist().run(MadeUpRuns.MNIST_REGIMES.get(0), 9, RunRecord.Status.DIVERGED, 77));
    runs.add(longer(runs.get(0)));
    return evaluated(write(results, "mnist", runs, 0.37), "regime-intervals");
  }

  /** 32 dense networks of two widths, trained on as many images, with gradient SNR all along. */
  static ExperimentDirectory architectures(Path results) throws IOException {
    List<RunRecord> runs = new ArrayList<>();
    for (int cell = 0; cell < 16; cell++) {
      int width = cell / 8 == 0 ? 128 : 512;
      int images = cell / 4 % 2 == 0 ? 1_000 : 3_000;
      String family = cell / 2 % 2 == 0 ? "SGD" : "dropout";
      double rate = cell % 2 == 0 ? 0.05 : 0.2;
      String label = String.format(Locale.ROOT, "%s %d %d %s", family, width, images, rate);
      MadeUpRegime regime = new MadeUpRegime(label, family, cell / 2 * 5 % 8 / 8.0);
      for (int seed = 1; seed <= 2; seed++) {
        RunRecord run =
            MadeUpRuns.mnist().run(regime, seed, RunRecord.Status.FINISHED, 100L * cell + seed);
        ObjectNode spec = run.spec().deepCopy();
        spec.putObject("network").put("activation", "relu").putArray("dense").add(width).add(width);
        spec.withObject("/regime").put("trainSamples", images).put("learningRate", rate);
        runs.add(MadeUpRuns.of(Analyses.withGradientSnr(run), spec));
      }
    }
    return evaluated(write(results, "mnist-architectures", runs, 0.9), "within-architecture");
  }

  /** With the table that the script of this name in src/tools writes of these very runs. */
  private static ExperimentDirectory evaluated(ExperimentDirectory directory, String script)
      throws IOException {
    Files.createDirectories(directory.evaluation());
    try (InputStream table = Fixture.class.getResourceAsStream(script + ".csv")) {
      Files.copy(table, directory.evaluation().resolve(script + ".csv"));
    }
    return directory;
  }

  private static RunRecord longer(RunRecord run) {
    MadeUpRegime longer = new MadeUpRegime("SGD, long", "SGD", 0.1);
    RunRecord other = MadeUpRuns.mnist().run(longer, run.seed(), RunRecord.Status.FINISHED, 99);
    int last = run.checkpoints().size() - 1;
    List<Checkpoint> checkpoints = new ArrayList<>(run.checkpoints().subList(0, last));
    checkpoints.add(other.checkpoints().get(last));
    return new RunRecord(
        run.schema(),
        other.id(),
        run.experiment(),
        other.regime(),
        other.family(),
        run.seed(),
        run.status(),
        run.message(),
        other.spec(),
        checkpoints,
        run.provenance());
  }

  /** 25 dense networks with measures that are ranked. */
  static ExperimentDirectory measured(Path results) throws IOException {
    return write(results, "mnist-measured", Analyses.measuredRuns(true), 0.9);
  }

  /** 32 dense networks, some with dropout or shifts, and noise in them, measured after training. */
  static ExperimentDirectory caused(Path results) throws IOException {
    List<RunRecord> runs = MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, 4);
    ExperimentDirectory directory = ExperimentDirectory.of(results, "mnist-caused");
    AnalysisOptions options =
        Analyses.options(
            0.9,
            List.of(
                new Intervention("dropProbability", DoubleNode.valueOf(0), List.of()),
                new Intervention("augmentation.shift", IntNode.valueOf(0), List.of())));
    CsvFile noise = Analyses.noise(Analysis.of(runs, options));
    AtomicFiles.write(directory.noise(), Csv.text(noise.header(), noise.rows()));
    return write(directory, runs, options, Optional.of(CsvFile.read(directory.noise())));
  }

  /** 20 convolutional networks, none excluded. */
  static ExperimentDirectory cifar10(Path results) throws IOException {
    return write(results, "cifar10", MadeUpRuns.cifar10().runs(MadeUpRuns.CIFAR_REGIMES, 4), 0.9);
  }

  /** So few networks that p-values come from permutations, on data that are not the paper's. */
  public static ExperimentDirectory few(Path results, int replicates) throws IOException {
    List<MadeUpRegime> regimes = MadeUpRuns.MNIST_REGIMES.subList(0, 2);
    return write(results, "mnist-quick", MadeUpRuns.demo().runs(regimes, replicates), 0.9);
  }

  /** A copy that a test may damage. */
  public static ExperimentDirectory copy(ExperimentDirectory original, Path results)
      throws IOException {
    Path root = results.resolve(original.root().getFileName().toString());
    try (Stream<Path> files = Files.walk(original.root())) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = root.resolve(original.root().relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return new ExperimentDirectory(root);
  }

  /** Replaces a cell of the first row of a CSV file. */
  static void tamper(Path file, String column, String value) throws IOException {
    CsvFile csv = CsvFile.read(file);
    List<List<String>> rows = new ArrayList<>(csv.rows());
    List<String> first = new ArrayList<>(rows.get(0));
    first.set(csv.header().indexOf(column), value);
    rows.set(0, first);
    Files.writeString(file, Csv.text(csv.header(), rows));
  }

  private static ExperimentDirectory write(
      Path results, String name, List<RunRecord> runs, double greatestRate) throws IOException {
    return write(
        ExperimentDirectory.of(results, name),
        runs,
        Analyses.options(greatestRate),
        Optional.empty());
  }

  private static ExperimentDirectory write(
      ExperimentDirectory directory,
      List<RunRecord> runs,
      AnalysisOptions usual,
      Optional<CsvFile> noise)
      throws IOException {
    AnalysisOptions options =
        new AnalysisOptions(
            usual.variant(),
            usual.targets(),
            usual.exclusions(),
            usual.parts(),
            usual.interventions(),
            usual.regimes(),
            new Bootstrap(20, 0.95, 1),
            usual.permutations());
    RunTable.ofFinal(runs, options.regimes()).write(directory.runTable());
    RunTable.ofCheckpoints(runs, options.regimes()).write(directory.checkpointTable());
    Analysis analysis = Analysis.of(runs, options);
    Findings findings = Findings.of(analysis, noise, Progress.SILENT);
    TableSet.write(directory, findings);
    Manifest.of(
            directory, new Manifest.Origin("test", options.toString(), List.of(), Optional.empty()))
        .write(directory);
    FigureSet.write(directory, findings);
    return directory;
  }
}
