package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.spec.PlannedRun;

/** Networks as a key of regimes. */
class NetworkRegimesTest {
  private static final String HEAD =
      "name = net, data.set = mnist, base { steps = 1 }, seeds = 1\n";

  @TempDir Path directory;

  private List<PlannedRun> runs(String text) throws IOException {
    Path file = directory.resolve("net.conf");
    Files.writeString(file, HEAD + text);
    return ExperimentLoader.load(file, List.of()).runs();
  }

  private List<String> labels(String text) throws IOException {
    return runs(text).stream().map(run -> run.spec().regime().name()).toList();
  }

  private List<String> networks(String text) throws IOException {
    return runs(text).stream().map(run -> run.spec().network().text()).toList();
  }

  @Test
  void keysOfABlockMultiplyOutWithTheOthers() throws IOException {
    String grid =
        """
        network = mnist
        regimes.a {
          network { dense = [[], [128], [128, 64]], activation = [relu, tanh] }, l2Coefficient = [0, 1e-3]
        }
        """;
    assertThat(labels(grid.replace("[], ", "")))
        .containsExactly(
            "a 128, l2Coefficient 0",
            "a 128, l2Coefficient 1e-3",
            "a 128 tanh, l2Coefficient 0",
            "a 128 tanh, l2Coefficient 1e-3",
            "a 128-64, l2Coefficient 0",
            "a 128-64, l2Coefficient 1e-3",
            "a 128-64 tanh, l2Coefficient 0",
            "a 128-64 tanh, l2Coefficient 1e-3");
    assertThat(labels(grid.replace(", tanh", "").replace(", l2Coefficient = [0, 1e-3]", "")))
        .containsExactly("a linear", "a 128", "a 128-64");
    assertThat(labels("network = mnist, regimes.a.network.dense = [8]")).containsExactly("a");
    assertThat(labels("regimes.a.network = [{ dense = [8] }]")).containsExactly("a 8");
  }

  @Test
  void aBlockChangesKeysOfTheConfigsNetwork() throws IOException {
    String text = "regimes { a {}, b { network.activation = tanh }, c { network.dense = [9] } }";
    assertThat(networks("network = mnist\n" + text))
        .containsExactly("1024-1000", "1024-1000 tanh", "9");
    assertThat(networks("network { dense = [5, 4], activation = sigmoid }\n" + text))
        .containsExactly("5-4 sigmoid", "5-4 tanh", "9 sigmoid");
    assertThat(networks("network = [{ type = dense, nodes = 7 }]\n" + text))
        .containsExactly("7", "7 tanh", "9");
    assertThat(networks("network = mnist\nregimes.a { network = cifar10, network.dense = [3] }"))
        .containsExactly("64c5m2-64c5m2-3");
  }

  @Test
  void regimesCanDoWithoutANetworkOfTheConfig() throws IOException {
    assertThat(
            networks(
                """
                base.network = [{ dense = [6], activation = tanh }]
                regimes {
                  a {}
                  b.network = [
                    cifar10
                    [
                      { type = convolution, kernel = 5, channels = 4, stride = 2, padding = valid, activation = identity }
                      { type = average-pool, window = 3, stride = 2 }
                      { type = activation, function = tanh }
                      { type = dense, nodes = 20, dropProbability = 0.25, activation = sigmoid }
                    ]
                    { convolutions = [{ kernel = 3, channels = 2, pool = 1 }], dense = [] }
                  ]
                }
                """))
        .containsExactly(
            "6 tanh", "64c5m2-64c5m2-1000-500", "4c5s2videntity-a3s2-ftanh-20d0.25sigmoid", "2c3");
  }

  /** A network that a regime names is the run that the same network of the config is. */
  @Test
  void whereANetworkIsGivenIsNoPartOfARunsIdentity() throws IOException {
    String id = runs("network = mnist, regimes.a {}").get(0).id();
    assertThat(runs("network = cifar10, regimes.a { network = mnist }").get(0).id()).isEqualTo(id);
    assertThat(runs("regimes.a { network = [mnist] }").get(0).id()).isEqualTo(id);
  }
}
