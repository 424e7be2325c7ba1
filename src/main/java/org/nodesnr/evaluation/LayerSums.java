package org.nodesnr.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nodesnr.network.Layer;
import org.nodesnr.network.observed.LayerInputs;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Variant;

/**
 * What S and G of a layer follow from, summed wherever, but for variants that count centred inputs.
 *
 * @param layer the layer, whose nodes all see the same inputs
 * @param inputs the moments of what they see
 * @param covariances {@code cov(x_j, r_i)} of inputs and weighted inputs, inputs × {@link
 *     #columns}, Fortran order
 * @param rates activation rate of each node; of no account for a softmax layer
 */
public record LayerSums(
    Layer.Weighted layer, LayerInputs inputs, float[] covariances, double[] rates) {

  /**
   * The weight vectors whose covariances are wanted: those of the nodes or, for a softmax layer,
   * {@code w_ij − mean_i w_ij} and, last, the mean.
   *
   * @param layer the layer
   * @return inputs × columns, Fortran order
   */
  public static float[] columns(Layer.Weighted layer) {
    return weights(layer).columns();
  }

  private static LayerWeights weights(Layer.Weighted layer) {
    return LayerWeights.of(layer.weights(), layer.inputs(), softmax(layer));
  }

  private static boolean softmax(Layer.Weighted layer) {
    return layer.activation() == Activation.SOFTMAX;
  }

  /**
   * @param score accuracy and loss
   * @param sums of each layer, from the input on
   * @param variants the ways to compute S and G, none of which counts centred inputs
   * @param samples how many went through
   * @return what an {@link Evaluator} would give
   */
  public static Evaluation evaluation(
      Score score, List<LayerSums> sums, List<Variant> variants, int samples) {
    List<LayerReport> reports = new ArrayList<>();
    for (int k = 0; k < sums.size(); k++) {
      LayerSums own = sums.get(k);
      reports.add(
          LayerReport.of(
              k + 1,
              k + 1 == sums.size() || softmax(own.layer()),
              own.layer(),
              List.of(own.gathered()),
              softmax(own.layer()) ? own.undefined() : own.rates(),
              variants,
              samples));
    }
    return LayerReport.together(score, reports);
  }

  private double[] undefined() {
    double[] none = new double[layer.nodes()];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  private Gathered gathered() {
    LayerWeights weights = weights(layer);
    return new Gathered(
        weights,
        inputs,
        new NodeCovariances(weights.inputs(), weights.nodes(), weights.softmax(), covariances),
        new double[0]);
  }
}
