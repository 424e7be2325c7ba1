package org.nodesnr.network.observed;

import java.util.Arrays;
import org.nodesnr.network.LayerSlopes;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;

/**
 * Gathers mean, extremes and activity of each value of a layer's input picture over the samples.
 * What an input of a convolution is like follows from the values that lie under it at each of its
 * places.
 */
public final class InputMoments {
  /** So many values of some samples after the other, to stay in the first-level cache. */
  private static final int BLOCK = 1024;

  private final Window window;
  private final LayerSlopes slopes;
  private final double[] sum;
  private final double[] activity;
  private final float[] max;
  private final float[] min;
  private final FourSamples some = new FourSamples(BLOCK);
  private long samples;

  /**
   * @param window what the nodes of the layer see of its input
   * @param slopes those of what made the input: the activation of the layer before; RELU, that is
   *     {@code p(x > 0)}, for the input of the network
   */
  public InputMoments(Window window, LayerSlopes slopes) {
    int size = window.input().size();
    this.window = window;
    this.slopes = slopes;
    this.sum = new double[size];
    this.activity = new double[size];
    this.max = new float[size];
    this.min = new float[size];
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
    Arrays.fill(min, Float.POSITIVE_INFINITY);
  }

  /**
   * Adds samples.
   *
   * @param values the layer's input, sample after sample; not modified
   * @param n how many samples
   */
  public void add(float[] values, int n) {
    int size = sum.length;
    for (int from = 0; from < size; from += BLOCK) {
      int length = Math.min(BLOCK, size - from);
      some.begin(max, min, from, length);
      for (int s = 0; s < n; s += FourSamples.COUNT) {
        some.read(values, s * size + from, size, Math.min(FourSamples.COUNT, n - s), length);
        some.extremes(length);
        some.addSum(sum, from, length);
        if (slopes.told()) {
          some.addSquaredSlopes(slopes.activation(), activity, from, length);
        }
      }
      some.end(max, min, from, length);
    }
    samples += n;
  }

  /**
   * Adds samples that were summed elsewhere.
   *
   * @param sums of each value over the samples
   * @param squares Σ g'(x)² of each value
   * @param most greatest of each value
   * @param least of each value
   * @param n how many samples
   */
  public void add(double[] sums, double[] squares, float[] most, float[] least, int n) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += sums[k];
      activity[k] += squares[k];
      max[k] = Math.max(max[k], most[k]);
      min[k] = Math.min(min[k], least[k]);
    }
    samples += n;
  }

  /**
   * Adds squared slopes, where the inputs do not tell them.
   *
   * @param squared in the order of the input; not modified
   * @param n how many samples
   */
  public void addSlopes(float[] squared, int n) {
    int size = sum.length;
    for (int from = 0; from < size; from += BLOCK) {
      int length = Math.min(BLOCK, size - from);
      for (int s = 0; s < n; s += FourSamples.COUNT) {
        some.read(squared, s * size + from, size, Math.min(FourSamples.COUNT, n - s), length);
        some.addSum(activity, from, length);
      }
    }
  }

  /**
   * The moments of the inputs of a node. Padding zeros are observations with {@code h = 0}.
   *
   * @return one entry for each input
   */
  public LayerInputs inputs() {
    Shape shape = window.input();
    int count = window.inputs();
    double[] mean = new double[count];
    float[] largest = new float[count];
    double[] active = new double[count];
    boolean[] constant = new boolean[count];
    double observations = (double) samples * window.places();
    for (int j = 0; j < count; j++) {
      int channel = j % shape.channels();
      int kx = j / shape.channels() % window.width();
      int ky = j / shape.channels() / window.width();
      double padding = samples * slopes.squaredAtPadding(channel);
      float high = Float.NEGATIVE_INFINITY;
      float low = Float.POSITIVE_INFINITY;
      double total = 0;
      for (int oy = 0; oy < window.placesHigh(); oy++) {
        int y = window.row(oy, ky);
        for (int ox = 0; ox < window.placesWide(); ox++) {
          int x = window.column(ox, kx);
          if (y < 0 || y >= shape.height() || x < 0 || x >= shape.width()) {
            high = Math.max(high, 0);
            low = Math.min(low, 0);
            active[j] += padding;
          } else {
            int k = (y * shape.width() + x) * shape.channels() + channel;
            high = Math.max(high, max[k]);
            low = Math.min(low, min[k]);
            total += sum[k];
            active[j] += activity[k];
          }
        }
      }
      mean[j] = total / observations;
      largest[j] = high;
      constant[j] = high == low;
    }
    return new LayerInputs(samples * window.places(), mean, largest, active, constant);
  }
}
