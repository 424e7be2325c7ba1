package org.nodesnr.measures.net;

/** Takes samples through a network batch by batch, in their order. */
public final class Batches {
  private Batches() {}

  /** Sees each batch. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * @param pass after its passes
     * @param softmax of the batch
     * @param first index of its first sample
     */
    void batch(Pass pass, Softmax softmax, int first);
  }

  /** What is done to each batch. */
  private enum Way {
    LOGITS,
    FORWARD,
    BACKWARD
  }

  /**
   * Logits and what follows from them, see {@link Pass#toLogits}.
   *
   * @param pass with parameters
   * @param inputs the samples
   * @param visitor sees them
   */
  public static void toLogits(Pass pass, Inputs inputs, Visitor visitor) {
    run(pass, inputs, Way.LOGITS, visitor);
  }

  /**
   * Forward passes.
   *
   * @param pass with parameters
   * @param inputs the samples
   * @param visitor sees them
   */
  public static void forward(Pass pass, Inputs inputs, Visitor visitor) {
    run(pass, inputs, Way.FORWARD, visitor);
  }

  /**
   * Forward passes, and backward passes of each sample's loss.
   *
   * @param pass with parameters
   * @param inputs the samples
   * @param visitor sees them
   */
  public static void backward(Pass pass, Inputs inputs, Visitor visitor) {
    run(pass, inputs, Way.BACKWARD, visitor);
  }

  private static void run(Pass pass, Inputs inputs, Way way, Visitor visitor) {
    Softmax softmax = new Softmax(pass.structure().classes(), pass.batch());
    for (int first = 0; first < inputs.size(); first += pass.batch()) {
      int from = first;
      int count = Math.min(pass.batch(), inputs.size() - from);
      if (way == Way.LOGITS) {
        pass.toLogits(inputs, from, count);
      } else {
        pass.forward(inputs, from, count);
      }
      softmax.read(pass, inputs, from);
      if (way == Way.BACKWARD) {
        softmax.deltas(s -> inputs.label(from + s), pass.logitDeltas());
        pass.backward();
      }
      visitor.batch(pass, softmax, from);
    }
  }
}
