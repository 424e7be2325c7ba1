package org.nodesnr.evaluation;

import java.util.Arrays;
import java.util.Optional;
import org.nodesnr.config.Activation;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;

/** What is gathered of one layer while samples go through the network. */
final class LayerTask implements AutoCloseable {
  private final Layer.Weighted layer;
  private KnownInputs known;
  private final InputMoments moments;
  private final CovarianceSums sums;
  private final OutputTally outputs;

  /**
   * @param layer the layer
   * @param window what its nodes see
   * @param before the activation of the layer before; RELU for the network's input
   * @param method how its covariances are had
   * @param known what an earlier evaluation has left, else null
   * @param output the shape of one sample where the layer's activation is applied
   */
  LayerTask(
      Layer.Weighted layer,
      Window window,
      Activation before,
      LayerMethod method,
      KnownInputs known,
      Shape output) {
    int nodes = layer.nodes();
    this.layer = layer;
    this.known = known;
    this.moments = new InputMoments(window, before);
    this.outputs = new OutputTally(nodes, output.height() * output.width());
    if (known != null) {
      this.sums = null;
    } else {
      this.sums =
          method == LayerMethod.GRAM
              ? new GramSums(window)
              : new CrossSums(window, nodes, softmax());
    }
  }

  Layer.Weighted layer() {
    return layer;
  }

  boolean softmax() {
    return layer.activation() == Activation.SOFTMAX;
  }

  /** The layer's input and weighted inputs. */
  void weighted(float[] input, float[] weighted, int samples) {
    if (sums != null) {
      moments.add(input, samples);
      sums.add(input, weighted, samples);
    }
  }

  /** The layer's output. */
  void output(float[] values, int samples) {
    if (!softmax()) {
      outputs.add(values, samples);
    }
  }

  /**
   * What a later evaluation on the same samples need not sum again.
   *
   * @return moments and covariances of the inputs, to be closed by the caller, but not before this
   *     task is done; nothing where they were known before or are not had that way
   */
  Optional<KnownInputs> learn() {
    if (sums instanceof GramSums gram) {
      LayerInputs inputs = moments.inputs();
      known = new KnownInputs(inputs, gram.matrix(inputs));
      return Optional.of(known);
    }
    return Optional.empty();
  }

  /** The moments of the inputs. */
  LayerInputs inputs() {
    return known == null ? moments.inputs() : known.inputs();
  }

  /** The weights of the nodes. */
  LayerWeights weights() {
    return LayerWeights.of(layer.weights(), layer.inputs(), softmax());
  }

  /** The covariances of inputs and weighted inputs. */
  NodeCovariances covariances(LayerInputs inputs, LayerWeights weights) {
    return known == null
        ? sums.covariances(inputs, weights)
        : known.covariance().covariances(weights);
  }

  /** Share of samples and places in which each node is active; NaN for softmax nodes. */
  double[] rates() {
    if (softmax()) {
      double[] none = new double[layer.nodes()];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    return outputs.rates();
  }

  @Override
  public void close() {
    if (sums != null) {
      sums.close();
    }
  }
}
