package org.nodesnr.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Scatter;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Quantity;
import org.nodesnr.results.RunTable;

/**
 * The figures of one measure: against test accuracy, and over training where there are several
 * checkpoints. Those of S and G are the paper's and have its numbers.
 */
final class MeasureFigures {
  private final Findings findings;
  private final Analysis analysis;
  private final RunTable checkpoints;
  private final String measure;
  private final String words;
  private final String fileName;
  private final List<String> single;
  private final List<String> hidden;

  /**
   * @param findings about the runs
   * @param checkpoints all their checkpoints
   * @param measure the id of a measure that they have
   */
  MeasureFigures(Findings findings, RunTable checkpoints, String measure) {
    this.findings = findings;
    this.checkpoints = checkpoints;
    this.analysis = findings.analysis();
    this.measure = measure;
    this.words = Measures.find(measure).map(Measure::words).orElse(measure);
    this.fileName = Measures.find(measure).map(Measure::fileName).orElse(measure);
    this.single = names(measure, false);
    this.hidden = names(measure, true);
  }

  private List<String> names(String id, boolean sums) {
    return analysis.shown(id).stream()
        .filter(quantity -> quantity.place().equals(Quantity.HIDDEN) == sums)
        .map(Quantity::name)
        .toList();
  }

  List<Drawing> drawings() {
    List<Drawing> drawings = new ArrayList<>();
    String heading = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    boolean layers = analysis.shown(measure).stream().anyMatch(quantity -> quantity.layer() > 0);
    boolean fitted = Scatter.fitted(measure);
    if (!single.isEmpty()) {
      ScatterFigure figure =
          new ScatterFigure(
              findings,
              single,
              heading + (layers ? " of each layer" : "") + " against test accuracy",
              fitted);
      drawings.add(new Drawing(name(), figure::page, figure::data));
    }
    if (!hidden.isEmpty()) {
      ScatterFigure figure =
          new ScatterFigure(
              findings, hidden, heading + " of the hidden layers against test accuracy", fitted);
      drawings.add(new Drawing(hiddenName(), figure::page, figure::data));
    }
    List<String> along = single.stream().filter(checkpoints.columns()::contains).toList();
    if (!along.isEmpty() && RunTable.measuredSteps(analysis.runs()).size() > 1) {
      CurveFigure figure =
          new CurveFigure(
              analysis, checkpoints, along, "Test accuracy and " + words + " over training");
      drawings.add(new Drawing("training-" + fileName, figure::page, figure::data));
    }
    return drawings;
  }

  private String name() {
    boolean dense = !analysis.convolutional();
    if (measure.equals(Measure.OPTIMALITY.id())) {
      return dense ? "figure-1" : "snr-optimality";
    }
    return measure.equals(Measure.GAIN.id())
        ? dense ? "figure-2" : "figure-4"
        : "measure-" + fileName;
  }

  private String hiddenName() {
    return measure.equals(Measure.GAIN.id())
        ? analysis.convolutional() ? "figure-5" : "figure-3"
        : "measure-" + fileName + "-hidden";
  }
}
