package org.nodesnr.gpu;

import java.util.List;
import org.nodesnr.gpu.Workbench.NetworkLaunch;
import org.nodesnr.spec.Activation;

/**
 * An activation that stands by itself. The layer above writes the gradient by what goes into it,
 * which is that of the layer below.
 */
final class CardNonlinearity {
  private CardNonlinearity() {}

  /**
   * @param bench the population
   * @param input what the layer below, which has no activation of its own, hands on
   * @param activation what is applied to it
   * @return the layer
   */
  static CardLayer of(Workbench bench, Signal input, Activation activation) {
    int values = bench.batch() * input.shape().size();
    Signal output =
        new Signal(bench.floats(values), input.gradient(), activation, bench.none(), input.shape());
    NetworkLaunch forward =
        Workbench.lanes(
            values,
            bench
                .device()
                .prepare(
                    "activate",
                    bench.active(),
                    input.values(),
                    output.values(),
                    values,
                    output.code()));
    return new CardLayer(output, forward, List.of(), List.of());
  }
}
