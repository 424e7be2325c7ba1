package org.nodesnr.spec;

import java.util.List;

/**
 * How a network is measured.
 *
 * @param trainSamples number of training samples, the first ones, whose accuracy and loss are
 *     computed at checkpoints before the last; 0 for all; the last checkpoint always takes all
 * @param measureSamples number of test samples, the first ones, on which S and G are computed at
 *     checkpoints before the last; 0 for all; the last checkpoint always takes all
 * @param variants the ways to compute S and G, {@link Variant#PAPER} and {@link Variant#NOTEBOOK}
 *     always among them
 * @param measures what is measured beside S and G
 */
public record EvaluationSpec(
    int trainSamples, int measureSamples, List<Variant> variants, List<MeasureChoice> measures) {
  /** Copies the lists. */
  public EvaluationSpec {
    variants = List.copyOf(variants);
    measures = List.copyOf(measures);
  }

  /**
   * S and G alone.
   *
   * @param trainSamples as above
   * @param measureSamples as above
   * @param variants as above
   */
  public EvaluationSpec(int trainSamples, int measureSamples, List<Variant> variants) {
    this(trainSamples, measureSamples, variants, List.of());
  }

  /** The same without measures beside S and G. */
  EvaluationSpec withoutMeasures() {
    return new EvaluationSpec(trainSamples, measureSamples, variants);
  }
}
