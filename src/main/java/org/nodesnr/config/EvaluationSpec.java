package org.nodesnr.config;

import java.util.List;

/**
 * How a network is measured.
 *
 * @param trainSamples number of training samples, the first ones, whose accuracy and loss are
 *     computed at checkpoints before the last; 0 for all; the last checkpoint always takes all
 * @param figureSamples number of test samples, the first ones, on which S and G are computed at
 *     checkpoints before the last; 0 for all; the last checkpoint always takes all
 * @param variants the ways to compute S and G, {@link Variant#PAPER} and {@link Variant#NOTEBOOK}
 *     always among them
 */
public record EvaluationSpec(int trainSamples, int figureSamples, List<Variant> variants) {
  /** Copies the list. */
  public EvaluationSpec {
    variants = List.copyOf(variants);
  }
}
