package org.nodesnr.evaluation;

import java.util.Optional;
import org.nodesnr.network.LayerSlopes;
import org.nodesnr.network.Window;
import org.nodesnr.network.observed.InputCounts;
import org.nodesnr.network.observed.InputMoments;
import org.nodesnr.network.observed.LayerInputs;

/** What is gathered of nodes that see the same inputs: of a layer or one group of a convolution. */
final class LayerPart implements AutoCloseable {
  private final LayerWeights weights;
  private final InputMoments moments;
  private final CovarianceSums sums;
  private final Window window;
  private KnownInputs known;
  private InputCounts aboveMean;

  /**
   * @param weights of the nodes
   * @param window what they see
   * @param slopes at their inputs
   * @param method how covariances are had
   * @param known what an earlier evaluation has left, else null
   */
  LayerPart(
      LayerWeights weights,
      Window window,
      LayerSlopes slopes,
      LayerMethod method,
      KnownInputs known) {
    this.weights = weights;
    this.window = window;
    this.known = known;
    this.moments = new InputMoments(window, slopes);
    if (known != null) {
      this.sums = null;
    } else {
      this.sums =
          method == LayerMethod.GRAM
              ? new GramSums(window)
              : new CrossSums(window, weights.nodes(), weights.softmax());
    }
  }

  LayerWeights weights() {
    return weights;
  }

  /** The squared slopes at the inputs, where these do not tell them. */
  void slopes(float[] squared, int samples) {
    if (sums != null) {
      moments.addSlopes(squared, samples);
    }
  }

  /** Inputs and weighted inputs. */
  void weighted(float[] input, float[] weighted, int samples) {
    if (sums != null) {
      moments.add(input, samples);
      sums.add(input, weighted, samples);
    }
  }

  /** Begins to count inputs above their means, after the last sample. */
  void beginCount() {
    aboveMean = new InputCounts(window, inputs().mean());
  }

  /** The same inputs again. */
  void count(float[] input, int samples) {
    aboveMean.add(input, samples);
  }

  /** Number of observations in which each input is above its mean; none where not counted. */
  double[] aboveMean() {
    return aboveMean == null ? new double[0] : aboveMean.counts();
  }

  /** As {@link LayerTask#learn}. */
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

  /** The covariances of inputs and weighted inputs. */
  NodeCovariances covariances(LayerInputs inputs) {
    return known == null
        ? sums.covariances(inputs, weights)
        : known.covariance().covariances(weights);
  }

  @Override
  public void close() {
    if (sums != null) {
      sums.close();
    }
    if (aboveMean != null) {
      aboveMean.close();
    }
  }
}
