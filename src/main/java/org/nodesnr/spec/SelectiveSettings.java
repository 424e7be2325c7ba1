package org.nodesnr.spec;

import java.util.List;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.Kind.Whole;

/** Selective dropout: drop probabilities of layers by S measured during training. */
public final class SelectiveSettings {
  /** p. */
  public static final Setting<Double> MOST =
      Setting.real(
              "snrDropout",
              Real.BELOW_ONE,
              0,
              "",
              "p of selective dropout (arXiv 2002.04687, 7.3), in place of dropProbability: a hidden dense"
                  + " layer is dropped from with probability p (1 − S̄), S̄ being the running mean of S"
                  + " of the nodes that see its outputs, over training batches without dropout; 0 for"
                  + " none.")
          .refused(
              (regime, data, network) -> {
                if (regime.get(SelectiveSettings.MOST) == 0) {
                  return "";
                }
                boolean own =
                    network.hiddenDense().stream().anyMatch(layer -> layer.dropProbability() > 0);
                if (regime.dropProbability() > 0 || own) {
                  return "takes the place of dropProbability, which must be 0";
                }
                return network.hiddenDense().isEmpty()
                    ? "needs a hidden dense layer, and the network has none"
                    : "";
              });

  /** k. */
  public static final Setting<Integer> EVERY =
      Setting.whole(
              "snrDropoutEvery",
              new Whole(1, 1_000_000),
              20,
              "updates",
              "Every so many updates a batch enters the estimate of S and probabilities are set.")
          .relevant(SelectiveSettings::drops)
          .howTo(MOST);

  /** ρ. */
  public static final Setting<Double> DECAY =
      Setting.real(
              "snrDropoutDecay",
              Real.BELOW_ONE,
              0.95,
              "",
              "Weight of the batches before in that estimate, at each batch that enters it.")
          .relevant(SelectiveSettings::drops)
          .howTo(MOST);

  /** All of them. */
  static final List<Setting<?>> ALL = List.of(MOST, EVERY, DECAY);

  private SelectiveSettings() {}

  private static boolean drops(Regime regime, DataSpec data, NetworkSpec network) {
    return regime.get(MOST) > 0;
  }
}
