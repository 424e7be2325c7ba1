package org.nodesnr.measure;

import java.util.List;

/** What is measured on training samples that are held out. */
public final class Validation implements MeasureSource {
  /** The share of them that is classified correctly. */
  public static final Measure ACCURACY =
      Measure.of("validationAccuracy", "validation accuracy", MeasureScope.NETWORK, Sign.BETTER)
          .asControl()
          .within(Measure.Bound.ONE);

  /** Their mean cross-entropy in nats. */
  public static final Measure LOSS =
      Measure.of("validationLoss", "validation loss", MeasureScope.NETWORK, Sign.WORSE).asControl();

  /** For {@link java.util.ServiceLoader}. */
  public Validation() {}

  @Override
  public List<Measure> measures() {
    return List.of(ACCURACY, LOSS);
  }

  /**
   * @param accuracy share of the samples
   * @param loss mean in nats
   * @param samples how many
   * @return both
   */
  public static List<Reading> of(double accuracy, double loss, int samples) {
    return List.of(
        Reading.of(ACCURACY, 0, accuracy, samples, 0), Reading.of(LOSS, 0, loss, samples, 0));
  }
}
