package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.nodesnr.random.Streams;

/**
 * Columns that a measure of generalisation must beat to explain anything, and one that none can:
 * made from the target and from the design, not from networks.
 */
public final class Controls {
  private final Streams streams;

  /**
   * @param seed of what is drawn
   */
  public Controls(long seed) {
    this.streams = new Streams(seed);
  }

  /**
   * @param rows how many
   * @return numbers uniform in [0, 1)
   */
  public double[] noise(int rows) {
    SplittableRandom random = streams.stream(Streams.Purpose.RESAMPLING, 0);
    double[] noise = new double[rows];
    Arrays.setAll(noise, i -> random.nextDouble());
    return noise;
  }

  /**
   * A measure permuted over the runs of each replicate.
   *
   * @param measure its column, not modified
   * @param replicates of the rows
   * @return the same values elsewhere
   */
  public double[] shuffled(double[] measure, Groups replicates) {
    SplittableRandom random = streams.stream(Streams.Purpose.RESAMPLING, 1);
    double[] shuffled = measure.clone();
    for (int[] rows : replicates.members()) {
      for (int i = rows.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        double swap = shuffled[rows[i]];
        shuffled[rows[i]] = shuffled[rows[j]];
        shuffled[rows[j]] = swap;
      }
    }
    return shuffled;
  }

  /**
   * What a measure that knows the target but for luck of the seed would be: the target plus normal
   * noise of its standard deviation within settings.
   *
   * @param target its column, not modified
   * @param settings of the rows
   * @return target plus noise; NaN where no setting has two runs
   */
  public double[] oracle(double[] target, Groups settings) {
    double squares = 0;
    int freedom = 0;
    for (int[] rows : settings.members()) {
      double[] values = finite(target, rows);
      double mean = Arrays.stream(values).average().orElse(Double.NaN);
      for (double value : values) {
        squares += (value - mean) * (value - mean);
      }
      freedom += Math.max(0, values.length - 1);
    }
    double deviation = Math.sqrt(squares / freedom);
    SplittableRandom random = streams.stream(Streams.Purpose.RESAMPLING, 2);
    double[] oracle = new double[target.length];
    Arrays.setAll(oracle, i -> target[i] + deviation * random.nextGaussian());
    return oracle;
  }

  /**
   * What the setting alone says: the mean of the target over the other runs of the setting.
   *
   * @param target its column, not modified
   * @param settings of the rows
   * @return the means; NaN where a setting has no other run
   */
  public static double[] settingOnly(double[] target, Groups settings) {
    double[] means = new double[target.length];
    for (int[] rows : settings.members()) {
      for (int row : rows) {
        List<Integer> others = new ArrayList<>();
        for (int other : rows) {
          if (other != row) {
            others.add(other);
          }
        }
        int[] rest = others.stream().mapToInt(i -> i).toArray();
        means[row] = Arrays.stream(finite(target, rest)).average().orElse(Double.NaN);
      }
    }
    return means;
  }

  private static double[] finite(double[] column, int[] rows) {
    return Arrays.stream(Pairs.select(column, rows)).filter(Double::isFinite).toArray();
  }
}
