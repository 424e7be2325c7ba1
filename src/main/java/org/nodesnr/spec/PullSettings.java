package org.nodesnr.spec;

import java.util.List;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.Kind.Whole;

/** SNR pull: weights move towards those of the greatest SNR, or away, beside the gradient step. */
public final class PullSettings {
  /** μ. */
  public static final Setting<Double> STRENGTH =
      Setting.real(
          "snrPull",
          Real.ANY,
          0,
          "",
          "μ in W ← W + ε μ (ĉ − S ŵ) / ‖w‖ of every node, beside the optimiser's update: the gradient of"
              + " μ S with c held (arXiv 2002.04687, 7.3). Below 0 weights move away. c is a running"
              + " estimate over training batches without dropout; 0 for none.");

  /** k. */
  public static final Setting<Integer> EVERY =
      Setting.whole(
              "snrPullEvery",
              new Whole(1, 1_000_000),
              10,
              "updates",
              "k: every so many updates a batch enters the estimate of c and weights move, k times as"
                  + " far; with 10 a run of the paper's MNIST network takes 1.15 times the time.")
          .relevant(PullSettings::pulls)
          .howTo(STRENGTH);

  /** ρ. */
  public static final Setting<Double> DECAY =
      Setting.real(
              "snrPullDecay",
              Real.BELOW_ONE,
              0.95,
              "",
              "ρ: weight of the batches before in the estimate of c, at each batch that enters it.")
          .relevant(PullSettings::pulls)
          .howTo(STRENGTH);

  /** Which layers. */
  public static final Setting<LayerChoice> LAYERS =
      Setting.layers(
              "snrPullLayers",
              "Layers whose weights move, counted from 1 as in tables: all, a number, or text such as"
                  + " \"1,2\".")
          .refused(
              (regime, data, network) -> {
                int last = regime.get(PullSettings.LAYERS).last();
                int count = network.weightedLayers();
                return last <= count ? "" : "names layer " + last + " of a network with " + count;
              })
          .relevant(PullSettings::pulls)
          .howTo(STRENGTH);

  /** All of them. */
  static final List<Setting<?>> ALL = List.of(STRENGTH, EVERY, DECAY, LAYERS);

  private PullSettings() {}

  private static boolean pulls(Regime regime, DataSpec data, NetworkSpec network) {
    return regime.get(STRENGTH) != 0;
  }
}
