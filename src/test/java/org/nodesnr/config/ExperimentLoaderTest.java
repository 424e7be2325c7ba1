package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.StatisticsSpec;
import org.nodesnr.spec.StatisticsSpec.Exclusion;
import org.nodesnr.spec.StatisticsSpec.Side;
import org.nodesnr.spec.Variant;

class ExperimentLoaderTest {
  private static final String SMALL =
      "name = small, data.set = mnist, network = mnist, base.steps = 100\n";

  @TempDir Path directory;

  private Experiment load(String text, String... overrides) throws IOException {
    Path file = Files.writeString(directory.resolve("small.conf"), SMALL + text);
    return ExperimentLoader.load(file, List.of(overrides));
  }

  private static List<String> names(Experiment experiment) {
    return experiment.runs().stream().map(r -> r.spec().regime().name()).distinct().toList();
  }

  private static List<Long> seeds(Experiment experiment) {
    return experiment.runs().stream().map(r -> r.spec().seed()).toList();
  }

  @Test
  void listsMultiplyOutWithTheLastKeyFastest() throws IOException {
    Experiment experiment =
        load(
            "seeds = 7, regimes { x { dropProbability = [0.25, 0.5], learningRate = [0.01, 0.1] } }");
    assertThat(names(experiment))
        .containsExactly(
            "x learningRate 0.01, dropProbability 0.25",
            "x learningRate 0.01, dropProbability 0.5",
            "x learningRate 0.1, dropProbability 0.25",
            "x learningRate 0.1, dropProbability 0.5");
    assertThat(experiment.runs()).allMatch(r -> r.spec().regime().family().equals("x"));
  }

