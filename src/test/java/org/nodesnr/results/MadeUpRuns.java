package org.nodesnr.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.nodesnr.files.Json;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.results.MadeUpLayer.Snr;
import org.nodesnr.results.RunRecord.Status;

/**
 * Records like those of a sweep, drawn from a seed: accuracy grows with regularisation, S and G
 * with accuracy, all with noise.
 */
public final class MadeUpRuns {
  /** A regime: label, family, and by how much it betters plain SGD. */
  public record MadeUpRegime(String label, String family, double quality) {}

  public static final List<MadeUpRegime> MNIST_REGIMES =
      List.of(
          new MadeUpRegime("SGD", "SGD", 0),
          new MadeUpRegime("L2 0.00002", "L2", 0.1),
          new MadeUpRegime("L2 0.00005", "L2", 0.2),
          new MadeUpRegime("L2 0.0002", "L2", 0.25),
          new MadeUpRegime("dropout 0.25", "dropout", 0.4),
          new MadeUpRegime("dropout 0.5", "dropout", 0.55),
          new MadeUpRegime("shift 1", "augmentation", 0.8),
          new MadeUpRegime("shift 1 + dropout 0.5", "augmentation + dropout", 1));

  public static final List<MadeUpRegime> CIFAR_REGIMES =
      List.of(
          new MadeUpRegime("SGD", "SGD", 0),
          new MadeUpRegime("L2 0.0005", "L2", 0.2),
          new MadeUpRegime("dropout 0.5", "dropout", 0.4),
          new MadeUpRegime("crop + flip", "augmentation", 0.8),
          new MadeUpRegime("L2 0.0005 + dropout 0.5", "L2 + dropout", 0.5));

  private final String experiment;
  private final int layers;
  private final double lowest;
  private final double span;
  private final boolean official;

  private MadeUpRuns(String experiment, int layers, double lowest, double span, boolean official) {
    this.experiment = experiment;
    this.layers = layers;
    this.lowest = lowest;
    this.span = span;
    this.official = official;
  }

  /** Three dense layers, accuracies about 98%. */
  public static MadeUpRuns mnist() {
    return new MadeUpRuns("mnist", 3, 0.9815, 0.010, true);
  }

  /** Two convolutional and three dense layers, accuracies about 70%. */
  public static MadeUpRuns cifar10() {
    return new MadeUpRuns("cifar10", 5, 0.64, 0.16, true);
  }

  /** Three dense layers on made-up digits. */
  public static MadeUpRuns demo() {
    return new MadeUpRuns("demo", 3, 0.90, 0.06, false);
  }

  public List<RunRecord> runs(List<MadeUpRegime> regimes, int replicates) {
    List<RunRecord> runs = new ArrayList<>();
    for (int r = 0; r < regimes.size(); r++) {
      for (int seed = 1; seed <= replicates; seed++) {
        runs.add(run(regimes.get(r), seed, Status.FINISHED, 1000L * r + seed));
      }
    }
    return List.copyOf(runs);
  }

  public RunRecord run(MadeUpRegime regime, long seed, Status status, long noiseSeed) {
    SplittableRandom noise = new SplittableRandom(noiseSeed * 7919 + layers);
    String id = String.format(Locale.ROOT, "%012x", noise.nextLong() >>> 16);
    List<Checkpoint> checkpoints = new ArrayList<>();
    double luck = gaussian(noise) * 0.12;
    int last = status == Status.FINISHED ? 60_000 : 4_000;
    for (int step = 0; step <= last; step += 2_000) {
      boolean full = step % 20_000 == 0 || step == last;
      checkpoints.add(checkpoint(step, regime.quality(), luck, noise, full));
    }
    String message = status == Status.FINISHED ? "" : "loss is NaN at step 4312";
    return new RunRecord(
        RunRecord.SCHEMA,
        id,
        experiment,
        regime.label(),
        regime.family(),
        seed,
        status,
        message,
        spec(regime),
        checkpoints,
        provenance());
  }

  /** The same run with other measurements. */
  public static RunRecord measured(RunRecord run, List<Checkpoint> checkpoints) {
    return new RunRecord(
        run.schema(),
        run.id(),
        run.experiment(),
        run.regime(),
        run.family(),
        run.seed(),
        run.status(),
        run.message(),
        run.spec(),
        checkpoints,
        run.provenance());
  }

