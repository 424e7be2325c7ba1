package org.nodesnr.studies;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.nodesnr.files.Numbers;
import org.nodesnr.measures.curvature.HessianTrace;
import org.nodesnr.measures.curvature.HutchinsonTrace;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.StudySetting;
import org.nodesnr.spec.StudySpec;

/**
 * Noise on the gradient of real networks, θ ← θ − η(∇L + σξ), ξ ~ N(0, I), with ReLUs and with
 * tanh: the mean over noise of outputs, losses and the trace of the Hessian against σ.
 */
final class WeightNoiseStudy implements Study {
  private static final int PROBES = 30;

  @Override
  public String name() {
    return "weight-noise";
  }

  @Override
  public String about() {
    return "noise on the gradient of ReLU and tanh networks: outputs, losses and curvature";
  }

  @Override
  public List<StudySetting> settings() {
    return List.of(
        StudySetting.count("width", 1, 32),
        StudySetting.positive("rate", 0.1),
        StudySetting.notNegative("sigmas", 0, 0.01, 0.03, 0.1).orList(),
        StudySetting.count("steps", 1, 300),
        StudySetting.count("noises", 2, 20),
        StudySetting.count("samples", 1, 500),
        StudySetting.count("testSamples", 1, 1000),
        StudySetting.count("seed", 0, 1));
  }

  /** Means over the noise, and their standard errors. */
  private record Level(double shift, double shiftError, double[] mean, double[] error) {}

  @Override
  public StudyFindings run(StudySpec spec, Inputs train, Inputs test, Consumer<String> progress) {
    SplittableRandom random = new SplittableRandom(spec.whole("seed"));
    Inputs some = Networks.kept(train.first(spec.whole("samples")), 784, 0, random);
    Inputs others = Networks.kept(test.first(spec.whole("testSamples")), 784, 0, random);
    double[] sigmas = spec.all("sigmas");
    List<List<String>> rows = new ArrayList<>();
    List<List<StudyFindings.Line>> lines =
        List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Activation activation : List.of(Activation.RELU, Activation.TANH)) {
      String name = activation.name().toLowerCase(Locale.ROOT);
      double[][] shown = new double[4][sigmas.length];
      Structure structure = Networks.dense(activation, 784, spec.whole("width"), 10);
      double[] initial =
          Networks.normal(structure, activation == Activation.RELU ? 2 : 1, spec.whole("seed"));
      try (Landscape onTrain = new Landscape(structure, some, Precision.SINGLE);
          Landscape onTest = new Landscape(structure, others, Precision.SINGLE)) {
        double[] plain = onTest.at(trained(onTrain, initial, spec, 0, 0)).logits();
        for (int s = 0; s < sigmas.length; s++) {
          progress.accept(name + ", sigma " + Numbers.rounded(sigmas[s], 4));
          Level level = level(onTrain, onTest, initial, plain, spec, sigmas[s]);
          shown[0][s] = level.shift();
          for (int k = 0; k < 3; k++) {
            shown[k + 1][s] = level.mean()[k];
          }
          List<String> row = new ArrayList<>(List.of(name, Numbers.exact(sigmas[s])));
          row.add(Numbers.exact(level.shift()));
          row.add(Numbers.exact(level.shiftError()));
          for (int k = 0; k < 3; k++) {
            row.add(Numbers.exact(level.mean()[k]));
            row.add(Numbers.exact(level.error()[k]));
          }
          rows.add(row);
        }
      }
      for (int k = 0; k < 4; k++) {
        lines.get(k).add(new StudyFindings.Line(name, sigmas, shown[k]));
      }
    }
    List<String> titles =
        List.of("Shift of the mean output", "Training loss (nats)", "Test loss (nats)", "tr ∇²L");
    List<StudyFindings.Panel> panels = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      panels.add(
          new StudyFindings.Panel(
              "",
              new StudyFindings.Axis("Noise σ", false),
              new StudyFindings.Axis(titles.get(k), false),
              lines.get(k)));
    }
    return new StudyFindings(
        List.of(
            "activation",
            "sigma",
            "shift",
            "shiftError",
            "trainLoss",
            "trainLossError",
            "testLoss",
            "testLossError",
            "hessianTrace",
            "hessianTraceError"),
        rows,
        panels,
        "Networks 784-"
            + spec.whole("width")
            + "-10 on "
            + some.size()
            + " images, "
            + spec.whole("steps")
            + " full-batch steps θ ← θ − η(∇L + σξ); means over "
            + spec.whole("noises")
            + " draws of the noise. Shift: ‖mean of f − f without noise‖/‖f without noise‖ on test"
            + " images.",
        List.of(),
        "shift");
  }

  private static double[] trained(
      Landscape landscape, double[] initial, StudySpec spec, double sigma, long noise) {
    SplittableRandom random = new SplittableRandom(1000 * noise + spec.whole("seed"));
    double[] theta = initial.clone();
    for (int step = 0; step < spec.whole("steps"); step++) {
      double[] gradient = landscape.at(theta).gradient();
      for (int j = 0; j < theta.length; j++) {
        double own = sigma == 0 ? 0 : sigma * random.nextGaussian();
        theta[j] -= spec.real("rate") * (gradient[j] + own);
      }
    }
    return theta;
  }

  private static Level level(
      Landscape onTrain,
      Landscape onTest,
      double[] initial,
      double[] plain,
      StudySpec spec,
      double sigma) {
    int draws = sigma == 0 ? 1 : spec.whole("noises");
    double[] mean = new double[plain.length];
    double[] squares = new double[plain.length];
    double[][] values = new double[3][draws];
    for (int d = 0; d < draws; d++) {
      double[] theta = trained(onTrain, initial, spec, sigma, d + 1L);
      double[] logits = onTest.at(theta).logits();
      for (int i = 0; i < mean.length; i++) {
        mean[i] += logits[i] / draws;
        squares[i] += logits[i] * logits[i];
      }
      values[0][d] = onTrain.at(theta).loss();
      values[1][d] = onTest.loss();
      values[2][d] =
          HessianTrace.exactFor(onTrain.structure())
              ? HessianTrace.exact(onTrain).network()
              : HutchinsonTrace.of(onTrain, PROBES, spec.whole("seed")).mean();
    }
    double variance = 0;
    for (int i = 0; i < mean.length; i++) {
      variance += Math.max(0, squares[i] - draws * mean[i] * mean[i]) / (draws - 1.0) / draws;
    }
    double[] means = new double[3];
    double[] errors = new double[3];
    for (int k = 0; k < 3; k++) {
      double sum = 0;
      double square = 0;
      for (double v : values[k]) {
        sum += v;
        square += v * v;
      }
      means[k] = sum / draws;
      double spread = Math.max(0, square - sum * sum / draws) / (draws - 1.0);
      errors[k] = draws == 1 ? 0 : Math.sqrt(spread / draws);
    }
    double shift = Networks.apart(mean, plain) / Networks.norm(plain);
    double error = draws == 1 ? 0 : Math.sqrt(variance) / Networks.norm(plain);
    return new Level(shift, error, means, errors);
  }
}
