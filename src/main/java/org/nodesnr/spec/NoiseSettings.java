package org.nodesnr.spec;

import java.util.List;
import org.nodesnr.spec.Kind.Real;

/** Noise in training besides dropout of hidden dense layers. */
public final class NoiseSettings {
  /** σ. */
  public static final Setting<Double> INPUT_NOISE =
      Setting.real(
          "inputNoise",
          Real.NOT_NEGATIVE,
          0,
          "scaled input",
          "Standard deviation of Gaussian noise, drawn anew for every value of every batch and added"
              + " after scaling to [0, 1], standardisation and augmentation; 0 for none.");

  /** Probability with which an input is dropped. */
  public static final Setting<Double> INPUT_DROP_PROBABILITY =
      Setting.real(
          "inputDropProbability",
          Real.BELOW_ONE,
          0,
          "",
          "Probability with which an input value is dropped in training, the others divided by what"
              + " is left of 1; 0 for none.");

  /** Probability with which an output of a convolution is dropped. */
  public static final Setting<Double> CONVOLUTION_DROP_PROBABILITY =
      Setting.real(
              "convolutionDropProbability",
              Real.BELOW_ONE,
              0,
              "",
              "Probability with which an output of a convolution is dropped in training, each place by"
                  + " itself, behind pooling that follows; 0 for none.")
          .refused(
              (regime, data, network) ->
                  regime.get(NoiseSettings.CONVOLUTION_DROP_PROBABILITY) > 0
                          && !network.hasConvolutions()
                      ? "needs a convolution, and the network has none"
                      : "");

  /** All of them. */
  static final List<Setting<?>> ALL =
      List.of(INPUT_NOISE, INPUT_DROP_PROBABILITY, CONVOLUTION_DROP_PROBABILITY);

  private NoiseSettings() {}
}
