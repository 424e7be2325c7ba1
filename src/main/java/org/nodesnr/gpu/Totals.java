package org.nodesnr.gpu;

import org.nodesnr.gpu.Workbench.NetworkLaunch;
import org.nodesnr.spec.Activation;

/**
 * Sums over samples of each value of a picture: of the value, of its squared slope, and extremes.
 */
final class Totals {
  private final Device device;
  private final int size;
  private final Device.Buffer sums;
  private final Device.Buffer squares;
  private final Device.Buffer most;
  private final Device.Buffer least;
  private final NetworkLaunch launch;

  /**
   * @param block which samples
   * @param values of pictures, sample by sample
   * @param size values of a picture
   * @param activation what made them
   */
  Totals(MeterBlock block, Device.Buffer values, int size, Activation activation) {
    this.device = block.bench().device();
    this.size = size;
    this.sums = device.allocate((long) Double.BYTES * size);
    this.squares = device.allocate((long) Double.BYTES * size);
    this.most = device.allocate((long) Float.BYTES * size);
    this.least = device.allocate((long) Float.BYTES * size);
    this.launch =
        Workbench.lanes(
            size,
            device.prepare(
                "moments",
                block.fresh(),
                block.count(),
                values,
                sums,
                squares,
                most,
                least,
                size,
                Signal.code(activation)));
  }

  /** Adds a block. */
  void add() {
    launch.run(1);
  }

  /** Σ x of each value. */
  double[] sums() {
    double[] read = new double[size];
    device.read(sums, 0, read);
    return read;
  }

  /** Σ g'(x)² of each value. */
  double[] squares() {
    double[] read = new double[size];
    device.read(squares, 0, read);
    return read;
  }

  float[] most() {
    float[] read = new float[size];
    device.read(most, 0, read);
    return read;
  }

  float[] least() {
    float[] read = new float[size];
    device.read(least, 0, read);
    return read;
  }

  /**
   * @param values one for each value of pictures
   * @param channels of the pictures
   * @return their sums over all places
   */
  static double[] byChannel(double[] values, int channels) {
    double[] total = new double[channels];
    for (int k = 0; k < values.length; k++) {
      total[k % channels] += values[k];
    }
    return total;
  }
}
