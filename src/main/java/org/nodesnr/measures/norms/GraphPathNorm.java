package org.nodesnr.measures.norms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nodesnr.network.ForwardPass;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Operation;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/**
 * {@link PathNorm} of a network with branches: scales and shifts of normalisation are weights and
 * biases of its paths, shortcuts are paths of factor 1.
 */
public final class GraphPathNorm {
  private GraphPathNorm() {}

  /**
   * @param graph the network
   * @param biases whether paths that begin at a bias or a shift count
   * @return the path norm, in single precision; NaN where the network multiplies values, so that it
   *     is no sum over paths, or the sum is too large for single precision
   */
  public static double of(Graph graph, boolean biases) {
    List<Shape> shapes = graph.shapes();
    List<Graph.Step> steps = new ArrayList<>();
    for (Graph.Step step : graph.steps()) {
      Shape output = shapes.get(steps.size() + 1);
      Optional<Operation> squared = squared(step.operation(), output, biases);
      if (squared.isEmpty()) {
        return Double.NaN;
      }
      steps.add(new Graph.Step(squared.get(), step.inputs()));
    }
    double[] sum = new double[1];
    try (ForwardPass pass = new ForwardPass(new Graph(graph.input(), steps), 1)) {
      pass.run(
          ones(graph.input()),
          1,
          new ForwardPass.Observer() {
            @Override
            public void result(float[] values, int first, int number) {
              for (int k = 0; k < shapes.get(steps.size()).size(); k++) {
                sum[0] += values[k];
              }
            }
          });
    }
    return Double.isFinite(sum[0]) ? sum[0] : Double.NaN;
  }

  private static Optional<Operation> squared(Operation operation, Shape output, boolean biases) {
    if (operation instanceof Layer.Weighted layer) {
      float[] bias = biases ? squares(layer.bias()) : new float[layer.bias().length];
      return Optional.of(layer.with(Activation.IDENTITY).with(squares(layer.weights()), bias));
    }
    if (operation instanceof Operation.Affine affine) {
      float[] shift = biases ? squares(affine.shift()) : new float[affine.shift().length];
      return Optional.of(new Operation.Affine(squares(affine.scale()), shift));
    }
    if (operation instanceof Layer.Nonlinearity || operation instanceof Operation.Pointwise) {
      return Optional.of(new Operation.Rearrangement(null, output));
    }
    boolean adds =
        operation instanceof Operation.Combined combined
            && combined.combination() == Operation.Combination.SUM;
    boolean linear =
        adds
            || operation instanceof Layer.Pooling
            || operation instanceof Operation.Concatenation
            || operation instanceof Operation.Rearrangement;
    return linear ? Optional.of(operation) : Optional.empty();
  }

  private static float[] squares(float[] values) {
    float[] squares = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      squares[i] = values[i] * values[i];
    }
    return squares;
  }

  private static Samples ones(Shape shape) {
    return new Samples() {
      @Override
      public int size() {
        return 1;
      }

      @Override
      public Shape shape() {
        return shape;
      }

      @Override
      public int label(int i) {
        return 0;
      }

      @Override
      public void copyTo(int i, float[] out, int at) {
        Arrays.fill(out, at, at + shape.size(), 1f);
      }
    };
  }
}
