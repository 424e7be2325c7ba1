package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.files.Json;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.LayerSpec.Convolution;
import org.nodesnr.spec.LayerSpec.Dense;
import org.nodesnr.spec.LayerSpec.Nonlinearity;
import org.nodesnr.spec.LayerSpec.Padding;
import org.nodesnr.spec.LayerSpec.Pooling;
import org.nodesnr.spec.LayerSpec.Reduction;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.RunSpecs;

class NetworkReaderTest {
  private static final String MIXED =
      "[{ type = convolution, channels = 4, kernel = 3, stride = 2, padding = valid, activation = identity },"
          + " { type = average-pool, window = 2 }, { type = activation, function = tanh }"
          + ", { type = max-pool, window = 3, stride = 2 },"
          + " { type = dense, nodes = 20, activation = identity, dropProbability = 0.25 },"
          + " { type = activation, function = sigmoid }, { type = dense, nodes = 5 }]";

  @TempDir Path directory;

  private RunSpec run(String network) throws IOException {
    Path file = directory.resolve("net.conf");
    Files.writeString(
        file,
        "name = net, data.set = mnist, base.steps = 1, regimes.a {}, seeds = 1\nnetwork = "
            + network);
    return ExperimentLoader.load(file, List.of()).runs().get(0).spec();
  }

  @Test
  void aListHasEveryKindOfLayer() throws IOException {
    assertThat(run(MIXED).network().layers())
        .containsExactly(
            new Convolution(3, 4, 2, Padding.VALID, Activation.IDENTITY),
            new Pooling(Reduction.AVERAGE, 2, 2, Padding.SAME),
            new Nonlinearity(Activation.TANH),
            new Pooling(Reduction.MAX, 3, 2, Padding.SAME),
            new Dense(20, Activation.SIGMOID, 0.25),
            new Dense(5, Activation.RELU, 0));
  }

  /**
   * 28 → (28 − 3) / 2 + 1 = 13 → 7 → 4 pixels; 4 · 9 + 4, 64 · 20 + 20, 20 · 5 + 5, 5 · 10 + 10.
   */
  @Test
  void parametersAreCountedAlongTheLayers() throws IOException {
    NetworkSpec network = run(MIXED).network();
    assertThat(network.parameterCount(28, 1, 10)).isEqualTo(40 + 1300 + 105 + 60);
    assertThat(network.placed(28, 1, 10))
        .extracting(NetworkSpec.Placed::outputSide)
        .containsExactly(13, 7, 7, 4, 1, 1, 1);
  }

  @Test
  void aListComesBackFromItsRecordAndItsIdentity() throws IOException {
    RunSpec run = run(MIXED);
    assertThat(RunSpecs.fromJson(Json.parse(Json.line(RunSpecs.toJson(run))))).isEqualTo(run);
    RunSpec fromIdentity = RunSpecs.fromJson(RunSpecs.identity(run));
    assertThat(fromIdentity.network()).isEqualTo(run.network());
    assertThat(RunSpecs.id(fromIdentity)).isEqualTo(RunSpecs.id(run));
  }

  @Test
  void theNetworksOfThePaperHaveOneIdHoweverTheyAreWritten() throws IOException {
    String convolution = "{ type = convolution, channels = 64, kernel = 5 }";
    String pool = "{ type = max-pool, window = 2 }";
    assertThat(
            run(
                String.join(
                    ",",
                    "[" + convolution,
                    pool,
                    convolution,
                    pool,
                    "{ type = dense, nodes = 1000 }, { type = dense, nodes = 500 }]")))
        .isEqualTo(run("cifar10"));
    assertThat(
            run(
                "[{ type = dense, nodes = 1024, activation = identity },"
                    + " { type = activation, function = relu }, { type = dense, nodes = 1000 }]"))
        .isEqualTo(run("mnist"));
  }

  @Test
  void anUnknownKeyOfALayerInARecordIsRefused() throws JsonProcessingException {
    String json =
        "{\"data\":{\"set\":\"mnist\"},\"network\":{\"layers\":[{\"type\":\"dense\",\"nodes\":3,"
            + "\"activation\":\"relu\",\"dropProbability\":0,\"bias\":1}]},"
            + "\"regime\":{\"steps\":1},\"seed\":0}";
    assertThatThrownBy(() -> RunSpecs.fromJson(Json.parse(json)))
        .hasMessage("run spec: unknown key network.layers[0].bias");
    assertThatThrownBy(() -> RunSpecs.fromJson(Json.parse(json.replace("\"dense\"", "\"x\""))))
        .hasMessage("run spec: network.layers[0].type is no x");
  }
}