  /** The same run of another spec. */
  public static RunRecord of(RunRecord run, JsonNode spec) {
    return new RunRecord(
        run.schema(),
        run.id(),
        run.experiment(),
        run.regime(),
        run.family(),
        run.seed(),
        run.status(),
        run.message(),
        spec,
        run.checkpoints(),
        run.provenance());
  }

  private Checkpoint checkpoint(
      int step, double quality, double luck, SplittableRandom noise, boolean full) {
    double progress = 1 - StrictMath.exp(-step / (4_000.0 + 9_000 * quality));
    double merit = quality + luck;
    double accuracy = 0.1 + (lowest + span * merit - 0.1) * StrictMath.pow(progress, 0.15);
    accuracy = Math.rint(10_000 * (accuracy + 0.0004 * gaussian(noise))) / 10_000;
    double train = Math.min(1, accuracy + (1 - accuracy) * (0.98 - 0.3 * quality) * progress);
    List<MadeUpLayer> figures = new ArrayList<>();
    for (int layer = 1; full && layer <= layers; layer++) {
      figures.add(layer(layer, progress * merit, noise));
    }
    return MadeUpLayer.checkpoint(
        step,
        new Score(train, 2.3 * StrictMath.pow(1.02 - train, 1.2), step == 60_000 ? 60_000 : 10_000),
        new Score(accuracy, 2.5 * (1 - accuracy), 10_000),
        figures);
  }

  private MadeUpLayer layer(int layer, double merit, SplittableRandom noise) {
    boolean softmax = layer == layers;
    boolean convolution = layers == 5 && layer <= 2;
    double spread = softmax ? 0.25 : 0.1;
    double g = 0.6 * layer + merit * (0.5 + 0.3 * layer) + spread * gaussian(noise);
    double s = 0.14 + 0.12 * layer / layers + 0.12 * merit + 0.05 * spread * gaussian(noise);
    double rate = softmax ? Double.NaN : 0.15 + 0.1 * layer + 0.02 * gaussian(noise);
    return new MadeUpLayer(
        layer,
        convolution ? "convolution" : "dense",
        784,
        softmax ? 10 : 1000,
        10_000,
        30 + merit + gaussian(noise),
        rate,
        List.of(
            new Snr("paper", s, g, layer == 2 ? 3 : 0, 67),
            new Snr("notebook", s * 0.93, g * 0.9, 0, 0)));
  }

  private static JsonNode spec(MadeUpRegime regime) {
    boolean drops = regime.family().contains("dropout");
    return Json.tree(
        Map.of(
            "regime",
            Json.tree(
                new SpecRegime(
                    regime.label(),
                    regime.family(),
                    0.1,
                    regime.family().startsWith("L2") ? 5e-5 : 0,
                    drops ? 0.5 : 0,
                    60_000,
                    new SpecAugmentation(regime.family().startsWith("aug") ? 1 : 0, false)))));
  }

  private record SpecRegime(
      String name,
      String family,
      double learningRate,
      double l2Coefficient,
      double dropProbability,
      int steps,
      SpecAugmentation augmentation) {}

  private record SpecAugmentation(int shift, boolean flip) {}

  private Provenance provenance() {
    String dataSet =
        official ? (layers == 5 ? "CIFAR-10" : "MNIST") + " (official)" : "made-up digits";
    return new Provenance(
        "0.1.0",
        "0123456789abcdef0123456789abcdef01234567",
        false,
        dataSet,
        "00".repeat(32),
        official,
        official
            ? List.of(new Provenance.DataFile("train-images-idx3-ubyte.gz", "44".repeat(32)))
            : List.of(),
        "17.0.15 Eclipse Adoptium",
        "CpuBackend",
        "linux-x86_64-onednn-avx2, OpenBLAS 0.3.19",
        "nd4j",
        "direct",
        "",
        "some processor",
        "Linux 6.1 amd64",
        1,
        "2026-01-01T00:00:00Z",
        660.5,
        650.25);
  }

  private static double gaussian(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }
}
