package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.files.Json;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.RunRecord;

/** Kept networks, on the test images as they are and changed at random. */
class EvaluateCommandTest {
  private static final String CONVOLUTIONAL =
      """
      name = convolutional
      data { set = synthetic-textures, crop = 12, trainSamples = 200, testSamples = 60 }
      network {
        convolutions = [{ kernel = 3, channels = 4, pool = 2 }]
        dense = [9]
      }
      base { learningRate = 0.05, batchSize = 10, steps = 40 }
      regimes { sgd {}, crop { augmentation { crop = true, flip = true } } }
      checkpoints { accuracyEvery = 20, measuresAt = [0] }
      """;

  private static final String NORMALISED =
      """
      name = normalised
      data { set = synthetic-digits, trainSamples = 200, testSamples = 60 }
      network = [
        { type = dense, nodes = 9, activation = identity }
        { type = batch-normalisation }
        { type = activation, function = relu }
      ]
      base { learningRate = 0.05, batchSize = 10, steps = 40 }
      regimes { sgd {} }
      checkpoints { accuracyEvery = 20, measuresAt = [0] }
      """;

  @TempDir static Path directory;
  private static InProcess dense;
  private static InProcess convolutional;
  private static InProcess normalised;

  @BeforeAll
  static void train() throws Exception {
    dense = InProcess.of(directory, Tiny.CONFIG);
    dense.trained();
    Path other = Files.createDirectory(directory.resolve("other"));
    convolutional = InProcess.of(other, CONVOLUTIONAL).trained();
    Path third = Files.createDirectory(directory.resolve("third"));
    normalised = InProcess.of(third, NORMALISED).trained();
  }

  private static List<String> csv(InProcess runs, String... more) {
    String[] arguments = Arrays.copyOf(more, more.length + 2);
    arguments[more.length] = "--format";
    arguments[more.length + 1] = "csv";
    InProcess.Answer answer = runs.command("evaluate", arguments);
    assertThat(answer.code()).as(answer.err()).isZero();
    return answer.out().lines().toList();
  }

  @Test
  void saysThatBatchNormalisationIsFolded() {
    String note = "batch normalisation is folded into the weights before it";
    assertThat(normalised.command("evaluate").out()).contains(note);
    assertThat(normalised.command("evaluate", "--format", "csv").out()).doesNotContain(note);
    assertThat(normalised.command("evaluate", "--format", "csv").err()).contains(note);
    assertThat(dense.command("evaluate").out()).doesNotContain(note);
    InProcess.Answer thinned = normalised.command("thin", "--retrain", "5");
    assertThat(thinned.code()).isEqualTo(2);
    assertThat(thinned.err())
        .contains("--retrain 5: networks with batch-normalisation are thinned as they are used");
    assertThat(normalised.command("thin", "--shares", "0.5").code()).isZero();
  }

  @Test
  void givesTheNumbersOfTheRecord() throws Exception {
    for (InProcess runs : List.of(dense, convolutional, normalised)) {
      for (RunRecord record : runs.records().readAll().records()) {
        Checkpoint last = record.checkpoints().get(record.checkpoints().size() - 1);
        InProcess.Answer answer =
            runs.command("evaluate", "--run", record.id(), "--format", "json");
        JsonNode said = Json.parse(answer.out());
        assertThat(said.get("test").get("accuracy").asDouble()).isEqualTo(last.test().accuracy());
        assertThat(said.get("layers").toString())
            .isEqualTo(Json.parse(Json.printed(last.layers())).toString());
        assertThat(said.get("testAugmentation").get("shift").asInt()).isZero();
        assertThat(said.get("testAugmentation").get("seed").isNull()).isTrue();
      }
    }
  }

  @Test
  void measuresAreReadOfKeptNetworks() {
    for (InProcess runs : List.of(dense, convolutional)) {
      List<String> lines =
          csv(runs, "--measures", "gsnr,distance,dualSizeTrain", "--measure-samples", "60");
      assertThat(lines.get(0)).isEqualTo("network,measure,layer,value,count,leftOut");
      assertThat(lines).anyMatch(line -> line.matches("\\w+,gsnr,0,0\\.\\d.*"));
      assertThat(lines).anyMatch(line -> line.matches("\\w+,distance,0,\\d.*"));
      assertThat(lines).anyMatch(line -> line.contains(",dualSizeTrain,"));
    }
    assertThat(dense.command("evaluate", "--measures", "gsnt").err())
        .contains("--measures gsnt: no such measure");
    assertThat(dense.command("evaluate", "--measures", "gsnrMean").err())
        .contains("--measures gsnrMean: is the mean of gsnr over the checkpoints of a run");
    assertThat(dense.command("evaluate", "--measures", "gsnr").out())
        .contains("measure  ")
        .contains("gsnr");
  }

