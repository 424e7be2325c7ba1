package org.nodesnr.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.nodesnr.files.CsvFile;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Reading;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.MadeUpRuns.MadeUpRegime;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.Bootstrap;
import org.nodesnr.statistics.ExclusionRule;
import org.nodesnr.statistics.PermutationOptions;

/** Analyses of made-up runs. */
public final class Analyses {
  private Analyses() {}

  /** Options with the rule that excludes runs whose layer 2 is active above a rate. */
  public static AnalysisOptions options(double greatestRate) {
    return new AnalysisOptions(
        "paper",
        List.of("testAccuracy"),
        List.of(new ExclusionRule("activationRate2", ExclusionRule.Comparison.ABOVE, greatestRate)),
        List.of(
            new AnalysisOptions.Part(
                "no augmentation, layer 2 active up to 0.35",
                List.of(
                    new ExclusionRule("activationRate2", ExclusionRule.Comparison.ABOVE, 0.35),
                    new ExclusionRule(
                        "regime.augmentation.shift", ExclusionRule.Comparison.ABOVE, 0)))),
        MadeUpRuns.MNIST_REGIMES.stream().map(MadeUpRegime::label).toList(),
        new Bootstrap(200, 0.95, 1),
        PermutationOptions.withSeed(1));
  }

  /** The same with interventions. */
  public static AnalysisOptions options(double greatestRate, List<Intervention> interventions) {
    AnalysisOptions usual = options(greatestRate);
    return new AnalysisOptions(
        usual.variant(),
        usual.targets(),
        usual.exclusions(),
        usual.parts(),
        interventions,
        usual.regimes(),
        usual.bootstrap(),
        usual.permutations());
  }

  /**
   * What {@code evaluate} would print of noise in networks of three layers: ratios of 0.5, 0.7 and
   * 1 that grow by a hundredth from run to run, and a fall of accuracy by 30 points less ten times
   * G^(1..2), which the first run does not have.
   */
  public static CsvFile noise(Analysis analysis) {
    List<List<String>> rows = new ArrayList<>();
    double[] gain = analysis.table().numbers("paper.Ghidden");
    List<String> ids = analysis.table().labels("id");
    for (int row = 0; row < ids.size(); row++) {
      double[] ratios = {0.5, 0.7, 1};
      for (int layer = 1; layer <= 3; layer++) {
        String ratio = Double.toString(ratios[layer - 1] + row / 100.0);
        rows.add(List.of(ids.get(row), "noiseSnr", "" + layer, ratio, "9", "0"));
      }
      rows.add(List.of(ids.get(row), "noiseAccuracy", "0", "0.5", "9", "0"));
      if (row > 0) {
        String fall = Double.toString((30 - 10 * gain[row]) / 100);
        rows.add(List.of(ids.get(row), "noiseFall", "0", fall, "9", "0"));
      }
    }
    rows.add(List.of("0123456789abcdef", "noiseFall", "0", "0.1", "9", "0"));
    return new CsvFile(
        Path.of("noise.csv"),
        List.of("network", "measure", "layer", "value", "count", "leftOut"),
        rows);
  }

