package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.results.Json;

/** Properties of random configs; a failure names the seed that makes the config again. */
class ConfigPropertiesTest {
  private static final int CASES = 150;

  @TempDir Path directory;

  /** A random config as lines whose order is of no matter, and the number of its runs. */
  private record Sample(List<String> lines, int runs) {
    String text() {
      return String.join("\n", lines);
    }
  }

  private Experiment load(String text) throws IOException {
    return ExperimentLoader.load(
        Files.writeString(directory.resolve("random.conf"), text), List.of());
  }

  private static Sample sample(Random random) {
    List<String> lines = new ArrayList<>();
    lines.add("name = random");
    lines.add("data.set = " + (random.nextBoolean() ? "mnist" : "synthetic-digits"));
    lines.add("data.trainSamples = " + (1000 + random.nextInt(3000)));
    lines.add("data.syntheticSeed = " + random.nextInt(5));
    lines.add("network { dense = [" + (1 + random.nextInt(30)) + "], activation = tanh }");
    lines.add("base.steps = " + (1 + random.nextInt(5000)));
    lines.add("base.initialisation.bias = " + (random.nextGaussian() * 1e-3));
    lines.add("checkpoints.figuresAt = [" + random.nextInt(6000) + ", " + random.nextInt(10) + "]");
    lines.add("checkpoints.figuresEvery = " + random.nextInt(4));
    lines.add("evaluation.trainSamples = " + random.nextInt(1000));
    lines.add(
        "evaluation.variants.v"
            + random.nextInt(3)
            + " { extends = paper, normGuard = "
            + random.nextDouble()
            + " }");
    lines.add("streams = " + (random.nextBoolean() ? "shared" : "independent"));
    int seeds = 1 + random.nextInt(4);
    lines.add("seeds = \"5.." + (4 + seeds) + "\"");
    int runs = 0;
    for (int r = 0; r < 1 + random.nextInt(3); r++) {
      int rates = 1 + random.nextInt(3);
      int decays = 1 + random.nextInt(3);
      int shifts = 1 + random.nextInt(2);
      lines.add(
          "regimes.r"
              + r
              + " { batchSize = "
              + (10 + r)
              + ", learningRate = "
              + distinct(random, rates)
              + ", l2Coefficient = "
              + distinct(random, decays)
              + ", augmentation.shift = "
              + (shifts == 1 ? "[3]" : "[0, 2]")
              + " }");
      runs += rates * decays * shifts * seeds;
    }
    return new Sample(lines, runs);
  }

  private static String distinct(Random random, int count) {
    Set<Double> values = new HashSet<>();
    while (values.size() < count) {
      values.add(Math.exp(-12 * random.nextDouble()));
    }
    return values.toString();
  }

  @Test
  void gridsHaveTheirSizeAndIdsAreDistinct() throws IOException {
    for (int seed = 0; seed < CASES; seed++) {
      Sample sample = sample(new Random(seed));
      Experiment experiment = load(sample.text());
      assertThat(experiment.runs().size()).as("seed " + seed).isEqualTo(sample.runs());
      assertThat(experiment.runs().stream().map(PlannedRun::id).distinct().count())
          .isEqualTo(sample.runs());
      assertThat(
              experiment.runs().stream()
                  .map(r -> r.spec().regime().name() + " " + r.spec().seed())
                  .distinct()
                  .count())
          .isEqualTo(sample.runs());
    }
  }

  @Test
  void specsComeBackFromJsonWithTheirIds() throws IOException {
    for (int seed = 0; seed < CASES; seed++) {
      for (PlannedRun run : load(sample(new Random(seed)).text()).runs()) {
        RunSpec back = read(Json.line(RunSpecs.toJson(run.spec())));
        assertThat(back).as("seed " + seed).isEqualTo(run.spec());
        assertThat(RunSpecs.id(back)).isEqualTo(run.id());
        assertThat(RunSpecs.id(read(Json.line(RunSpecs.identity(run.spec()))))).isEqualTo(run.id());
        assertThat(RunSpecs.canonical(run.spec())).isEqualTo(run.spec());
      }
    }
  }

  private static RunSpec read(String json) throws JsonProcessingException {
    return RunSpecs.fromJson(Json.parse(json));
  }

  @Test
  void orderOfKeysCommentsAndNotationAreOfNoMatter() throws IOException {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      Sample sample = sample(random);
      List<String> lines = new ArrayList<>(sample.lines());
      Collections.shuffle(lines, random);
      String shuffled =
          lines.stream()
              .map(line -> line.replace("[3]", "[3.0]").replace(" = ", " : "))
              .collect(Collectors.joining(" // comment { [\n# another \"\n"));
      assertThat(ids(load(shuffled))).as("seed " + seed).isEqualTo(ids(load(sample.text())));
    }
  }

  private static Set<String> ids(Experiment experiment) {
    return experiment.runs().stream().map(PlannedRun::id).collect(Collectors.toSet());
  }
}
