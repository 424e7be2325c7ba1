package org.nodesnr.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Ranking;
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
 * how the correlation of G and test accuracy depends on it. {@code regime-parts} shows the
 * correlation of G^(1..n−1) among some of the regimes, where the table of that name has more than
 * one part, and {@code training-length-parts} how it depends on training. {@code cause} shows what
 * interventions changed, {@code noise} what noise does, {@code ranking-lossGap} and {@code
 * ranking-accuracyGap} τ of every measure with a gap, where measures are ranked. {@code
 * w-against-c} shows the weights of a few nodes of one network against their weighted covariances,
 * where these were kept.
 */
public final class FigureSet {
  private static final String VECTORS = "w-against-c";
  private static final String LENGTH = "training-length";

  private FigureSet() {}

  /**
   * Writes every figure, over older ones. One that there is nothing to make of is deleted: it would
   * show what is no more.
   *
   * @param directory the experiment
   * @param findings about its finished runs
   * @return what the reader should know of files that could not be used
   * @throws IOException when a file can't be written
   */
  public static List<String> write(ExperimentDirectory directory, Findings findings)
      throws IOException {
    Analysis analysis = findings.analysis();
    RunTable checkpoints = RunTable.ofCheckpoints(analysis.runs(), analysis.options().regimes());
    List<Drawing> drawings =
        new ArrayList<>(
            analysis.shownMeasures().parallelStream()
                .map(measure -> new MeasureFigures(findings, checkpoints, measure))
                .flatMap(figures -> figures.drawings().stream())
                .toList());
    List<String> notes = new ArrayList<>();
    addVectors(directory, analysis, drawings, notes);
    if (findings.lengths().comparable()) {
      LengthFigure length = new LengthFigure(findings);
      drawings.add(new Drawing(LENGTH, length::page, length::data));
    }
    for (RankingFigure ranking : RankingFigure.of(findings)) {
      drawings.add(new Drawing(ranking.name(), ranking::page, ranking::data));
    }
    RegimePartFigure.of(findings)
        .ifPresent(
            parts -> drawings.add(new Drawing(RegimePartFigure.NAME, parts::page, parts::data)));
    PartLengthFigure.of(findings)
        .ifPresent(
            parts -> drawings.add(new Drawing(PartLengthFigure.NAME, parts::page, parts::data)));
    CauseFigure.of(findings)
        .ifPresent(cause -> drawings.add(new Drawing(CauseFigure.NAME, cause::page, cause::data)));
    NoiseFigure.of(findings)
        .ifPresent(noise -> drawings.add(new Drawing(NoiseFigure.NAME, noise::page, noise::data)));
    deleteOthers(drawings, directory.figures());
    Drawing.write(drawings, directory.figures());
    return notes;
  }

  /** Of the figures that not every experiment has. */
  private static void deleteOthers(List<Drawing> drawings, Path folder) throws IOException {
    List<String> names =
        new ArrayList<>(
            List.of(
                VECTORS,
                LENGTH,
                RegimePartFigure.NAME,
                PartLengthFigure.NAME,
                CauseFigure.NAME,
                NoiseFigure.NAME));
    Ranking.TARGETS.forEach(target -> names.add(RankingFigure.name(target)));
    drawings.forEach(drawing -> names.remove(drawing.name()));
    for (String name : names) {
      FigureFiles.delete(folder, name);
    }
  }

  /** Of the first run in the order of the table whose vectors were kept and can be read. */
  private static void addVectors(
      ExperimentDirectory directory,
      Analysis analysis,
      List<Drawing> drawings,
      List<String> notes) {
    RecordStore store = new RecordStore(directory);
    for (String id : analysis.table().labels("id")) {
      List<NodeVectors> nodes = List.of();
      try {
        nodes = store.readVectors(id);
      } catch (IOException e) {
        notes.add("ignored: " + store.nodeFault(id, e));
      }
      if (!nodes.isEmpty()) {
        VectorFigure figure =
            new VectorFigure(VectorFigure.Subject.of(analysis, analysis.run(id)), nodes);
        drawings.add(new Drawing(VECTORS, figure::page, figure::data));
        return;
      }
    }
  }
}
