package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.RunSpec;

/** Drop probabilities of the layers of a run, and how many numbers their masks draw. */
final class Shares {
  private static final double TWO_TO_32 = 0x1.0p32;

  private Shares() {}

  /**
   * One layer's masks in one network.
   *
   * @param threshold {@code 2³² p}, rounded
   * @param kept {@code 1 / (1 − p)}
   * @param skip how many numbers the layers below have drawn
   */
  record Share(long threshold, float kept, long skip) {}

  /**
   * @param spec a run
   * @param model its network
   * @return for each dense layer, the softmax layer among them, its masks
   */
  static List<Share> of(RunSpec spec, Model model) {
    List<Share> shares = new ArrayList<>();
    Iterator<LayerSpec.Dense> hidden = spec.network().hiddenDense().iterator();
    long drawn = 0;
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Dense dense) {
        double p = 0;
        if (hidden.hasNext()) {
          double own = hidden.next().dropProbability();
          p = own > 0 ? own : spec.regime().dropProbability();
        }
        shares.add(new Share(Math.round(p * TWO_TO_32), (float) (1 / (1 - p)), drawn));
        drawn += p > 0 ? ((long) spec.regime().batchSize() * dense.nodes() + 1) / 2 : 0;
      }
    }
    return shares;
  }
}
