package org.nodesnr.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.data.Datasets;
import org.nodesnr.gpu.Card;
import org.nodesnr.gpu.GpuEngine;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.Variant;

/** How many of the paper's networks fit the memory of a card at once, with dropout. */
final class CardSpace {
  private static final int BATCH = 60;

  private CardSpace() {}

  /**
   * @param card a card
   * @return numbers of networks, by what they are
   */
  static Map<String, Long> of(Card card) {
    Map<String, Long> fits = new LinkedHashMap<>();
    RunSpec mnist = run(Datasets.MNIST, NetworkSpec.MNIST, 0);
    fits.put("MNIST networks", GpuEngine.fits(card, mnist));
    for (int side : new int[] {24, 32}) {
      RunSpec run = run(Datasets.CIFAR10, NetworkSpec.CIFAR10, side == 32 ? 0 : side);
      fits.put("CIFAR-10 networks of " + side + "×" + side + " pixels", GpuEngine.fits(card, run));
    }
    return fits;
  }

  private static RunSpec run(String set, NetworkSpec network, int crop) {
    return new RunSpec(
        new DataSpec(set, crop, DataSpec.Standardisation.NONE, 0, 0, 1),
        network,
        Regime.named("largest")
            .with(Settings.BATCH_SIZE, BATCH)
            .with(Settings.DROP_PROBABILITY, 0.5)
            .with(Settings.STEPS, 1),
        new Checkpoints(0, 0, List.of()),
        new EvaluationSpec(0, 0, List.of(Variant.PAPER)),
        1,
        false);
  }
}
