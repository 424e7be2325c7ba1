package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.UserError;
import org.nodesnr.files.Json;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.BatchNormalisationSpec;
import org.nodesnr.spec.LayerSpec.Dense;
import org.nodesnr.spec.LayerSpec.Nonlinearity;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.RunSpecs;

class BatchNormalisationSpecTest {
  private static final String DENSE = "{ type = dense, nodes = 20, activation = identity }, ";
  private static final String RELU = ", { type = activation, function = relu }";

  @TempDir Path directory;

  private RunSpec run(String network, String base) throws IOException {
    Path file = directory.resolve("net.conf");
    Files.writeString(
        file,
        "name = net, data.set = mnist, base { steps = 1, "
            + base
            + " }, regimes.a {}, seeds = 1\nnetwork = "
            + network);
    return ExperimentLoader.load(file, List.of()).runs().get(0).spec();
  }

  @Test
  void isReadWrittenAndCounted() throws IOException {
    NetworkSpec network =
        run("[" + DENSE + "{ type = batch-normalisation, epsilon = 1e-3 }" + RELU + "]", "")
            .network();
    assertThat(network.layers())
        .containsExactly(
            new Dense(20, Activation.IDENTITY, 0),
            new BatchNormalisationSpec(0.9, 1e-3),
            new Nonlinearity(Activation.RELU));
    // 784 · 20 + 20, twice 20, 20 · 10 + 10
    assertThat(network.parameterCount(28, 1, 10)).isEqualTo(15_700 + 40 + 210);
    assertThat(network.inUse()).hasSize(1);
  }

  @Test
  void comesBackFromItsRecordAndItsIdentity() throws IOException {
    RunSpec run = run("[" + DENSE + "{ type = batch-normalisation, momentum = 0.5 }]", "");
    assertThat(RunSpecs.fromJson(Json.parse(Json.line(RunSpecs.toJson(run))))).isEqualTo(run);
    assertThat(RunSpecs.fromJson(RunSpecs.identity(run)).network()).isEqualTo(run.network());
    RunSpec usual = run("[" + DENSE + "{ type = batch-normalisation, momentum = 0.9 }]", "");
    assertThat(RunSpecs.id(usual))
        .isEqualTo(RunSpecs.id(run("[" + DENSE + "{ type = batch-normalisation }]", "")))
        .isNotEqualTo(RunSpecs.id(run));
    assertThat(RunSpecs.id(usual)).isEqualTo("9d1abd7f3130963f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ type = batch-normalisation }, { type = activation, function = relu } | 20bn",
        "{ type = batch-normalisation }, { type = activation, function = tanh } | 20bntanh",
        "{ type = batch-normalisation } | 20bnidentity",
        "{ type = batch-normalisation, momentum = 0.5 }, { type = dense, nodes = 3 }"
            + " | 20bn(momentum 0.5)identity-3",
        "{ type = dense, nodes = 3 } | 20identity-3",
      })
  void isShortInLabels(String behind, String text) throws IOException {
    assertThat(run("[" + DENSE + behind + "]", "").network().text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ type = batch-normalisation } | must stand right behind a dense or convolution layer",
        "{ type = dense, nodes = 3 }, { type = batch-normalisation } | activation = identity",
        "{ type = dense, nodes = 3, activation = identity }, { type = batch-normalisation },"
            + " { type = batch-normalisation } | must stand right behind",
        "{ type = convolution, channels = 3, kernel = 3, activation = identity },"
            + " { type = max-pool, window = 2 }, { type = batch-normalisation }"
            + " | must stand right behind",
        "{ type = batch-normalisation, momentum = 1 } | 0 or above and below 1, not 1",
        "{ type = batch-normalisation, epsilon = 0 } | must be above 0, not 0",
        "{ type = batch-normalisation, decay = 0.9 } | unknown key",
        "{ type = batch-normalization } | did you mean",
      })
  void refusesWhatDoesNotFit(String layers, String message) {
    assertThatThrownBy(() -> run("[" + layers + "]", ""))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .hasMessageContaining("net.conf:2");
  }

  @Test
  void needsTwoSamples() {
    assertThatThrownBy(() -> run("[" + DENSE + "{ type = batch-normalisation }]", "batchSize = 1"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("batchSize must be 2 or more for batch-normalisation");
  }
}
