package org.nodesnr.spec;

import java.util.List;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.LayerKind.Key;

/**
 * Batch normalisation, between a layer with weights and its activation (Ioffe and Szegedy, arXiv
 * 1502.03167).
 *
 * @param momentum weight of the batches before in the running mean and variance, at each batch
 * @param epsilon added to each variance
 */
public record BatchNormalisationSpec(double momentum, double epsilon) implements LayerSpec {
  private static final Key<BatchNormalisationSpec, Double> MOMENTUM =
      Key.optional(
          "momentum",
          Real.BELOW_ONE,
          0.9,
          "Weight of the batches before in the running mean and variance, at each batch: m ← momentum"
              + " · m + (1 − momentum) · that of the batch, the variance divided by the number of"
              + " values. As in TensorFlow; PyTorch's is 1 less this.",
          BatchNormalisationSpec::momentum);
  private static final Key<BatchNormalisationSpec, Double> EPSILON =
      Key.optional(
          "epsilon",
          Real.ABOVE_ZERO,
          1e-5,
          "Added to each variance before the root is taken.",
          BatchNormalisationSpec::epsilon);

  static final LayerKind<BatchNormalisationSpec> KIND =
      LayerKind.of(
              "batch-normalisation",
              "y = γ (x − μ) / √(σ² + ε) + β of each channel, or node: with mean and variance of the"
                  + " batch in training, running ones when the network is used. Right behind a dense or"
                  + " convolution layer that has activation = identity; { type = activation } follows."
                  + " γ is 1 and β 0 at first; penalties and gradientPower leave them alone, as biases."
                  + " The biases of the layer before are not trained: they would change nothing.",
              BatchNormalisationSpec.class::isInstance,
              List.of(MOMENTUM, EPSILON),
              v -> new BatchNormalisationSpec(v.get(MOMENTUM), v.get(EPSILON)))
          .placed(BatchNormalisationSpec::put);

  private static void put(
      List<LayerSpec> before, BatchNormalisationSpec layer, WrittenValue value) {
    boolean fits =
        !before.isEmpty()
            && before.get(before.size() - 1) instanceof Weighted weighted
            && weighted.activation() == Activation.IDENTITY;
    if (!fits) {
      throw value.error(
          "must stand right behind a dense or convolution layer that has activation = identity;"
              + " { type = activation, function = relu } may follow");
    }
    before.add(layer);
  }

  @Override
  public int biases(int channels) {
    return 2 * channels;
  }

  @Override
  public boolean comesBeforeActivation() {
    return true;
  }

  @Override
  public String inUse() {
    return "batch normalisation is folded into the weights before it: S, G and all other measures are"
        + " of the folded weights";
  }

  /** Of one value, what is normalised is 0. */
  @Override
  public int leastBatch() {
    return 2;
  }
}
