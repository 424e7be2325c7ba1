package org.nodesnr.measures.noise;

import java.util.List;
import java.util.SplittableRandom;
import org.nodesnr.measures.net.Activations;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Pass;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Products;
import org.nodesnr.measures.net.Products.Operand;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.spec.Activation;

/**
 * Noise at the input of one layer, and what of it leaves the nodes. The inputs x of a node become
 * {@code x_j + g'_j n_j}, with n_j independent and normal with standard deviation σ, the same for
 * all inputs, and g'_j the slope of the activation that made x_j: for ReLU, and for the input of
 * the network, 1 where {@code x_j > 0} and else 0 (equations 8 and 15). σ is {@value #SHARE} of the
 * root mean square of x_j over the observations with a slope.
 *
 * <p>Of node i, with weighted input {@code r = Σ_j w_ij x_j}, output {@code h = g(r + b)} (of the
 * output layer: r itself, weights less their mean over the nodes) and {@code h̃} the output under
 * noise, over all samples and places:
 *
 * <ul>
 *   <li>measured SNR: {@code var(h) / mean((h̃ − h)²)};
 *   <li>predicted by equation 5 with 8: {@code var(r) / (σ² Σ_j w_ij² a_j)}, {@code a_j =
 *       mean(g'_j²)}.
 * </ul>
 *
 * @param measured of each node; NaN where its output, or the noise in it, is constant
 * @param predicted of each node; NaN where its weighted input is constant
 */
public record NodeNoise(double[] measured, double[] predicted) {
  /** σ over the root mean square of active inputs. */
  public static final double SHARE = 0.1;

  /** Noise is held of every place of so many samples. */
  private static final int BATCH = 50;

  /**
   * @param structure a network
   * @param theta its parameters
   * @param layer number of the layer, from 0
   * @param samples what is put in
   * @param seed what noise is drawn from
   * @param precision of matrix products
   * @return both SNRs of every node
   */
  public static NodeNoise of(
      Structure structure,
      double[] theta,
      int layer,
      Inputs samples,
      long seed,
      Precision precision) {
    try (Pass pass = new Pass(structure, precision, Math.min(samples.size(), BATCH));
        Products products = new Products()) {
      pass.parameters(theta);
      Tally tally = new Tally(structure, theta, layer, precision);
      for (int from = 0; from < samples.size(); from += pass.batch()) {
        pass.forward(samples, from, Math.min(pass.batch(), samples.size() - from));
        tally.level(pass);
      }
      Gaussian gaussian = new Gaussian(new SplittableRandom(seed));
      for (int from = 0; from < samples.size(); from += pass.batch()) {
        pass.forward(samples, from, Math.min(pass.batch(), samples.size() - from));
        tally.add(pass, products, gaussian);
      }
      return tally.result();
    }
  }

  /** Sums over the observations. */
  private static final class Tally {
    private final int layer;
    private final Step.Linear linear;
    private final Activation before;
    private final Activation own;
    private final boolean last;
    private final Precision precision;
    private final Reals weights;
    private final double[] activity;
    private final double[][] sums;
    private double squares;
    private long active;
    private long observations;

    Tally(Structure structure, double[] theta, int layer, Precision precision) {
      this.layer = layer;
      this.linear = structure.layers().get(layer);
      this.last = layer == structure.layers().size() - 1;
      this.precision = precision;
      List<Step> steps = structure.steps();
      int at = steps.indexOf(linear);
      this.before = nearest(steps, at, -1, Activation.RELU);
      this.own = last ? Activation.IDENTITY : nearest(steps, at, 1, Activation.IDENTITY);
      this.weights = precision.zeros(linear.weights());
      weights.fill(theta, linear.weightsAt());
      if (last) {
        centre();
      }
      this.activity = new double[linear.inputs()];
      this.sums = new double[5][linear.nodes()];
    }

    /** Of the nearest step that has one, on this side of the next layer; none without a layer. */
    private static Activation nearest(List<Step> steps, int from, int way, Activation none) {
      for (int at = from + way; at >= 0 && at < steps.size(); at += way) {
        if (steps.get(at) instanceof Step.Activate activate) {
          return activate.activation();
        }
        if (steps.get(at) instanceof Step.Linear) {
          return Activation.IDENTITY;
        }
      }
      return none;
    }

    private void centre() {
      int inputs = linear.inputs();
      for (int j = 0; j < inputs; j++) {
        double mean = 0;
        for (int i = 0; i < linear.nodes(); i++) {
          mean += weights.get(i * inputs + j) / linear.nodes();
        }
        for (int i = 0; i < linear.nodes(); i++) {
          weights.set(i * inputs + j, weights.get(i * inputs + j) - mean);
        }
      }
    }

    private double slope(double x) {
      return Activations.slope(before, x);
    }

    /** How strong inputs are, and how often they are active. */
    void level(Pass pass) {
      int rows = pass.samples() * linear.window().places();
      Reals x = pass.inputs(layer);
      for (int k = 0; k < rows * linear.inputs(); k++) {
        double slope = slope(x.get(k));
        activity[k % linear.inputs()] += slope * slope;
        if (slope != 0) {
          squares += x.get(k) * x.get(k);
          active++;
        }
      }
      observations += rows;
    }

    private double sigma() {
      return active == 0 ? 0 : SHARE * Math.sqrt(squares / active);
    }

    void add(Pass pass, Products products, Gaussian gaussian) {
      int rows = pass.samples() * linear.window().places();
      int inputs = linear.inputs();
      int nodes = linear.nodes();
      Reals x = pass.inputs(layer);
      Reals noise = precision.zeros(rows * inputs);
      double sigma = sigma();
      for (int k = 0; k < rows * inputs; k++) {
        double slope = slope(x.get(k));
        noise.set(k, slope == 0 ? 0 : sigma * slope * gaussian.next());
      }
      Operand matrix = Operand.of(weights, nodes, inputs).transpose();
      Reals r = precision.zeros(rows * nodes);
      products.multiply(Operand.of(x, rows, inputs), matrix, Operand.of(r, rows, nodes), false);
      Reals shift = precision.zeros(rows * nodes);
      products.multiply(
          Operand.of(noise, rows, inputs), matrix, Operand.of(shift, rows, nodes), false);
      for (int k = 0; k < rows * nodes; k++) {
        int i = k % nodes;
        double sum = last ? r.get(k) : pass.sums(layer).get(k);
        double h = Activations.value(own, sum);
        double off = Activations.value(own, sum + shift.get(k)) - h;
        sums[0][i] += h;
        sums[1][i] += h * h;
        sums[2][i] += off * off;
        sums[3][i] += r.get(k);
        sums[4][i] += r.get(k) * r.get(k);
      }
    }

    NodeNoise result() {
      double[] measured = new double[linear.nodes()];
      double[] predicted = new double[linear.nodes()];
      double variance = sigma() * sigma();
      for (int i = 0; i < measured.length; i++) {
        double noise = 0;
        for (int j = 0; j < linear.inputs(); j++) {
          double w = weights.get(i * linear.inputs() + j);
          noise += variance * w * w * activity[j] / observations;
        }
        measured[i] = ratio(variance(sums[0][i], sums[1][i]), sums[2][i] / observations);
        predicted[i] = ratio(variance(sums[3][i], sums[4][i]), noise);
      }
      return new NodeNoise(measured, predicted);
    }

    private double variance(double sum, double square) {
      double mean = sum / observations;
      return square / observations - mean * mean;
    }

    private static double ratio(double signal, double noise) {
      return signal > 0 && noise > 0 ? signal / noise : Double.NaN;
    }
  }
}
