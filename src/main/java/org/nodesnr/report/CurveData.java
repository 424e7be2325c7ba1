package org.nodesnr.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.analysis.TrainingCurve;
import org.nodesnr.files.Json;
import org.nodesnr.files.Numbers;
import org.nodesnr.results.RunTable;

/**
 * What the script shows of the curves over training, as JSON: {@code names} of the regimes; {@code
 * means} by panel and regime, a list of [step, mean, lowest, highest, runs]; {@code runs} by panel
 * and row of the table of runs, a list of [step, value]. Values have five significant digits.
 */
final class CurveData {
  private static final int DIGITS = 5;

  private CurveData() {}

  /**
   * @param runs every run
   * @param checkpoints all values of the finished ones
   * @param panels the quantities shown, in order
   * @param plots the panels of the same
   */
  static JsonNode of(Runs runs, RunTable checkpoints, List<String> panels, List<CurvePlot> plots) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("names", runs.regimes());
    data.put("means", plots.stream().map(CurveData::means).toList());
    data.put("runs", panels.stream().map(column -> ofRuns(runs, checkpoints, column)).toList());
    return Json.tree(data);
  }

  private static List<List<double[]>> means(CurvePlot plot) {
    return plot.curves().stream()
        .map(curve -> curve.points().stream().map(CurveData::point).toList())
        .toList();
  }

  private static double[] point(TrainingCurve.Point point) {
    return new double[] {
      point.step(),
      rounded(point.mean()),
      rounded(point.lowest()),
      rounded(point.highest()),
      point.runs()
    };
  }

  private static List<List<double[]>> ofRuns(Runs runs, RunTable checkpoints, String column) {
    Map<String, List<double[]>> byId = new LinkedHashMap<>();
    for (int row = 0; row < runs.size(); row++) {
      byId.put(runs.record(row).id(), new ArrayList<>());
    }
    List<String> ids = checkpoints.labels("id");
    double[] steps = checkpoints.numbers("step");
    double[] values = checkpoints.numbers(column);
    for (int i = 0; i < steps.length; i++) {
      if (Double.isFinite(values[i])) {
        double shown = rounded(CurvePlot.scale(column) * values[i]);
        byId.get(ids.get(i)).add(new double[] {steps[i], shown});
      }
    }
    return List.copyOf(byId.values());
  }

  private static double rounded(double value) {
    return Numbers.parse(Numbers.rounded(value, DIGITS));
  }
}
