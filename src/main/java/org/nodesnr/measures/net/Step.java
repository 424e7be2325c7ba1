package org.nodesnr.measures.net;

import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;

/** One step of the way from a sample to its logits; see {@link Structure}. */
public sealed interface Step {
  /** What one sample looks like behind the step. */
  Shape output();

  /**
   * Weighted sums of what lies under a window, plus a bias: a convolution, or a dense layer, whose
   * window is the whole of a 1 × 1 picture.
   *
   * @param window over the input
   * @param nodes kernels or nodes
   * @param weightsAt index of the first weight among all parameters; the weights of a node stand
   *     together, in the order (row, column, channel)
   */
  record Linear(Window window, int nodes, int weightsAt) implements Step {
    @Override
    public Shape output() {
      return new Shape(window.placesHigh(), window.placesWide(), nodes);
    }

    /** Number of inputs of a node. */
    public int inputs() {
      return window.inputs();
    }

    /** Number of weights. */
    public int weights() {
      return nodes * inputs();
    }

    /** Index of the first bias among all parameters. */
    public int biasAt() {
      return weightsAt + weights();
    }

    /** Number of weights and biases. */
    public int parameters() {
      return weights() + nodes;
    }

    /** Whether it is a convolution: then its inputs have to be gathered. */
    public boolean convolution() {
      return window.places() > 1 || window.inputs() != window.input().size();
    }
  }

  /**
   * Pooling of each channel.
   *
   * @param window over the input, one for all channels
   * @param kind how a window is reduced
   */
  record Pool(Window window, Layer.Pool kind) implements Step {
    @Override
    public Shape output() {
      return new Shape(window.placesHigh(), window.placesWide(), window.input().channels());
    }
  }

  /**
   * An activation, element by element; not a softmax, which belongs to the loss.
   *
   * @param activation which
   * @param shape of one sample
   */
  record Activate(Activation activation, Shape shape) implements Step {
    @Override
    public Shape output() {
      return shape;
    }
  }
}
