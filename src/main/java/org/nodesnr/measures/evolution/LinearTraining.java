package org.nodesnr.measures.evolution;

import org.nodesnr.measures.curvature.Perturbation;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Softmax;
import org.nodesnr.measures.net.Structure;

/**
 * Full-batch descent of a network beside that of its linearisation about the start, f(θ₀) + J₀(θ −
 * θ₀), on the same samples at the same rate (after Borovykh, arXiv 1912.08526; the measure of error
 * is this project's). Not for use by several threads at once.
 */
public final class LinearTraining implements AutoCloseable {
  private final Landscape train;
  private final Landscape test;
  private final Landscape start;
  private final Landscape testStart;
  private final double rate;
  private final double[] theta;
  private final double[] moved;
  private final double[] first;
  private final double[] testFirst;
  private int step;

  /**
   * Where both are.
   *
   * @param step steps taken
   * @param loss training loss of the network
   * @param linearLoss training loss of the linear model
   * @param trainError ‖f − f_lin‖/‖f − f₀‖ over all training logits; NaN where f = f₀
   * @param testError the same on test samples
   */
  public record Standing(
      int step, double loss, double linearLoss, double trainError, double testError) {}

  /**
   * @param structure the network
   * @param initial θ₀, not modified
   * @param train training samples
   * @param test test samples
   * @param rate learning rate
   * @param precision of matrix products
   */
  public LinearTraining(
      Structure structure,
      double[] initial,
      Inputs train,
      Inputs test,
      double rate,
      Precision precision) {
    this.train = new Landscape(structure, train, precision);
    this.test = new Landscape(structure, test, precision);
    this.start = new Landscape(structure, train, precision).at(initial);
    this.testStart = new Landscape(structure, test, precision).at(initial);
    this.rate = rate;
    this.theta = initial.clone();
    this.moved = new double[initial.length];
    this.first = start.logits();
    this.testFirst = testStart.logits();
  }

  /** One step of each. */
  public void step() {
    double[] gradient = train.at(theta).gradient();
    Reals.Doubles deltas = new Reals.Doubles(new double[first.length]);
    of(linearLogits()).deltas(train.inputs()::label, deltas);
    double[] linear = start.transposed(deltas.values());
    for (int j = 0; j < theta.length; j++) {
      theta[j] -= rate * gradient[j];
      moved[j] -= rate * linear[j];
    }
    step++;
  }

  /** The loss of these logits. */
  private Softmax of(double[] logits) {
    int samples = train.inputs().size();
    Softmax all = new Softmax(train.structure().classes(), samples);
    all.read(new Reals.Doubles(logits), samples, train.inputs()::label);
    return all;
  }

  private double[] linearLogits() {
    return Perturbation.moved(first, 1, start.logitsAlong(moved));
  }

  /** Losses and errors after the steps taken. */
  public Standing standing() {
    double[] linear = linearLogits();
    double[] testLinear = Perturbation.moved(testFirst, 1, testStart.logitsAlong(moved));
    return new Standing(
        step,
        train.at(theta).loss(),
        of(linear).lossSum() / train.inputs().size(),
        error(train.logits(), linear, first),
        error(test.at(theta).logits(), testLinear, testFirst));
  }

  private static double error(double[] outputs, double[] linear, double[] first) {
    double apart = 0;
    double gone = 0;
    for (int i = 0; i < outputs.length; i++) {
      apart += (outputs[i] - linear[i]) * (outputs[i] - linear[i]);
      gone += (outputs[i] - first[i]) * (outputs[i] - first[i]);
    }
    return gone == 0 ? Double.NaN : Math.sqrt(apart / gone);
  }

  @Override
  public void close() {
    train.close();
    test.close();
    start.close();
    testStart.close();
  }
}
