package org.nodesnr.gpu;

import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/**
 * What a layer hands on: its outputs, and the gradient by its weighted inputs, which the layer
 * above writes.
 *
 * @param values h, for each network sample by sample
 * @param gradient as many values; null for the input, where nobody needs it
 * @param activation g in {@code h = g(z)}, so that the layer above can multiply by {@code g'(z)}
 * @param masks of the outputs
 * @param shape of one sample
 */
record Signal(
    Device.Buffer values,
    Device.Buffer gradient,
    Activation activation,
    Workbench.Masks masks,
    Shape shape) {
  /** What kernels call the activation; a softmax belongs to the loss. */
  int code() {
    return code(activation);
  }

  static int code(Activation activation) {
    return (activation == Activation.SOFTMAX ? Activation.IDENTITY : activation).ordinal();
  }
}
