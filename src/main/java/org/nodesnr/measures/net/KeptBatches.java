package org.nodesnr.measures.net;

import java.util.ArrayList;
import java.util.List;

/**
 * Batches of samples at one place θ, for what goes over them many times: of the first ones, as many
 * as there is memory for, the forward pass is made once.
 */
final class KeptBatches {
  private final Pass pass;
  private final Inputs inputs;
  private final long most;
  private final List<Kept> kept = new ArrayList<>();

  /** The step from which on values are kept. */
  private int from;

  /** A batch after its forward pass. */
  private record Kept(Pass pass, Softmax softmax) {}

  /**
   * @param pass with parameters; of more batches than are kept, the others go through it
   * @param inputs the samples
   * @param most how many numbers may be kept
   */
  KeptBatches(Pass pass, Inputs inputs, long most) {
    this.pass = pass;
    this.inputs = inputs;
    this.most = most;
  }

  /** Forgets all: parameters are others. */
  void clear() {
    kept.clear();
  }

  /**
   * Goes over the samples.
   *
   * @param step number of the first whose values, or those of a later one, are read; of fewer steps
   *     more samples are kept
   * @param back whether each sample's loss is taken back through the network, too
   * @param visitor sees each batch
   */
  void over(int step, boolean back, Batches.Visitor visitor) {
    if (step != from) {
      clear();
      from = step;
    }
    int number = 0;
    for (int first = 0; first < inputs.size(); first += pass.batch()) {
      Cancellation.check();
      int at = first;
      Kept batch = number < kept.size() ? kept.get(number) : forward(at);
      number++;
      if (back) {
        batch.softmax().deltas(s -> inputs.label(at + s), batch.pass().logitDeltas());
        batch.pass().backward();
      }
      visitor.batch(batch.pass(), batch.softmax(), at);
    }
  }

  private Kept forward(int first) {
    int count = Math.min(pass.batch(), inputs.size() - first);
    boolean keep = (first + count) * pass.structure().keptPerSample(from) <= most;
    Kept batch =
        new Kept(
            keep ? new Pass(pass, count, from) : pass,
            new Softmax(pass.structure().classes(), count));
    batch.pass().forward(inputs, first, count);
    batch.softmax().read(batch.pass(), inputs, first);
    if (keep) {
      kept.add(batch);
    }
    return batch;
  }
}