  /** No config has it, and no id of a run depends on it. */
  @Test
  void furtherVariantsComeBehindThoseOfTheConfig() {
    String centred = "centred={extends=paper, countInputs=centred}";
    String again = "again={extends=paper}";
    for (InProcess runs : List.of(dense, convolutional, normalised)) {
      List<String> plain = csv(runs);
      List<String> more = csv(runs, "--variant", again, "--variant", centred);
      assertThat(more).containsAll(plain);
      List<String> paper = plain.stream().filter(line -> line.contains(",paper,")).toList();
      assertThat(more)
          .hasSize(plain.size() + 2 * paper.size())
          .containsAll(paper.stream().map(l -> l.replace(",paper,", ",again,")).toList())
          .doesNotContainAnyElementsOf(
              paper.stream().map(l -> l.replace(",paper,", ",centred,")).toList());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'paper={extends=notebook}', is fixed",
    "'other={extends=paper, countInputs=centered}', did you mean 'centred'?",
    "'other', 'other: can''t be read; write --variant NAME={…}, such as --variant'",
    "'={countInputs=centred}', 'can''t be read; write --variant NAME={…}, such as --variant'",
    "'x={countInputs=centred', 'can''t be read; write --variant NAME={…}, such as --variant'",
    "'x={include \"a\"}', '--variant x={include \"a\"}: can''t include files'",
    "'Notebook={extends=paper}', differs from variant 'notebook' by its case alone",
    "'other={extends=${HOME}}', '${HOME}'",
    "'other={}', extends is missing"
  })
  void variantsThatAreNoneAreRefused(String option, String message) {
    InProcess.Answer answer = dense.command("evaluate", "--variant", option);
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains("--variant ").contains(message);
    assertThat(answer.out()).doesNotContain("test accuracy");
  }

  @Test
  void aVariantThatIsGivenTwiceIsRefused() {
    InProcess.Answer answer =
        dense.command(
            "evaluate", "--variant", "x={extends=paper}", "--variant", "x={extends=notebook}");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .isEqualTo(
            "nodesnr: --variant x: is given twice; give each another name"
                + System.lineSeparator());
  }

  @Test
  void moreSamplesThanThereAreAreRefused() {
    assertThat(dense.command("evaluate", "--samples", "101").err())
        .contains("--samples 101: there are 100 test samples; give at most so many, or 0 for all");
    InProcess.Answer answer =
        dense.command("evaluate", "--measures", "gsnr", "--measure-samples", "301");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .contains("--measure-samples 301: there are 300 training samples; give at most so many");
  }

  @Test
  void changedImagesGiveOtherNumbersAndTheSameOnesAgain() {
    List<String> plain = csv(dense);
    List<String> shifted = csv(dense, "--shift", "2");
    assertThat(plain.get(1)).contains(",100,0,false,false,,");
    assertThat(shifted.get(1)).contains(",100,2,false,false,1,");
    assertThat(shifted).hasSameSizeAs(plain).isEqualTo(csv(dense, "--shift", "2"));
    assertThat(shifted).isNotEqualTo(csv(dense, "--shift", "2", "--seed", "3"));
    assertThat(csv(dense, "--shift", "0")).isEqualTo(plain);
    List<String> crops = csv(convolutional, "--crop", "--flip");
    assertThat(crops.get(1)).contains(",60,0,true,true,1,");
    assertThat(tail(crops.get(1))).isNotEqualTo(tail(csv(convolutional).get(1)));
    assertThat(tail(shifted.get(1))).isNotEqualTo(tail(plain.get(1)));
  }

  /** Loss, layer, variant, S, G and counts. */
  private static List<String> tail(String row) {
    List<String> cells = List.of(row.split(","));
    return cells.subList(cells.size() - 7, cells.size());
  }

  @Test
  void theTableSaysWhatWasChanged() {
    assertThat(dense.command("evaluate").out()).doesNotContain("at random");
    assertThat(dense.command("evaluate", "--shift=1", "--flip", "--seed=4").out())
        .contains("  test images shifted by up to 1 pixel, mirrored at random (seed 4)\n");
    assertThat(convolutional.command("evaluate", "--shift=2", "--crop").out())
        .contains("  test images shifted by up to 2 pixels, cropped at random (seed 1)\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--shift=14, '--shift 14: give 0 or more, below half of the image''s 28 pixels'",
    "--shift=-1, '--shift -1: give 0 or more, below half of the image''s 28 pixels'",
    "--crop, '--crop: these networks see whole images, for data.crop is 0'",
    "--shift=one, --shift",
    "--seed=3, '--seed 3: is for --shift, --flip or --crop'"
  })
  void impossibleChangesAreRefused(String option, String message) {
    InProcess.Answer answer = dense.command("evaluate", option);
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err()).contains(message);
    assertThat(answer.out()).doesNotContain("test accuracy");
  }

  @Test
  void thatAnOverrideMeansOtherRunsIsSaid() {
    String hint = "; --set changes which runs are meant";
    assertThat(dense.command("evaluate", "--set", "base.steps=100").err()).contains(hint);
    assertThat(dense.command("evaluate", "--run", "zz").err()).doesNotContain(hint);
  }

  @Test
  void theyAreForKeptNetworksAlone() {
    for (String option : List.of("--shift=1", "--flip", "--crop", "--seed=2")) {
      InProcess.Answer answer = dense.command("evaluate", option, "--model", "x.onnx");
      assertThat(answer.code()).isEqualTo(2);
    }
  }
}
