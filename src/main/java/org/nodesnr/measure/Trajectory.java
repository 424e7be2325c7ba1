package org.nodesnr.measure;

import java.util.List;
import java.util.Optional;

/**
 * What is made of a measure's values along a run's training. Gradient SNR of a trained network is
 * near 1/n, the value without any signal, whatever n samples it is read of; what its authors claim
 * is about its values during training (Liu et al. 2020, arXiv 2001.07384).
 */
public final class Trajectory implements MeasureSource {
  /** Checkpoints with a value, at least: two are no trajectory. */
  public static final int LEAST = 3;

  /** The measure whose mean it is. */
  public static final String OF = "gsnr";

  /**
   * (1/T) Σ_t r(t), r(t) the network's gradient SNR at the t-th of the T checkpoints of a run at
   * which it was read and defined, the last one among them, that before any step not: gradients of
   * an untrained network have a signal many times that of training, which is its seed's alone.
   */
  public static final Measure GSNR_MEAN =
      Measure.of(
              "gsnrMean", "mean of gradient SNR along training", MeasureScope.NETWORK, Sign.BETTER)
          .needs(Need.WEIGHTS, Need.GRADIENTS);

  /** For {@link java.util.ServiceLoader}. */
  public Trajectory() {}

  @Override
  public List<Measure> measures() {
    return List.of(GSNR_MEAN);
  }

  /**
   * @param along the network's readings of {@value #OF} at the checkpoints of a run after step 0
   * @return their mean, with the number of checkpoints behind it and of those without a value;
   *     nothing where fewer than {@value #LEAST} have one
   */
  public static Optional<Reading> of(List<Reading> along) {
    double[] values = along.stream().mapToDouble(Reading::value).filter(Double::isFinite).toArray();
    if (values.length < LEAST) {
      return Optional.empty();
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    int without = along.size() - values.length;
    return Optional.of(Reading.of(GSNR_MEAN, 0, sum / values.length, values.length, without));
  }
}
