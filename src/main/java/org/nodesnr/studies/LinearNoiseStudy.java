package org.nodesnr.studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.nodesnr.files.Numbers;
import org.nodesnr.measures.evolution.SquaredLoss;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.StudySetting;
import org.nodesnr.spec.StudySpec;

/**
 * Noise on the weights of the linear model under squared loss: outputs of runs with noise +ε and −ε
 * average to those of the run without, so it does not regularise.
 */
final class LinearNoiseStudy implements Study {
  @Override
  public String name() {
    return "linear-noise";
  }

  @Override
  public String about() {
    return "noise on the weights of the linear model averages out, to rounding";
  }

  @Override
  public List<StudySetting> settings() {
    return List.of(
        StudySetting.count("width", 1, 64),
        StudySetting.positive("rate", 0.02),
        StudySetting.notNegative("sigmas", 0.001, 0.01, 0.1).orList(),
        StudySetting.count("steps", 1, 1, 3, 10, 30, 100).orRisingList(),
        StudySetting.count("samples", 1, 200),
        StudySetting.count("seed", 0, 1));
  }

  @Override
  public StudyFindings run(StudySpec spec, Inputs train, Inputs test, Consumer<String> progress) {
    SplittableRandom random = new SplittableRandom(spec.whole("seed"));
    Inputs some = Networks.kept(train.first(spec.whole("samples")), 784, 0, random);
    Structure structure = Networks.dense(Activation.RELU, 784, spec.whole("width"), 10);
    double[] initial = Networks.normal(structure, 2, spec.whole("seed"));
    int[] steps = spec.wholes("steps");
    List<List<String>> rows = new ArrayList<>();
    List<StudyFindings.Line> with = new ArrayList<>();
    List<StudyFindings.Line> mean = new ArrayList<>();
    double worst = 0;
    try (Landscape start = new Landscape(structure, some, Precision.DOUBLE).at(initial)) {
      for (double sigma : spec.all("sigmas")) {
        progress.accept("sigma " + Numbers.rounded(sigma, 4));
        double[] x = Arrays.stream(steps).asDoubleStream().toArray();
        double[] apart = new double[x.length];
        double[] averaged = new double[x.length];
        SquaredLoss none = new SquaredLoss(start, spec.real("rate"));
        SquaredLoss plus = new SquaredLoss(start, spec.real("rate"));
        SquaredLoss minus = new SquaredLoss(start, spec.real("rate"));
        double[] noise = new double[initial.length];
        int at = 0;
        for (int step = 1; step <= steps[steps.length - 1]; step++) {
          none.step(new double[initial.length]);
          Arrays.setAll(noise, j -> spec.real("rate") * sigma * random.nextGaussian());
          plus.step(noise);
          Arrays.setAll(noise, j -> -noise[j]);
          minus.step(noise);
          if (step == steps[at]) {
            double[] rest = none.residual();
            double[] half = plus.residual();
            double[] other = minus.residual();
            apart[at] = Networks.apart(half, rest) / Networks.norm(rest);
            Arrays.setAll(half, i -> (half[i] + other[i]) / 2);
            averaged[at] = Networks.apart(half, rest) / Networks.norm(rest);
            worst = Math.max(worst, averaged[at]);
            rows.add(
                List.of(
                    Numbers.exact(sigma),
                    Integer.toString(step),
                    Numbers.exact(Networks.norm(rest)),
                    Numbers.exact(apart[at]),
                    Numbers.exact(averaged[at])));
            at++;
          }
        }
        String name = "σ = " + Numbers.rounded(sigma, 4);
        with.add(new StudyFindings.Line(name, x, apart));
        mean.add(new StudyFindings.Line(name, x, averaged));
      }
    }
    StudyFindings.Axis across = new StudyFindings.Axis("Steps", true);
    return new StudyFindings(
        List.of("sigma", "step", "residual", "apart", "averagedApart"),
        rows,
        List.of(
            new StudyFindings.Panel(
                "one run with noise",
                across,
                new StudyFindings.Axis("log_{10} of the distance", true),
                with),
            new StudyFindings.Panel(
                "mean of noise +ε and −ε",
                across,
                new StudyFindings.Axis("log_{10} of the distance", true),
                mean)),
        "Linear model of a network 784-"
            + spec.whole("width")
            + "-10 on "
            + some.size()
            + " images under squared loss, noise ησξ on the weights at every step; distances of"
            + " residuals, relative to the residual without noise.",
        List.of(
            "The mean of the runs with noise of either sign is the run without noise to "
                + Numbers.rounded(worst, 2)
                + " of the residual."),
        "residual");
  }
}
