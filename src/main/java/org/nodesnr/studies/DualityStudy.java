package org.nodesnr.studies;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.nodesnr.files.Numbers;
import org.nodesnr.measures.curvature.Eigenvalues;
import org.nodesnr.measures.curvature.Lanczos;
import org.nodesnr.measures.duality.Duality;
import org.nodesnr.measures.duality.NearestPairs;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.StudySetting;
import org.nodesnr.spec.StudySpec;

/**
 * The demonstration of Feng and Tu (arXiv 2203.10736): a network 784-30-30-10 without biases, one
 * setting changed at a time, and what that does to the dual weights of layer 2 and to their slopes
 * along its ten sharpest directions.
 */
final class DualityStudy implements Study {
  private static final int LAYER = 1;
  private static final int SHARP = 10;
  private static final List<String> SWEEPS =
      List.of("batch", "rate", "scale", "dropout", "penalty", "labelNoise", "sizes");

  @Override
  public String name() {
    return "duality";
  }

  @Override
  public String about() {
    return "activity-weight duality of a small network, one setting changed at a time";
  }

  @Override
  public List<StudySetting> settings() {
    return List.of(
        StudySetting.count("batch", 1, 25, 100, 200, 400).orList(),
        StudySetting.positive("rate", 0.1, 0.05, 0.02, 0.005).orList(),
        StudySetting.positive("scale", 1, 4, 5, 6, 7).orList(),
        StudySetting.belowOne("dropout", 0, 0.1, 0.2, 0.3).orList(),
        StudySetting.notNegative("penalty", 0, 0.005, 0.01, 0.02).orList(),
        StudySetting.share("labelNoise", 0, 0.05, 0.1, 0.2).orList(),
        StudySetting.count("sizes", 50, 4000, 8000, 16000, 32000).orList(),
        StudySetting.count("testSamples", 2, 1000),
        StudySetting.count("repeats", 1, 10),
        StudySetting.count("epochs", 1, 1000),
        StudySetting.notNegative("stopLoss", 0.001),
        StudySetting.share("stopAccuracy", 0.99),
        StudySetting.count("penaltyEpochs", 0, 200),
        StudySetting.count("seed", 0, 1));
  }

