package org.nodesnr.studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.nodesnr.files.Numbers;
import org.nodesnr.measures.gradient.StepRatio;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.StudySetting;
import org.nodesnr.spec.StudySpec;

/**
 * Both sides of the equation of Liu et al. (arXiv 2001.07384) along training: how much one step on
 * M training sets lowers the loss of other data by how much it lowers their own, and what signal
 * and noise of the gradient say it is. In two forms: networks from one start, each trained on its
 * own set, as in the paper; and one network trained on yet other data, where all sets are fresh.
 */
final class StepRatioStudy implements Study {
  private static final List<String> FORMS = List.of("own training sets", "fresh sets");

  @Override
  public String name() {
    return "one-step-ratio";
  }

  @Override
  public String about() {
    return "one-step generalisation ratio, measured and from gradient SNR, along training";
  }

  @Override
  public List<StudySetting> settings() {
    return List.of(
        StudySetting.count("sets", 2, 10),
        StudySetting.count("sizes", 2, 1000).orList(),
        StudySetting.share("labelNoise", 0, 0.2, 0.5).orList(),
        StudySetting.count("width", 1, 100),
        StudySetting.positive("rate", 0.1),
        StudySetting.count("steps", 0, 0, 3, 10, 30, 100, 300).orRisingList(),
        StudySetting.count("otherSamples", 1, 2000),
        StudySetting.count("seed", 0, 1));
  }

  @Override
  public StudyFindings run(StudySpec spec, Inputs train, Inputs test, Consumer<String> progress) {
    List<List<String>> rows = new ArrayList<>();
    List<List<StudyFindings.Line>> lines = List.of(new ArrayList<>(), new ArrayList<>());
    List<String> sentences = new ArrayList<>();
    for (int n : spec.wholes("sizes")) {
      for (double noise : spec.all("labelNoise")) {
        SplittableRandom random = new SplittableRandom(spec.whole("seed"));
        List<Inputs> sets = new ArrayList<>();
        for (int m = 0; m <= spec.whole("sets"); m++) {
          sets.add(Networks.kept(train.part(m * n, n), 784, noise, random));
        }
        Inputs other = Networks.kept(test.first(spec.whole("otherSamples")), 784, noise, random);
        for (int form = 0; form < FORMS.size(); form++) {
          String where =
              FORMS.get(form) + ", n = " + n + ", label noise " + Numbers.rounded(noise, 4);
          progress.accept(where);
          List<StepRatio> found = form == 0 ? own(spec, sets, other) : fresh(spec, sets, other);
          double[] left = found.stream().mapToDouble(StepRatio::measured).toArray();
          double[] right = found.stream().mapToDouble(StepRatio::fromGsnr).toArray();
          double r = correlation(left, right);
          sentences.add(
              where
                  + ": Pearson’s r of both sides "
                  + (Double.isFinite(r) ? Numbers.fixed(r, 3) : "is undefined"));
          for (int i = 0; i < left.length; i++) {
            rows.add(
                List.of(
                    FORMS.get(form),
                    Integer.toString(n),
                    Numbers.exact(noise),
                    Integer.toString(spec.wholes("steps")[i]),
                    Numbers.exact(left[i]),
                    Numbers.exact(right[i]),
                    Numbers.exact(found.get(i).firstOrder()),
                    Numbers.exact(r)));
          }
          if (n == spec.wholes("sizes")[0]) {
            double[] x = Arrays.stream(spec.wholes("steps")).mapToDouble(s -> s + 1.0).toArray();
            String label = "noise " + Numbers.rounded(noise, 3);
            lines.get(form).add(new StudyFindings.Line(label + ", measured", x, left));
            lines.get(form).add(new StudyFindings.Line(label + ", from SNR", x, right));
          }
        }
      }
    }
    List<StudyFindings.Panel> panels = new ArrayList<>();
    for (int form = 0; form < FORMS.size(); form++) {
      panels.add(
          new StudyFindings.Panel(
              FORMS.get(form),
              new StudyFindings.Axis("Full-batch steps + 1", true),
              new StudyFindings.Axis("One-step generalisation ratio", false),
              lines.get(form)));
    }
    return new StudyFindings(
        List.of("form", "n", "labelNoise", "step", "measured", "fromGsnr", "firstOrder", "pearson"),
        rows,
        panels,
        spec.whole("sets")
            + " disjoint training sets of "
            + spec.wholes("sizes")[0]
            + " MNIST images, networks 784-"
            + spec.whole("width")
            + "-10, full-batch steps at rate "
            + Numbers.rounded(spec.real("rate"), 3)
            + "; labels of the other data are as noisy as those of the sets.",
        sentences,
        "measured");
  }

  private static Structure structure(StudySpec spec) {
    return Networks.dense(Activation.RELU, 784, spec.whole("width"), 10);
  }

  private static double[] start(StudySpec spec) {
    return Networks.normal(structure(spec), 2, spec.whole("seed"));
  }

  /** A network for each set but the last, from one start. */
  private static List<StepRatio> own(StudySpec spec, List<Inputs> sets, Inputs other) {
    List<Inputs> used = sets.subList(0, sets.size() - 1);
    List<double[]> thetas = used.stream().map(set -> start(spec)).toList();
    return along(spec, thetas, used, () -> ratio(spec, thetas, used, other));
  }

  /** One network, of the last set; the others are fresh to it. */
  private static List<StepRatio> fresh(StudySpec spec, List<Inputs> sets, Inputs other) {
    List<Inputs> used = sets.subList(0, sets.size() - 1);
    double[] theta = start(spec);
    List<double[]> thetas = Collections.nCopies(used.size(), theta);
    List<Inputs> last = List.of(sets.get(sets.size() - 1));
    return along(spec, List.of(theta), last, () -> ratio(spec, thetas, used, other));
  }

  /** Trains networks, each on its set, and sees the ratio at every step that is wanted. */
  private static List<StepRatio> along(
      StudySpec spec, List<double[]> thetas, List<Inputs> sets, Supplier<StepRatio> ratio) {
    List<StepRatio> found = new ArrayList<>();
    int step = 0;
    for (int wanted : spec.wholes("steps")) {
      for (int m = 0; m < sets.size(); m++) {
        train(spec, sets.get(m), thetas.get(m), wanted - step);
      }
      step = wanted;
      found.add(ratio.get());
    }
    return found;
  }

  private static StepRatio ratio(
      StudySpec spec, List<double[]> thetas, List<Inputs> sets, Inputs other) {
    return StepRatio.of(structure(spec), thetas, sets, other, spec.real("rate"), Precision.SINGLE);
  }

  private static void train(StudySpec spec, Inputs set, double[] theta, int steps) {
    try (Landscape landscape = new Landscape(structure(spec), set, Precision.SINGLE)) {
      for (int step = 0; step < steps; step++) {
        double[] gradient = landscape.at(theta).gradient();
        for (int j = 0; j < theta.length; j++) {
          theta[j] -= spec.real("rate") * gradient[j];
        }
      }
    }
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElse(Double.NaN);
    double meanY = Arrays.stream(y).average().orElse(Double.NaN);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
