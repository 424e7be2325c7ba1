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

  /**
   * Forward passes.
   *
   * @param pass with parameters
   * @param inputs the samples
   * @param visitor sees them
   */
  public static void forward(Pass pass, Inputs inputs, Visitor visitor) {
    run(pass, inputs, false, visitor);
  }

  /**
   * Forward passes, and backward passes of each sample's loss.
   *
   * @param pass with parameters
   * @param inputs the samples
   * @param visitor sees them
   */
  public static void backward(Pass pass, Inputs inputs, Visitor visitor) {
    run(pass, inputs, true, visitor);
  }

  private static void run(Pass pass, Inputs inputs, boolean back, Visitor visitor) {
    Softmax softmax = new Softmax(pass.structure().classes(), pass.batch());
    for (int first = 0; first < inputs.size(); first += pass.batch()) {
      int from = first;
      pass.forward(inputs, from, Math.min(pass.batch(), inputs.size() - from));
      softmax.read(pass, inputs, from);
      if (back) {
        softmax.deltas(s -> inputs.label(from + s), pass.logitDeltas());
        pass.backward();
      }
      visitor.batch(pass, softmax, from);
    }
  }
}
