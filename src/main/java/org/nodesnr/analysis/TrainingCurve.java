package org.nodesnr.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.nodesnr.results.RunTable;

/**
 * A quantity over training: at each step where it was measured, its mean and range over the runs of
 * a regime.
 *
 * @param regime the regime's label
 * @param points by step; none where it was never measured
 */
public record TrainingCurve(String regime, List<Point> points) {

  /**
   * A step.
   *
   * @param step number of updates
   * @param runs runs measured there
   * @param mean over the runs
   * @param lowest over the runs
   * @param highest over the runs
   */
  public record Point(int step, int runs, double mean, double lowest, double highest) {}

  /** Copies the list. */
  public TrainingCurve {
    points = List.copyOf(points);
  }

  /**
   * @param checkpoints all checkpoints of all runs
   * @param regime a label
   * @param column what is shown
   * @param scale its unit in the figure
   * @return the regime's curve
   */
  public static TrainingCurve of(RunTable checkpoints, String regime, String column, double scale) {
    Map<Integer, List<Double>> values = new TreeMap<>();
    List<String> regimes = checkpoints.labels("regime");
    double[] steps = checkpoints.numbers("step");
    double[] recorded = checkpoints.numbers(column);
    for (int row = 0; row < steps.length; row++) {
      if (regimes.get(row).equals(regime) && Double.isFinite(recorded[row])) {
        values
            .computeIfAbsent((int) steps[row], step -> new ArrayList<>())
            .add(scale * recorded[row]);
      }
    }
    List<Point> points = new ArrayList<>();
    values.forEach((step, ofStep) -> points.add(point(step, ofStep)));
    return new TrainingCurve(regime, points);
  }

  private static Point point(int step, List<Double> values) {
    double sum = 0;
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      sum += value;
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    return new Point(step, values.size(), sum / values.size(), lowest, highest);
  }

  /**
   * @param value of a point
   * @return the values of all points, by step
   */
  public double[] values(ToDoubleFunction<Point> value) {
    return points.stream().mapToDouble(value).toArray();
  }
}
