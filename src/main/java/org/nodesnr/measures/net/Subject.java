package org.nodesnr.measures.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;

/**
 * A network, whoever trained it, as the measures see it.
 *
 * @param structure its structure, a softmax left to the loss
 * @param theta its parameters
 */
public record Subject(Structure structure, double[] theta) {

  /**
   * @param model a network
   * @return the same; its parameters are copied
   */
  public static Subject of(Model model) {
    List<Step> steps = new ArrayList<>();
    List<Layer.Weighted> weighted = model.weighted();
    Shape shape = model.input();
    int at = 0;
    for (Layer layer : model.layers()) {
      Activation activation = Activation.IDENTITY;
      if (layer instanceof Layer.Weighted w) {
        Step.Linear linear = new Step.Linear(Window.of(w, shape), w.nodes(), at);
        steps.add(linear);
        at += linear.parameters();
        activation = w.activation();
      } else if (layer instanceof Layer.Pooling pooling) {
        activation = beforeMaximum(pooling, steps);
        steps.add(new Step.Pool(Window.of(pooling, shape), pooling.pool()));
      } else if (layer instanceof Layer.Nonlinearity own) {
        activation = own.activation();
      }
      shape = layer.output(shape);
      if (activation != Activation.IDENTITY && activation != Activation.SOFTMAX) {
        steps.add(new Step.Activate(activation, shape));
      }
    }
    double[] theta = new double[at];
    int to = 0;
    for (Layer.Weighted layer : weighted) {
      to = copy(layer.weights(), theta, to);
      to = copy(layer.bias(), theta, to);
    }
    return new Subject(new Structure(model.input(), steps), theta);
  }

  /**
   * Takes a ReLU back from before a maximum, for it is the same behind it and has less to do there.
   */
  private static Activation beforeMaximum(Layer.Pooling pooling, List<Step> steps) {
    boolean rectified =
        !steps.isEmpty()
            && steps.get(steps.size() - 1) instanceof Step.Activate activate
            && activate.activation() == Activation.RELU;
    if (pooling.pool() != Layer.Pool.MAX || !rectified) {
      return Activation.IDENTITY;
    }
    steps.remove(steps.size() - 1);
    return Activation.RELU;
  }

  /**
   * A graph as layers that follow one another.
   *
   * @param graph a network
   * @return the same; empty where a value is used twice, an operation is no layer, a convolution is
   *     dilated or grouped, or the last layer has no weights
   */
  public static Optional<Model> inOneLine(Graph graph) {
    List<Layer> layers = new ArrayList<>();
    for (int k = 0; k < graph.steps().size(); k++) {
      Graph.Step step = graph.steps().get(k);
      boolean spread =
          step.operation() instanceof Layer.Convolution convolution
              && !convolution.spread().equals(Layer.Spread.NONE);
      if (!(step.operation() instanceof Layer layer)
          || !step.inputs().equals(List.of(k))
          || spread) {
        return Optional.empty();
      }
      layers.add(layer);
    }
    if (!(layers.get(layers.size() - 1) instanceof Layer.Weighted)) {
      return Optional.empty();
    }
    return Optional.of(new Model(graph.input(), layers));
  }

  private static int copy(float[] from, double[] to, int at) {
    for (int i = 0; i < from.length; i++) {
      to[at + i] = from[i];
    }
    return at + from.length;
  }

  /**
   * @param samples labelled samples
   * @return the same; they are read when they are needed
   */
  public static Inputs inputs(Samples samples) {
    int size = samples.shape().size();
    return new Inputs() {
      @Override
      public int size() {
        return samples.size();
      }

      @Override
      public int label(int i) {
        return samples.label(i);
      }

      @Override
      public void copyTo(int i, Reals out, int at) {
        if (out instanceof Reals.Floats floats) {
          samples.copyTo(i, floats.values(), at);
          return;
        }
        float[] values = new float[size];
        samples.copyTo(i, values, 0);
        for (int j = 0; j < size; j++) {
          out.set(at + j, values[j]);
        }
      }
    };
  }
}
