package org.nodesnr.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.results.AtomicFiles;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.NodeVectors;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunTable;

/**
 * The figures of an experiment, each as PNG, SVG and CSV.
 *
 * <p>The network decides which of the paper's figures they are: dense layers alone make figures 1
 * (S), 2 (G) and 3 (G^(1..n−1)); convolutions make 4 (G) and 5 (G^(1..n−1)), and S, which the paper
 * does not show for them, goes into {@code snr-optimality}. Where runs have several checkpoints,
 * {@code training-s} and {@code training-g} show S and G over training, and {@code training-length}
 * how the correlation of G and test accuracy depends on it. {@code w-against-c} shows the weights
 * of a few nodes of one network against their weighted covariances, where these were kept.
 */
public final class FigureSet {
  private FigureSet() {}

  /**
   * Writes every figure, over older ones.
   *
   * @param directory the experiment
   * @param findings about its finished runs
   * @throws IOException when a file can't be written
   */
  public static void write(ExperimentDirectory directory, Findings findings) throws IOException {
    Analysis analysis = findings.analysis();
    Path folder = directory.figures();
    String variant = analysis.options().variant();
    int layers = analysis.layers();
    List<String> s =
        IntStream.rangeClosed(1, layers).mapToObj(layer -> RunTable.s(variant, layer)).toList();
    List<String> g =
        IntStream.rangeClosed(1, layers).mapToObj(layer -> RunTable.g(variant, layer)).toList();
    boolean dense = !analysis.convolutional();
    write(
        folder,
        dense ? "figure-1" : "snr-optimality",
        new ScatterFigure(
            analysis, s, "SNR optimality of each layer against test accuracy", false));
    write(
        folder,
        dense ? "figure-2" : "figure-4",
        new ScatterFigure(analysis, g, "SNR gain of each layer against test accuracy", true));
    write(
        folder,
        dense ? "figure-3" : "figure-5",
        new ScatterFigure(
            analysis,
            List.of(RunTable.hiddenG(variant)),
            "SNR gain of the hidden layers against test accuracy",
            true));
    if (RunTable.figureSteps(analysis.runs()).size() > 1) {
      write(
          folder,
          "training-s",
          new CurveFigure(analysis, s, "Test accuracy and SNR optimality over training"));
      write(
          folder,
          "training-g",
          new CurveFigure(analysis, g, "Test accuracy and SNR gain over training"));
    }
    writeVectors(directory, analysis);
    if (findings.lengths().comparable()) {
      LengthFigure length = new LengthFigure(findings);
      FigureFiles.write(length.page(), folder, "training-length");
      AtomicFiles.write(folder.resolve("training-length.csv"), length.data());
    }
  }

  /** Of the first run in the order of the table whose vectors were kept. */
  private static void writeVectors(ExperimentDirectory directory, Analysis analysis)
      throws IOException {
    RecordStore store = new RecordStore(directory);
    for (String id : analysis.table().labels("id")) {
      List<NodeVectors> nodes = store.readVectors(id);
      if (!nodes.isEmpty()) {
        VectorFigure figure =
            new VectorFigure(VectorFigure.Subject.of(analysis, analysis.run(id)), nodes);
        FigureFiles.write(figure.page(), directory.figures(), "w-against-c");
        AtomicFiles.write(directory.figures().resolve("w-against-c.csv"), figure.data());
        return;
      }
    }
  }

  private static void write(Path folder, String name, CurveFigure figure) throws IOException {
    FigureFiles.write(figure.page(), folder, name);
    AtomicFiles.write(folder.resolve(name + ".csv"), figure.data());
  }

  private static void write(Path folder, String name, ScatterFigure figure) throws IOException {
    FigureFiles.write(figure.page(), folder, name);
    AtomicFiles.write(folder.resolve(name + ".csv"), figure.data());
  }
}