  /** 64 dense networks in 8 regimes, one of them excluded, and one more that diverged. */
  public static Analysis mnist() {
    List<RunRecord> runs = new ArrayList<>(MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, 8));
    runs.add(
        MadeUpRuns.mnist().run(MadeUpRuns.MNIST_REGIMES.get(0), 9, RunRecord.Status.DIVERGED, 77));
    return Analysis.of(runs, options(0.39));
  }

  /** 40 convolutional networks in 5 regimes. */
  public static Analysis cifar10() {
    return Analysis.of(MadeUpRuns.cifar10().runs(MadeUpRuns.CIFAR_REGIMES, 8), options(0.9));
  }

  /** 25 dense networks in 5 regimes; with measures that follow their gap in loss, or without. */
  public static Analysis measured(boolean measured) {
    return Analysis.of(measuredRuns(measured), options(0.9));
  }

  /** The runs of {@link #measured}. */
  public static List<RunRecord> measuredRuns(boolean measured) {
    List<RunRecord> runs = new ArrayList<>();
    // those whose settings differ: no two strengths of L2 or of dropout
    List<MadeUpRuns.MadeUpRegime> regimes =
        Stream.of(0, 1, 4, 6, 7).map(MadeUpRuns.MNIST_REGIMES::get).toList();
    for (RunRecord run : MadeUpRuns.mnist().runs(regimes, 5)) {
      List<Checkpoint> checkpoints = new ArrayList<>(run.checkpoints());
      Checkpoint last = checkpoints.remove(checkpoints.size() - 1);
      double gap = last.test().loss() - last.train().loss();
      List<Reading> readings = new ArrayList<>(last.readings());
      if (measured) {
        readings.add(reading("hessianTrace", gap));
        readings.add(reading("gsnr", -2 * gap));
        readings.add(reading("margin", gap));
        readings.add(reading("pairedGap", gap));
        readings.add(reading("flatness", Double.NaN));
      }
      checkpoints.add(
          new Checkpoint(last.step(), last.train(), last.test(), last.layers(), readings));
      runs.add(MadeUpRuns.measured(run, checkpoints));
    }
    return runs;
  }

  /** Six dense networks in two regimes, with gradient SNR at every checkpoint. */
  public static Analysis gsnrAlong() {
    List<RunRecord> runs = new ArrayList<>();
    for (RunRecord run : MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES.subList(0, 2), 3)) {
      runs.add(withGradientSnr(run));
    }
    return Analysis.of(runs, options(0.9));
  }

  /** The same run with gradient SNR at every checkpoint. */
  public static RunRecord withGradientSnr(RunRecord run) {
    List<Reading> gsnr = List.of(reading("gsnr", 1.0 + run.seed()));
    return MadeUpRuns.measured(
        run, run.checkpoints().stream().map(c -> c.with(r -> true, gsnr)).toList());
  }

  private static Reading reading(String id, double value) {
    Measure measure = Measures.find(id).orElseThrow();
    return Reading.of(measure, 0, value, 1, 0);
  }

  /** Three networks of one regime on made-up data. */
  public static Analysis tiny() {
    return Analysis.of(
        MadeUpRuns.demo().runs(MadeUpRuns.MNIST_REGIMES.subList(0, 1), 3), options(0.9));
  }

  /**
   * 32 dense networks in 8 regimes, of which two are excluded, one of them with S and G five times
   * as high as the others, and one has none.
   */
  public static Analysis extreme() {
    List<RunRecord> runs = new ArrayList<>(MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, 4));
    runs.set(3, changed(runs.get(3), Double.NaN, 0.2));
    runs.set(8, changed(runs.get(8), 5, 0.95));
    runs.set(9, changed(runs.get(9), 1.2, 0.91));
    return Analysis.of(runs, options(0.9));
  }

  /** Four networks without any S and G. */
  public static Analysis undefined() {
    List<RunRecord> runs = new ArrayList<>();
    MadeUpRuns.mnist()
        .runs(MadeUpRuns.MNIST_REGIMES.subList(0, 2), 2)
        .forEach(run -> runs.add(changed(run, Double.NaN, 0.2)));
    return Analysis.of(runs, options(0.9));
  }

  /** One network. */
  public static Analysis single() {
    return Analysis.of(
        MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES.subList(0, 1), 1), options(0.9));
  }

  /** Multiplies S and G, and sets the activation rate of layer 2. */
  private static RunRecord changed(RunRecord run, double factor, double rate) {
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (Checkpoint c : run.checkpoints()) {
      List<Reading> readings = new ArrayList<>();
      for (Reading r : c.readings()) {
        double value =
            r.measure().equals("activationRate")
                ? r.layer() == 2 ? rate : r.value()
                : r.variant().isEmpty() ? r.value() : factor * r.value();
        readings.add(
            new Reading(r.measure(), r.variant(), r.layer(), value, r.count() + r.leftOut(), 0));
      }
      checkpoints.add(new Checkpoint(c.step(), c.train(), c.test(), c.layers(), readings));
    }
    return MadeUpRuns.measured(run, checkpoints);
  }
}
