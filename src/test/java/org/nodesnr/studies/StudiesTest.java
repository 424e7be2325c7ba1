package org.nodesnr.studies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nodesnr.config.StudyReader;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.StudySetting;
import org.nodesnr.spec.StudySpec;

/** Studies at a scale of seconds, on made-up images of ten overlapping classes. */
class StudiesTest {
  private static final int SIZE = 784;

  /** What makes a study small, unless a test says otherwise. */
  private static final Map<String, Map<String, List<Double>>> SMALL =
      Map.of(
          "linear-noise",
          Map.of("width", List.of(8.0), "samples", List.of(40.0), "sigmas", List.of(0.1)),
          "linearisation",
          Map.of("rates", List.of(0.05), "samples", List.of(60.0), "testSamples", List.of(40.0)),
          "one-step-ratio",
          Map.of("labelNoise", List.of(0.0), "width", List.of(8.0)),
          "weight-noise",
          Map.of("width", List.of(6.0), "samples", List.of(40.0), "testSamples", List.of(40.0)),
          "duality",
          Map.of(
              "scale", List.of(1.0),
              "dropout", List.of(0.0),
              "penalty", List.of(0.0),
              "labelNoise", List.of(0.0),
              "sizes", List.of(100.0),
              "testSamples", List.of(40.0),
              "repeats", List.of(1.0),
              "epochs", List.of(5.0)));

