package org.nodesnr.thinning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.nodesnr.evaluation.SeenLayer;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.random.Streams;

/**
 * Removes what scores lowest. The score of a group of links, such as those of an input, is {@code
 * √Σ s²} over the scores s of its links; that of an input by {@link Criterion#ACTIVATION} is {@code
 * |mean(x_j)|} alone, of a channel their mean over its places. What is removed has weight 0 from
 * then on; biases stay. Of equal scores the first goes.
 */
public final class Thinning {
  private final Model model;
  private final List<SeenLayer> seen;
  private final long seed;

  /**
   * @param model a network; not modified
   * @param seen its layers on some samples, one for each with weights
   * @param seed what {@link Criterion#RANDOM} draws from
   */
  public Thinning(Model model, List<SeenLayer> seen, long seed) {
    this.model = model;
    this.seen = List.copyOf(seen);
    this.seed = seed;
  }

  /**
   * @param unit what is removed
   * @param criterion what is removed first
   * @param share how much of it in each layer concerned, from 0 to 1
   * @return the network without it
   */
  public Model without(Unit unit, Criterion criterion, double share) {
    List<Layer.Weighted> weighted = model.weighted();
    List<Layer> layers = new ArrayList<>();
    int number = 0;
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Weighted own) {
        boolean concerned = unit == Unit.LINKS || (unit == Unit.INPUTS) == (number == 0);
        int groups = groups(unit, weighted, number);
        layers.add(concerned ? thinned(own, number, groups, criterion, share) : own);
        number++;
      } else {
        layers.add(layer);
      }
    }
    return new Model(model.input(), layers);
  }

  /** Into how many groups the inputs of a layer fall; 0 where each link stands for itself. */
  private static int groups(Unit unit, List<Layer.Weighted> weighted, int number) {
    return switch (unit) {
      case LINKS -> 0;
      case INPUTS -> weighted.get(number).inputs();
      case NODES -> number == 0 ? 0 : weighted.get(number - 1).nodes();
    };
  }

  private Layer.Weighted thinned(
      Layer.Weighted layer, int number, int groups, Criterion criterion, double share) {
    int inputs = layer.inputs();
    float[] weights = layer.weights().clone();
    double[] links = links(layer, number, criterion);
    double[] scores = links;
    if (groups > 0) {
      scores = new double[groups];
      for (int k = 0; k < links.length; k++) {
        scores[k % inputs % groups] += links[k] * links[k];
      }
      if (criterion == Criterion.ACTIVATION) {
        Arrays.fill(scores, 0);
        for (int j = 0; j < inputs; j++) {
          scores[j % groups] += Math.abs(seen.get(number).mean()[j]);
        }
      }
    }
    for (int lowest : lowest(scores, (int) Math.round(share * scores.length))) {
      if (groups == 0) {
        weights[lowest] = 0;
      } else {
        for (int k = 0; k < weights.length; k++) {
          weights[k] = k % inputs % groups == lowest ? 0 : weights[k];
        }
      }
    }
    return layer.with(weights, layer.bias());
  }

  private double[] links(Layer.Weighted layer, int number, Criterion criterion) {
    SplittableRandom random = new Streams(seed).stream(Streams.Purpose.RESAMPLING, number);
    int inputs = layer.inputs();
    double[] scores = new double[layer.weights().length];
    for (int k = 0; k < scores.length; k++) {
      double w = Math.abs(layer.weights()[k]);
      scores[k] =
          switch (criterion) {
            case SNR -> Math.abs(seen.get(number).covariances()[k]);
            case MAGNITUDE -> w;
            case ACTIVATION -> w * Math.abs(seen.get(number).mean()[k % inputs]);
            case RANDOM -> random.nextDouble();
          };
    }
    return scores;
  }

  /** Scores are not negative: their bits as floats are in the same order. */
  private static int[] lowest(double[] scores, int count) {
    long[] keys = new long[scores.length];
    for (int k = 0; k < keys.length; k++) {
      keys[k] = ((long) Float.floatToIntBits((float) scores[k]) << 32) | k;
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).limit(count).mapToInt(key -> (int) key).toArray();
  }
}