  @Test
  void keysCountByTheirFormerNamesToo() throws IOException {
    String now =
        "checkpoints { measuresAt = [10, 30], measuresEvery = 25 }\n"
            + "evaluation.measureSamples = 50\n"
            + "regimes.a {}";
    List<PlannedRun> runs = load(now).runs();
    RunSpec spec = runs.get(0).spec();
    assertThat(spec.checkpoints()).isEqualTo(new Checkpoints(0, 25, List.of(10, 30)));
    assertThat(spec.evaluation().measureSamples()).isEqualTo(50);

    String former =
        now.replace("measuresAt", "figuresAt")
            .replace("measuresEvery", "\"figuresEvery\"")
            .replace("measureSamples", "figureSamples");
    assertThat(load(former).runs()).isEqualTo(runs);
    assertThat(load(former.replace("regimes", "checkpoints.figuresAt += 45\nregimes")).runs())
        .isEqualTo(load(now, "checkpoints.figuresAt=[10, 30, 45]").runs())
        .isNotEqualTo(runs);

    Files.writeString(directory.resolve("now.conf"), now);
    assertThat(load("include \"now.conf\"\ncheckpoints.figuresEvery = 50").runs())
        .isEqualTo(load(now, "checkpoints.measuresEvery=50").runs());
    assertThatThrownBy(() -> load("checkpoints { figuresAt = [7], measuresAt = [8] }"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("measuresAt");
  }

  @Test
  void neitherEnvironmentNorSystemPropertiesEnter() throws IOException {
    assertThat(System.getenv()).containsKey("PATH");
    for (String name : List.of("PATH", "java.version", "user.home")) {
      assertThatThrownBy(() -> load("title = ${?" + name + "}, regimes.a {}"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("small.conf: ${?" + name + "} names no key of the config")
          .hasMessageContaining("--set key=value");
    }
    assertThatThrownBy(() -> load("title = ${PATH}, regimes.a {}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Could not resolve substitution");
  }

  @Test
  void nothingIsFetched() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x.conf";
      for (String include :
          List.of(
              "url(\"" + url + "\")",
              "required(url(\"" + url + "\"))",
              "\"" + url + "\"",
              "file(\"" + url + "\")",
              "classpath(\"" + url + "\")",
              "url(\"file:///etc/hosts\")",
              "url(\"jar:" + url + "!/x.conf\")")) {
        assertThatThrownBy(() -> load("include " + include + "\nregimes.a {}"))
            .as(include)
            .isInstanceOf(UserError.class)
            .hasMessageContaining("only files, named relative to this one, can be included");
      }
      server.setSoTimeout(50);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void commentsMayHoldAnyNumberOfBracketsAndDollars() throws IOException {
    String comments = "# { [ ${x} \n // {{{{ $ \n".repeat(100);
    assertThat(load(comments + "title = \"# no // comment\", regimes.a {} # {\n").title())
        .isEqualTo("# no // comment");
    assertThatThrownBy(() -> load("title = \"\"\"a\\\"\"\"\nx = \"#\"" + " ${a}".repeat(17)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("more than 16 substitutions");
  }

  @Test
  void listsOfBaseMultiplyOutTooUnlessTheRegimeReplacesThem() throws IOException {
    assertThat(
            names(
                load(
                    "seeds = 1, base.learningRate = [0.1, 0.2]\n"
                        + "regimes { a {}, b { learningRate = 0.3 } }")))
        .containsExactly("a 0.1", "a 0.2", "b");
  }

  @Test
  void labelsAreShort() throws IOException {
    assertThat(
            names(
                load(
                    "seeds = 1, regimes.x { l2Coefficient = [1e-5, 0.00125, 0.01, 0.5],"
                        + " augmentation { flip = [true, false], shift = [0] }, steps = [5000000] }")))
        .startsWith(
            "x l2Coefficient 1e-5, steps 5000000, shift 0, flip",
            "x l2Coefficient 1e-5, steps 5000000, shift 0, no flip")
        .contains(
            "x l2Coefficient 1.25e-3, steps 5000000, shift 0, flip",
            "x l2Coefficient 0.01, steps 5000000, shift 0, flip");
  }

  @Test
  void regimesComeInTheOrderOfTheFileWhateverIsOverridden() throws IOException {
    String regimes = "regimes {\n z {}\n a { l2Coefficient = 1 }\n m { l2Coefficient = 2 }\n}";
    assertThat(
            names(
                load(
                    regimes, "regimes.z.learningRate=0.2", "regimes.b.l2Coefficient=3", "seeds=1")))
        .containsExactly("z", "a", "m", "b");
  }

  @Test
  void seedsAreRangesAndLists() throws IOException {
    assertThat(seeds(load("regimes.a {}, seeds = \"3..5, 1\""))).containsExactly(3L, 4L, 5L, 1L);
    assertThat(seeds(load("regimes.a {}, seeds = [9, \"1..2\"]"))).containsExactly(9L, 1L, 2L);
    assertThat(seeds(load("regimes.a {}, seeds = 3"))).containsExactly(3L);
    assertThat(seeds(load("regimes.a {}", "seeds=2..3"))).containsExactly(2L, 3L);
    assertThat(seeds(load("regimes.a { seeds = [5] }"))).containsExactly(5L);
  }

  @Test
  void replicatesAreCompletedOneAfterTheOther() throws IOException {
    Experiment experiment =
        load("seeds = [4, 2], regimes { a { seeds = \"1..3\" }, b { l2Coefficient = [1, 2] } }");
    assertThat(experiment.runs())
        .extracting(r -> r.spec().regime().name() + " " + r.spec().seed())
        .containsExactly("a 1", "b 1 4", "b 2 4", "a 2", "b 1 2", "b 2 2", "a 3");
  }

  @Test
  void overridesUseTheSyntaxOfTheFileAndTheLastWins() throws IOException {
    Experiment experiment =
        load(
            "regimes { sgd {}, \"a+b\" { l2Coefficient = [1e-3], dropProbability = 0.5 } }",
            "base.steps=20",
            "base.steps = 30",
            "regimes.\"a+b\".l2Coefficient=[1e-4, 2e-4]",
            "regimes.sgd=null",
            "title=two words",
            "seeds=\"1..2\"");
    assertThat(names(experiment)).containsExactly("a+b 1e-4", "a+b 2e-4");
    assertThat(experiment.runs()).allMatch(r -> r.spec().regime().steps() == 30);
    assertThat(experiment.title()).isEqualTo("two words");
    assertThat(experiment.overrides()).hasSize(6).startsWith("base.steps=20");
  }

  @Test
  void nullGivesTheDefaultBack() throws IOException {
    Experiment experiment =
        load("base.learningRate = 0.5, regimes.a {}", "base.learningRate=null", "seeds=1");
    assertThat(experiment.runs().get(0).spec().regime().learningRate()).isEqualTo(0.1);
  }

  @Test
  void substitutionsReachKeysAndDefaults() throws IOException {
    Experiment experiment =
        load("regimes { a { batchSize = ${base.steps} }, b = ${regimes.a} { learningRate = 1 } }");
    assertThat(experiment.runs()).allMatch(r -> r.spec().regime().batchSize() == 100);
    assertThat(load("regimes.a.steps = ${base.batchSize}").runs())
        .allMatch(r -> r.spec().regime().steps() == 60);
  }

  @Test
  void neitherPropertiesNorEnvironmentEnter() throws IOException {
    System.setProperty("base.steps", "7");
    try {
      assertThat(load("regimes.a {}").runs()).allMatch(r -> r.spec().regime().steps() == 100);
    } finally {
      System.clearProperty("base.steps");
    }
  }

  @Test
  void includesAreFoundBesideTheFileThatIncludes() throws IOException {
    Files.createDirectories(directory.resolve("parts"));
    Files.writeString(directory.resolve("parts/a.conf"), "include \"b.conf\"\nregimes.a {}\n");
    Files.writeString(
        directory.resolve("parts/b.conf"), "regimes.first { l2Coefficient = 1 }\nseeds = 3\n");
    assertThat(names(load("include \"parts/a.conf\"\nregimes.last.l2Coefficient = 2")))
        .containsExactly("first", "a", "last");
    assertThat(names(load("include file(\"parts/a.conf\")"))).containsExactly("first", "a");
  }

  @Test
  void limitsCutASweepShort() throws IOException {
    String text =
        "checkpoints.measuresAt = [0, 10, 50]\n"
            + "regimes {\n a { seeds = \"1..9\" }\n long { steps = 1000 }\n b { l2Coefficient = [1, 2] }\n}";
    Experiment experiment = load(text, "limit.steps=20", "limit.seeds=2");
    assertThat(experiment.runs())
        .extracting(r -> r.spec().regime().name() + " " + r.spec().seed())
        .containsExactly("a 1", "b 1 1", "b 2 1", "a 2", "b 1 2", "b 2 2");
    assertThat(experiment.runs())
        .allMatch(r -> r.spec().regime().steps() == 20)
        .allMatch(r -> r.spec().checkpoints().measuresAt().equals(List.of(0, 10)));
    assertThat(experiment.notes())
        .containsExactly("'long' is left out: within limit.steps it is 'a'");
    assertThat(names(load(text, "limit.regimes=[b, a]"))).containsExactly("a", "b 1", "b 2");
    assertThat(names(load(text, "limit.regimes=b"))).containsExactly("b 1", "b 2");
  }

  @Test
  void aKeyOfARegimeAtTheTopIsNamedAsSuch() {
    assertThatThrownBy(() -> load("regimes { a {} }", "dropProbability=0.5"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("write base.dropProbability for all of them");
  }

  @Test
  void aLimitThatCutsNothingStillRefusesTwins() {
    assertThatThrownBy(() -> load("regimes { a {}, b {} }", "limit.steps=100"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("'a' and 'b' train the same networks");
  }

  @Test
  void statisticsAreRead() throws IOException {
    StatisticsSpec statistics =
        load("regimes.a {}, statistics { targets = [lossGap, testAccuracy], confidence = 0.9,"
                + " bootstrapResamples = 500, seed = 4, exclusions = ["
                + "{ quantity = activationRate2, above = 0.9 },"
                + "{ quantity = paper.Ghidden, below = -1 }], parts = [{ label = weak,"
                + " without = [{ quantity = regime.l2Coefficient, above = 2e-4 }] }] }")
            .statistics();
    assertThat(statistics)
        .isEqualTo(
            new StatisticsSpec(
                List.of("lossGap", "testAccuracy"),
                List.of(
                    new Exclusion("activationRate2", Side.ABOVE, 0.9),
                    new Exclusion("paper.Ghidden", Side.BELOW, -1)),
                List.of(
                    new StatisticsSpec.Part(
                        "weak", List.of(new Exclusion("regime.l2Coefficient", Side.ABOVE, 2e-4)))),
                List.of(),
                500,
                0.9,
                4));
    assertThat(load("regimes.a {}").statistics())
        .isEqualTo(
            new StatisticsSpec(
                List.of("testAccuracy"), List.of(), List.of(), List.of(), 2000, 0.95, 1));
  }

  @Test
  void variantsDifferFromTheirParentByWhatIsGiven() throws IOException {
    EvaluationSpec evaluation =
        load("regimes.a {}, evaluation.variants { b { extends = notebook, softmaxCentring = true },"
                + " a { extends = paper, inputScaling = none, nodeMean = plain, countGuard = 1 } }")
            .runs()
            .get(0)
            .spec()
            .evaluation();
    assertThat(evaluation.variants())
        .containsExactly(
            Variant.PAPER,
            Variant.NOTEBOOK,
            new Variant(
                "a", Variant.InputScaling.NONE, false, 0.01, Variant.NodeMean.PLAIN, true, 1, 0),
            new Variant(
                "b",
                Variant.InputScaling.MAX_PLUS_MILLI,
                false,
                0,
                Variant.NodeMean.PLAIN,
                true,
                1e-4,
                1e-4));
  }

  @Test
  void oneKeyOfANamedNetworkChanges() throws IOException {
    NetworkSpec tanh = new NetworkSpec(List.of(), List.of(1024, 1000), Activation.TANH);
    for (String text :
        List.of(
            "network = mnist\nnetwork.activation = tanh\nregimes.a {}",
            "regimes.a {}, network = \"mnist\" # ours\nnetwork.activation = tanh",
            "network { extends = mnist, activation = tanh }\nregimes.a {}",
            "constants.which = { extends = mnist }, network = ${constants.which}\n"
                + "network.activation = tanh, regimes.a {}")) {
      assertThat(networkOf(text)).isEqualTo(tanh);
    }
    assertThat(networkOf("regimes.a {}, network = mnist", "network.activation=tanh"))
        .isEqualTo(tanh);
    assertThat(networkOf("network { dense = [5] }, regimes.a {}", "network=mnist"))
        .isEqualTo(NetworkSpec.MNIST);
    assertThat(networkOf("network = cifar10\nnetwork.dense = [7]\nregimes.a {}"))
        .isEqualTo(
            new NetworkSpec(
                List.of(
                    new NetworkSpec.ConvolutionSpec(5, 64, 2),
                    new NetworkSpec.ConvolutionSpec(5, 64, 2)),
                List.of(7),
                Activation.RELU));
    assertThat(load("title = \"a, network = mnist\", regimes.a {}").title())
        .isEqualTo("a, network = mnist");
  }

  private NetworkSpec networkOf(String text, String... overrides) throws IOException {
    String rest = "\nname = small, data.set = mnist, base.steps = 100\n";
    Path file = Files.writeString(directory.resolve("named.conf"), text + rest);
    return ExperimentLoader.load(file, List.of(overrides)).runs().get(0).spec().network();
  }

  @Test
  void aNumberMayBeginWithItsPoint() throws IOException {
    Regime regime =
        load("regimes.a { learningRate = .05, initialisation.bias = -.5e-1 }")
            .runs()
            .get(0)
            .spec()
            .regime();
    assertThat(regime.learningRate()).isEqualTo(0.05);
    assertThat(regime.initialisation().bias()).isEqualTo(-0.05);
  }

  @Test
  void constantsAreOfUseElsewhereAndChangeNothing() throws IOException {
    Experiment experiment =
        load(
            "constants { rate = 0.05, steps = [10, 20] }\nregimes.a { learningRate = ${constants.rate}, steps = ${constants.steps} }");
    assertThat(experiment.runs())
        .isEqualTo(load("regimes.a { learningRate = 0.05, steps = [10, 20] }").runs());
    assertThatThrownBy(() -> load("constants = 3, regimes.a {}"))
        .hasMessageContaining("constants must be a block");
  }

  /** Every default is written as a value of its own: a config that states all changes nothing. */
  @Test
  void statingEveryDefaultChangesNothing() throws IOException {
    Map<String, String> stated = new TreeMap<>();
    collect("", Defaults.defaults(), stated);
    stated.remove("network.convolutions");
    stated.remove("network.activation");
    assertThat(stated).hasSizeGreaterThan(30);
    StringBuilder text = new StringBuilder("regimes.a {}\n");
    stated.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
    assertThat(load(text.toString()).runs()).isEqualTo(load("regimes.a {}").runs());
  }

  private static void collect(String path, ConfigObject block, Map<String, String> into) {
    for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
      ConfigValue value = entry.getValue();
      if (value instanceof ConfigObject inner) {
        collect(path + entry.getKey() + ".", inner, into);
      } else if (value.valueType() != ConfigValueType.NULL) {
        into.put(path + entry.getKey(), value.render());
      }
    }
  }
}