  private static Inputs images(int count, long seed) {
    return new Inputs() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public int label(int i) {
        return (int) ((i * 7 + seed) % 10);
      }

      @Override
      public void copyTo(int i, Reals out, int at) {
        SplittableRandom random = new SplittableRandom(seed * 100_000 + i);
        for (int j = 0; j < SIZE; j++) {
          double bump = j % 10 == label(i) ? 0.5 : 0;
          out.set(at + j, j % 3 == 0 ? 0 : random.nextDouble() * 0.5 + bump);
        }
      }
    };
  }

  private static StudyFindings run(String study, Map<String, List<Double>> some) {
    Study wanted = Study.named(study);
    Map<String, List<Double>> settings = new HashMap<>(StudySetting.usual(wanted.settings()));
    for (Map<String, List<Double>> given : List.of(SMALL.get(study), some)) {
      assertThat(settings).containsKeys(given.keySet().toArray(String[]::new));
      settings.putAll(given);
    }
    List<String> said = new ArrayList<>();
    StudyFindings findings =
        wanted.run(
            new StudySpec("test", "test", study, "mnist", settings),
            images(400, 1),
            images(120, 2),
            said::add);
    assertThat(said).isNotEmpty();
    assertThat(findings.rows())
        .allSatisfy(row -> assertThat(row).hasSameSizeAs(findings.columns()));
    return findings;
  }

  private static List<Double> column(StudyFindings findings, String name) {
    int at = findings.columns().indexOf(name);
    return findings.rows().stream().map(row -> Double.valueOf(row.get(at))).toList();
  }

  @Test
  void noiseOfEitherSignAveragesOutInTheLinearModelAndOneRunDoesNot() {
    StudyFindings found = run("linear-noise", Map.of("steps", List.of(1.0, 10.0)));
    assertThat(column(found, "averagedApart")).allSatisfy(x -> assertThat(x).isLessThan(1e-12));
    assertThat(column(found, "apart")).allSatisfy(x -> assertThat(x).isGreaterThan(1e-4));
  }

  @Test
  void theLinearModelIsWorseLaterAndForNarrowNetworks() {
    StudyFindings found =
        run(
            "linearisation",
            Map.of(
                "widths", List.of(8.0, 256.0),
                "steps", List.of(1.0, 20.0)));
    List<Double> errors = column(found, "testError");
    assertThat(errors.get(0)).isLessThan(errors.get(1));
    assertThat(errors.get(2)).isLessThan(errors.get(3));
    assertThat(errors.get(3)).as("wide").isLessThan(errors.get(1));
  }

  @Test
  void bothSidesOfTheEquationAreThereForBothForms() {
    StudyFindings found =
        run(
            "one-step-ratio",
            Map.of(
                "sets", List.of(3.0),
                "sizes", List.of(60.0),
                "otherSamples", List.of(100.0),
                "steps", List.of(0.0, 5.0, 20.0)));
    assertThat(found.rows()).hasSize(6);
    assertThat(column(found, "measured")).allSatisfy(x -> assertThat(x).isFinite());
    assertThat(column(found, "measured").get(0)).as("at the start").isBetween(0.5, 1.1);
    assertThat(column(found, "fromGsnr").get(3)).isEqualTo(column(found, "fromGsnr").get(0));
    assertThat(column(found, "fromGsnr").get(0)).as("at the start").isBetween(0.5, 1.1);
    assertThat(found.sentences()).hasSize(2).allMatch(s -> s.contains("Pearson’s r"));
  }

  @Test
  void withoutNoiseNothingShiftsAndNoiseRaisesTheTrainingLoss() {
    StudyFindings found =
        run(
            "weight-noise",
            Map.of(
                "steps", List.of(15.0),
                "noises", List.of(3.0),
                "sigmas", List.of(0.0, 1.0)));
    assertThat(found.rows()).hasSize(4);
    assertThat(column(found, "shift").get(0)).isZero();
    assertThat(column(found, "shift").get(1)).isPositive();
    assertThat(column(found, "trainLoss").get(1)).isGreaterThan(column(found, "trainLoss").get(0));
    assertThat(column(found, "hessianTrace").get(2)).as("tanh").isFinite();
  }

  @Test
  void everySweepOfTheDualityHasItsValues() {
    StudyFindings found =
        run("duality", Map.of("batch", List.of(20.0, 60.0), "rate", List.of(0.1)));
    assertThat(found.rows()).hasSize(8);
    assertThat(column(found, "sigmaW")).allSatisfy(x -> assertThat(x).isPositive());
    assertThat(found.sentences().get(0)).contains("batch size from 20 to 60: σ_w ");
    assertThat(column(found, "sigmaG").get(2))
        .as("seen once")
        .isEqualTo(column(found, "sigmaG").get(0));
  }

  @Test
  void networksThatDivergeAreNamed() {
    StudyFindings lines =
        run(
            "linearisation",
            Map.of(
                "widths", List.of(8.0),
                "rates", List.of(0.05, 1e300),
                "steps", List.of(5.0)));
    assertThat(lines.rows()).hasSize(2);
    assertThat(lines.diverged()).containsExactly("width 8, rate 1E+300, step 5");
    StudyFindings noise =
        run(
            "weight-noise",
            Map.of(
                "steps", List.of(5.0),
                "noises", List.of(2.0),
                "sigmas", List.of(1e300)));
    assertThat(noise.diverged()).hasSize(2).first().isEqualTo("activation relu, sigma 1E+300");
    StudyFindings squared =
        run(
            "linear-noise",
            Map.of(
                "steps", List.of(3.0, 10.0),
                "rate", List.of(1e100)));
    assertThat(squared.diverged()).contains("sigma 0.1, step 10");
    StudyFindings ratio =
        run(
            "one-step-ratio",
            Map.of(
                "sets", List.of(2.0),
                "sizes", List.of(30.0),
                "otherSamples", List.of(30.0),
                "rate", List.of(1e300),
                "steps", List.of(5.0)));
    assertThat(ratio.diverged()).hasSize(2);
    StudyFindings duality =
        run("duality", Map.of("batch", List.of(60.0), "rate", List.of(0.1, 1e300)));
    assertThat(duality.diverged())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("sweep rate, value 1E+300");
    assertThat(duality.sentences()).anyMatch(s -> s.endsWith("σ_w undefined, σ_g undefined"));
  }

  /** A step on all samples is a step along the gradient that the measures compute. */
  @Test
  void theSmallNetworkDescendsTheSameGradient() {
    Structure structure = Networks.dense(Activation.RELU, SIZE, 7, 5, 10);
    Inputs inputs = images(30, 3);
    SmallNetwork network = new SmallNetwork(structure, 2, 5);
    double[] before = network.theta();
    network.epoch(inputs, new SmallNetwork.Training(0.5, 30, 0, 0.01, 1), 0);
    double[] after = network.theta();
    try (Landscape landscape = new Landscape(structure, inputs, Precision.DOUBLE)) {
      double[] gradient = landscape.at(before).gradient();
      double norm = Networks.norm(before);
      structure
          .layers()
          .forEach(
              layer -> {
                for (int j = layer.weightsAt(); j < layer.biasAt(); j++) {
                  double step = -0.5 * (gradient[j] + 0.01 * before[j] / norm);
                  assertThat(after[j] - before[j]).isCloseTo(step, within(1e-13));
                }
                for (int j = layer.biasAt(); j < layer.biasAt() + layer.nodes(); j++) {
                  assertThat(after[j]).as("no bias").isZero();
                }
              });
    }
  }

  @Test
  void theConfigsThatShipAreSound() throws IOException {
    Map<String, List<StudySetting>> studies = new LinkedHashMap<>();
    Study.ALL.forEach(study -> studies.put(study.name(), study.settings()));
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("configs/studies"))) {
      for (Path file : files.sorted().toList()) {
        StudySpec spec = StudyReader.read(file, List.of(), studies, List.of("mnist"));
        assertThat(file.getFileName().toString()).isEqualTo(spec.name() + ".conf");
        names.add(spec.study());
      }
    }
    assertThat(names).hasSameElementsAs(studies.keySet());
  }
}