  /** What is seen of one network. */
  private record Seen(
      int epochs, double loss, double gap, double sigmaW, double sigmaG, double sharpness) {
    static Seen diverged(int epochs) {
      return new Seen(epochs, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }
  }

  @Override
  public StudyFindings run(StudySpec spec, Inputs train, Inputs test, Consumer<String> progress) {
    List<List<String>> rows = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    List<StudyFindings.Panel> panels = new ArrayList<>();
    Map<String, Seen> known = new LinkedHashMap<>();
    for (String sweep : SWEEPS) {
      double[] values = spec.all(sweep);
      double[] sigmaW = new double[values.length];
      double[] sigmaG = new double[values.length];
      for (int v = 0; v < values.length; v++) {
        for (int repeat = 1; repeat <= spec.whole("repeats"); repeat++) {
          progress.accept(sweep + " " + Numbers.rounded(values[v], 4) + ", repeat " + repeat);
          Map<String, Double> at = new LinkedHashMap<>();
          SWEEPS.forEach(key -> at.put(key, spec.real(key)));
          at.put(sweep, values[v]);
          long seed = 1000L * spec.whole("seed") + repeat;
          Seen seen =
              known.computeIfAbsent(at + " " + seed, k -> measure(spec, at, train, test, seed));
          sigmaW[v] += seen.sigmaW() / spec.whole("repeats");
          sigmaG[v] += seen.sigmaG() / spec.whole("repeats");
          rows.add(row(sweep, values[v], repeat, seen));
        }
      }
      sentences.add(sentence(sweep, values, sigmaW, sigmaG));
      panels.add(
          new StudyFindings.Panel(
              label(sweep),
              new StudyFindings.Axis(label(sweep), false),
              new StudyFindings.Axis("Relative to the first", false),
              List.of(
                  new StudyFindings.Line(
                      "spread of dual weights *σ*_{w}", values, relative(sigmaW)),
                  new StudyFindings.Line("spread of slopes *σ*_{g}", values, relative(sigmaG)))));
    }
    return new StudyFindings(
        List.of(
            "sweep",
            "value",
            "repeat",
            "epochs",
            "trainLoss",
            "pairedGap",
            "sigmaW",
            "sigmaG",
            "topEigenvalue"),
        rows,
        panels,
        "Layer 2 of networks 784-30-30-10 without biases; root of the sum of squares over the ten"
            + " sharpest directions, means over "
            + spec.whole("repeats")
            + " repeats, relative to the first value of each sweep.",
        sentences,
        "trainLoss");
  }

  private static String label(String sweep) {
    return switch (sweep) {
      case "batch" -> "batch size";
      case "rate" -> "learning rate";
      case "scale" -> "scale of initial weights";
      case "penalty" -> "penalty β on the norm";
      case "labelNoise" -> "share of wrong labels";
      case "sizes" -> "training images";
      default -> sweep;
    };
  }

  private static double[] relative(double[] values) {
    double[] relative = values.clone();
    for (int i = 0; i < values.length; i++) {
      relative[i] = values[i] / values[0];
    }
    return relative;
  }

  private static List<String> row(String sweep, double value, int repeat, Seen seen) {
    return List.of(
        sweep,
        Numbers.exact(value),
        Integer.toString(repeat),
        Integer.toString(seen.epochs()),
        Numbers.exact(seen.loss()),
        Numbers.exact(seen.gap()),
        Numbers.exact(seen.sigmaW()),
        Numbers.exact(seen.sigmaG()),
        Numbers.exact(seen.sharpness()));
  }

  /** The sign of the change from the least to the largest value. */
  private static String sentence(String sweep, double[] values, double[] w, double[] g) {
    int least = 0;
    int most = 0;
    for (int v = 0; v < values.length; v++) {
      least = values[v] < values[least] ? v : least;
      most = values[v] > values[most] ? v : most;
    }
    return String.format(
        Locale.ROOT,
        "%s from %s to %s: σ_w %s, σ_g %s",
        label(sweep),
        Numbers.rounded(values[least], 4),
        Numbers.rounded(values[most], 4),
        change(w[most] / w[least]),
        change(g[most] / g[least]));
  }

  private static String change(double ratio) {
    return Double.isFinite(ratio)
        ? String.format(Locale.ROOT, "%+.0f%%", 100 * (ratio - 1))
        : "undefined";
  }

  private static Seen measure(
      StudySpec spec, Map<String, Double> at, Inputs train, Inputs test, long seed) {
    Structure structure = Networks.dense(Activation.RELU, 784, 30, 30, 10);
    SplittableRandom random = new SplittableRandom(seed);
    Inputs some = train.first((int) Math.round(at.get("sizes")));
    Inputs noisy = Networks.kept(some, 784, at.get("labelNoise"), random);
    Inputs others = Networks.kept(test.first(spec.whole("testSamples")), 784, 0, random);
    SmallNetwork network = new SmallNetwork(structure, at.get("scale"), seed);
    SmallNetwork.Training how =
        new SmallNetwork.Training(
            at.get("rate"),
            (int) Math.round(at.get("batch")),
            at.get("dropout"),
            at.get("penalty"),
            spec.whole("penaltyEpochs"));
    int epoch = 0;
    Landscape.Fit fit = null;
    try (Landscape onNoisy = new Landscape(structure, noisy, Precision.SINGLE)) {
      do {
        network.epoch(noisy, how, epoch++);
        fit = onNoisy.at(network.theta()).fit();
      } while (epoch < spec.whole("epochs")
          && Double.isFinite(fit.loss())
          && !(fit.loss() < spec.real("stopLoss") && fit.accuracy() > spec.real("stopAccuracy")));
    }
    if (!Double.isFinite(fit.loss())) {
      return Seen.diverged(epoch);
    }
    Inputs clean = clean(some, noisy);
    NearestPairs pairs = NearestPairs.of(others, clean, 784, Precision.SINGLE);
    try (Landscape onClean = new Landscape(structure, clean, Precision.SINGLE)) {
      onClean.at(network.theta());
      Lanczos.Spectrum block = new Eigenvalues(onClean, seed).layer(LAYER, false, SHARP);
      Duality duality =
          Duality.of(
              structure, network.theta(), LAYER, others, clean, pairs, block, Precision.SINGLE);
      double w = 0;
      double g = 0;
      for (Duality.Direction direction : duality.directions()) {
        w += direction.sigmaW() * direction.sigmaW();
        g += direction.sigmaG() * direction.sigmaG();
      }
      return new Seen(
          epoch, fit.loss(), duality.pairedGap(), Math.sqrt(w), Math.sqrt(g), block.values()[0]);
    }
  }

  /** The samples whose label was left as it is. */
  private static Inputs clean(Inputs before, Inputs after) {
    List<Integer> same = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (before.label(i) == after.label(i)) {
        same.add(i);
      }
    }
    return after.select(same.stream().mapToInt(i -> i).toArray());
  }
}
