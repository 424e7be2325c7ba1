package org.nodesnr.measures.gradient;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Structure;

/**
 * The one-step generalisation ratio, measured: how much one gradient step on a training set lowers
 * the loss of other data, by how much it lowers its own. M training sets of n samples, each with
 * its own parameters or all with the same (Liu et al., arXiv 2001.07384).
 *
 * @param firstOrder Σ_m ḡ_m·ḡ' / Σ_m ‖ḡ_m‖², with ḡ' the mean gradient of the other data
 * @param measured Σ_m ΔL_m[D'] / Σ_m ΔL_m[D_m], ΔL the fall of the loss in a step of the rate
 * @param fromGsnr (A − V/N) / (A − V/N + V/n) with N = Mn, A of the mean over sets of ḡ and V of
 *     the mean over sets of s²: what the signal and noise of the gradient say it is
 */
public record StepRatio(double firstOrder, double measured, double fromGsnr) {

  /**
   * @param structure the network
   * @param thetas the parameters for each set, not modified
   * @param sets D_m, equally large, at least two samples each
   * @param other D'
   * @param rate learning rate of the step
   * @param precision of matrix products
   * @return both sides of the equation
   * @throws IllegalArgumentException when there is not one vector of parameters for each set
   */
  public static StepRatio of(
      Structure structure,
      List<double[]> thetas,
      List<Inputs> sets,
      Inputs other,
      double rate,
      Precision precision) {
    if (thetas.size() != sets.size() || sets.isEmpty()) {
      throw new IllegalArgumentException(thetas.size() + " networks for " + sets.size() + " sets");
    }
    double along = 0;
    double own = 0;
    double fallOther = 0;
    double fallOwn = 0;
    List<GradientSignal> signals = new ArrayList<>();
    try (Landscape others = new Landscape(structure, other, precision)) {
      for (int m = 0; m < sets.size(); m++) {
        double[] theta = thetas.get(m);
        GradientSignal signal = GradientMoments.of(structure, theta, sets.get(m), precision, false);
        signals.add(signal);
        double[] step = theta.clone();
        for (int j = 0; j < step.length; j++) {
          step[j] -= rate * signal.mean()[j];
        }
        double[] ofOther = others.at(theta).gradient();
        along += dot(signal.mean(), ofOther);
        own += dot(signal.mean(), signal.mean());
        fallOther += others.loss() - others.at(step).loss();
        try (Landscape set = new Landscape(structure, sets.get(m), precision)) {
          fallOwn += set.at(theta).loss() - set.at(step).loss();
        }
      }
    }
    return new StepRatio(along / own, fallOther / fallOwn, fromGsnr(signals));
  }

  private static double fromGsnr(List<GradientSignal> signals) {
    int sets = signals.size();
    double[] mean = new double[signals.get(0).mean().length];
    double noise = 0;
    for (GradientSignal signal : signals) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += signal.mean()[j] / sets;
        noise += signal.variance()[j] / sets;
      }
    }
    int n = signals.get(0).samples();
    double signal = dot(mean, mean) - noise / ((double) sets * n);
    return signal / (signal + noise / n);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
