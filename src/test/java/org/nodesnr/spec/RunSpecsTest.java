package org.nodesnr.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.config.ExperimentLoader;
import org.nodesnr.files.Json;

class RunSpecsTest {
  private static final RunSpec NOTEBOOK_SGD = first("mnist-notebook", List.of());

  private static RunSpec first(String config, List<String> overrides) {
    return ExperimentLoader.load(Path.of("configs", config + ".conf"), overrides)
        .runs()
        .get(0)
        .spec();
  }

  @Test
  void identityHoldsWhatDiffersFromTheDefaults() {
    assertThat(Json.line(RunSpecs.identity(NOTEBOOK_SGD)))
        .isEqualTo(
            "{\"checkpoints\":{\"accuracyEvery\":200,\"figuresEvery\":2000},"
                + "\"data\":{\"set\":\"mnist\"},\"evaluation\":{\"trainSamples\":10000},"
                + "\"network\":{\"dense\":[1024,1000]},\"regime\":{\"steps\":100000},\"seed\":1}");
  }

  /** Ids by {@code src/test/reference/run_ids.py}. */
  @Test
  void idsNeverChange() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("src/test/resources/golden/run-ids.txt"));
    assertThat(lines).hasSizeGreaterThan(10);
    for (String line : lines) {
      String identity = line.substring(17);
      RunSpec spec = RunSpecs.fromJson(Json.parse(identity));
      assertThat(Json.line(RunSpecs.identity(spec))).isEqualTo(identity);
      assertThat(RunSpecs.id(spec)).isEqualTo(line.substring(0, 16));
    }
  }

  /** Records and resumption rest on it: change this list only with a new schema of records. */
  @Test
  void defaultsNeverChange() {
    assertThat(Json.line(RunSpecs.toJson(RunSpecs.fromJson(smallest()))))
        .isEqualTo(
            "{\"checkpoints\":{\"accuracyEvery\":0,\"figuresAt\":[],\"figuresEvery\":0},"
                + "\"data\":{\"crop\":0,\"set\":\"mnist\",\"standardisation\":\"none\","
                + "\"syntheticSeed\":1,\"testSamples\":0,\"trainSamples\":0},"
                + "\"evaluation\":{\"figureSamples\":0,\"trainSamples\":0,\"variants\":["
                + "{\"countGuard\":0,\"inputScaling\":\"max\",\"name\":\"paper\","
                + "\"nodeMean\":\"activity\",\"normGuard\":0,\"quietInputThreshold\":0.01,"
                + "\"rescaleWeights\":false,\"softmaxCentring\":true},"
                + "{\"countGuard\":0.0001,\"inputScaling\":\"max-plus-milli\",\"name\":\"notebook\","
                + "\"nodeMean\":\"plain\",\"normGuard\":0.0001,\"quietInputThreshold\":0,"
                + "\"rescaleWeights\":false,\"softmaxCentring\":false}]},"
                + "\"independentStreams\":false,"
                + "\"network\":{\"activation\":\"relu\",\"convolutions\":[],\"dense\":[]},"
                + "\"regime\":{\"augmentation\":{\"crop\":false,\"flip\":false,\"shift\":0},"
                + "\"batchSize\":60,\"dropProbability\":0,\"family\":\"\","
                + "\"initialisation\":{\"bias\":0.1,\"convolutionStandardDeviation\":0.05,"
                + "\"denseStandardDeviation\":0.1},\"l2Coefficient\":0,\"learningRate\":0.1,"
                + "\"name\":\"\",\"steps\":1},\"seed\":0}");
  }

  private static JsonNode smallest() {
    try {
      return Json.parse(
          "{\"data\":{\"set\":\"mnist\"},\"network\":{\"dense\":[]},\"regime\":{\"steps\":1},\"seed\":0}");
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everythingComesBackFromALineOfJson() throws JsonProcessingException {
    for (String config : List.of("mnist", "cifar10", "cifar10-32", "demo")) {
      for (PlannedRun run :
          ExperimentLoader.load(Path.of("configs", config + ".conf"), List.of()).runs()) {
        String line = Json.line(RunSpecs.toJson(run.spec()));
        assertThat(RunSpecs.fromJson(Json.parse(line))).isEqualTo(run.spec());
        RunSpec fromIdentity = RunSpecs.fromJson(RunSpecs.identity(run.spec()));
        assertThat(RunSpecs.id(fromIdentity)).isEqualTo(run.id());
      }
    }
  }

  @Test
  void valuesThatCannotMatterHaveOneForm() {
    String id = RunSpecs.id(NOTEBOOK_SGD);
    for (String override :
        List.of(
            "data.syntheticSeed=5",
            "data.trainSamples=60000",
            "data.testSamples=10000",
            "evaluation.measureSamples=10000",
            "checkpoints.measuresAt=[4000, 2000, 2000, 100000, 200000]",
            "base.initialisation.convolutionStandardDeviation=1",
            "base.learningRate=1e-1",
            "base.trainSamples=60000",
            "base.labelNoise=0",
            "base.validationSamples=0",
            "base.snrPull=0",
            "base.initialisation.kind=truncated-normal",
            "base.clipNorm=0.0",
            "base.steps=1.0e5",
            "base.l2Coefficient=-0.0",
            "title=other",
            "name=other",
            "statistics.seed=3",
            "seeds=[1, 2]")) {
      assertThat(RunSpecs.id(first("mnist-notebook", List.of(override))))
          .as(override)
          .isEqualTo(id);
    }
  }

  /** The way to count that records know nothing of is left out where it is the one they used. */
  @Test
  void howInputsAreCountedIsPartOfAnIdOnlyWhereItIsAnother() throws JsonProcessingException {
    String variant = "evaluation.variants.other={extends=paper, rescaleWeights=true";
    RunSpec old = first("mnist-notebook", List.of(variant + "}"));
    RunSpec raw = first("mnist-notebook", List.of(variant + ", countInputs=raw}"));
    RunSpec centred = first("mnist-notebook", List.of(variant + ", countInputs=centred}"));
    assertThat(RunSpecs.id(raw)).isEqualTo(RunSpecs.id(old)).isNotEqualTo(RunSpecs.id(centred));
    assertThat(Json.line(RunSpecs.toJson(raw))).doesNotContain("countInputs");
    for (String line :
        List.of(Json.line(RunSpecs.toJson(centred)), Json.line(RunSpecs.identity(centred)))) {
      assertThat(line).contains("\"countInputs\":\"centred\"");
      assertThat(RunSpecs.fromJson(Json.parse(line)).evaluation()).isEqualTo(centred.evaluation());
    }
    Variant other = centred.evaluation().variants().get(2);
    assertThat(other.countsCentred()).isTrue();
    assertThat(other.rescaleWeights()).isTrue();
  }

  /** Where another regime pulls, or drops selectively, how it does is nothing to this one. */
  @Test
  void howOthersPullHasOneForm() {
    for (String override :
        List.of(
            "base.snrPullEvery=3",
            "base.snrPullDecay=0.5",
            "base.snrPullLayers=2",
            "base.snrDropoutEvery=3",
            "base.snrDropoutDecay=0.5")) {
      List<String> overrides = List.of("regimes.other={snrPull=0.1, snrDropout=0.5}", override);
      assertThat(RunSpecs.id(first("mnist-notebook", overrides)))
          .as(override)
          .isEqualTo(RunSpecs.id(NOTEBOOK_SGD));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.trainSamples=59999",
        "data.testSamples=9999",
        "data.standardisation=per-image",
        "data.crop=24",
        "data.set=synthetic-digits",
        "network={dense=[1024]}",
        "network={dense=[1024, 1000], activation=tanh}",
        "network={dense=[1024, 1000], convolutions=[{kernel=3, channels=2, pool=1}]}",
        "base.learningRate=0.10000000000000002",
        "base.batchSize=61",
        "base.steps=99999",
        "base.augmentation.shift=1",
        "base.augmentation.flip=true",
        "base.initialisation.denseStandardDeviation=0.2",
        "base.initialisation.bias=0",
        "regimes.sgd.l2Coefficient=1e-300",
        "regimes.sgd.dropProbability=0.1",
        "checkpoints.accuracyEvery=201",
        "checkpoints.measuresEvery=2001",
        "checkpoints.measuresAt=[1]",
        "evaluation.trainSamples=9999",
        "evaluation.measureSamples=9999",
        "evaluation.variants.other={extends=paper, rescaleWeights=true}",
        "base.trainSamples=100",
        "base.labelNoise=0.1",
        "base.validationSamples=5000",
        "base.snrPull=0.1",
        "base.snrPull=-0.1",
        "base.initialisation.kind=he",
        "base.l1Coefficient=1e-5",
        "base.weightDecay=1e-5",
        "base.clipNorm=1",
        "seeds=[2]",
        "streams=independent"
      })
  void whatChangesNumbersChangesTheId(String override) {
    assertThat(RunSpecs.id(first("mnist-notebook", List.of(override))))
        .isNotEqualTo(RunSpecs.id(NOTEBOOK_SGD));
  }

  @Test
  void howToPullMattersToRunsThatAre() {
    String id = RunSpecs.id(first("mnist-notebook", List.of("base.snrPull=0.1")));
    for (String override : List.of("snrPullEvery=3", "snrPullDecay=0.5", "snrPullLayers=\"2,1\"")) {
      RunSpec other = first("mnist-notebook", List.of("base.snrPull=0.1", "base." + override));
      assertThat(RunSpecs.id(other)).isNotEqualTo(id);
      assertThat(RunSpecs.id(RunSpecs.fromJson(RunSpecs.identity(other))))
          .isEqualTo(RunSpecs.id(other));
    }
    assertThat(
            RunSpecs.id(
                first("mnist-notebook", List.of("base.snrPull=0.1", "base.snrPullEvery=10"))))
        .isEqualTo(id);
  }

  @Test
  void labelsAreNoPartOfTheIdentity() {
    RunSpec same = NOTEBOOK_SGD.withRegime(NOTEBOOK_SGD.regime().labelled("other", "another"));
    assertThat(RunSpecs.id(same)).isEqualTo(RunSpecs.id(NOTEBOOK_SGD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"seed\":0} | run spec: data.set is missing",
        "{\"data\":3} | run spec: data must be an object, not 3",
        "{\"data\":{\"set\":\"mnist\",\"crop\":1.5}} | run spec: data.crop must be a whole number, not 1.5",
        "{\"data\":{\"set\":\"mnist\",\"standardisation\":\"x\"}} | run spec: data.standardisation is no x",
      })
  void refusesWhatIsNoSpec(String json, String message) throws JsonProcessingException {
    JsonNode tree = Json.parse(json);
    assertThatThrownBy(() -> RunSpecs.fromJson(tree))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/data",
        "/regime",
        "/regime/augmentation",
        "/network",
        "/network/convolutions/0",
        "/evaluation",
        "/evaluation/variants/0",
        "/checkpoints"
      })
  void refusesUnknownKeysEverywhere(String place) {
    ObjectNode json = RunSpecs.toJson(first("cifar10", List.of()));
    ((ObjectNode) json.at(place)).put("unheardOf", 1);
    assertThatThrownBy(() -> RunSpecs.fromJson(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown key")
        .hasMessageContaining("unheardOf");
  }

  @Test
  void refusesARecordWhoseNamedVariantIsNotTheOneOfThisVersion() {
    ObjectNode json = RunSpecs.toJson(NOTEBOOK_SGD);
    ((ObjectNode) json.at("/evaluation/variants/0")).put("quietInputThreshold", 0.02);
    assertThatThrownBy(() -> RunSpecs.fromJson(json))
        .hasMessage("run spec: variant paper is not what this version calls so");
  }
}
