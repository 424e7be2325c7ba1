package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nodesnr.files.Json;
import picocli.CommandLine;

/** {@code nodesnr evaluate --model}. */
class EvaluateModelTest {
  private static final Path FILES = Path.of("src/test/resources/models");

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  private static String file(String name) {
    return FILES.resolve(name).toString();
  }

  private String[] arguments(String... more) {
    return Stream.concat(
            Stream.of(
                "evaluate",
                "--model",
                file("view.onnx"),
                "--inputs",
                file("pictures.npy"),
                "--labels",
                file("labels.npy")),
            Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void theTableNamesLayersAndVariants() throws IOException {
    JsonNode wanted = Json.parse(Files.readString(FILES.resolve("onnx.json"))).get("view");
    assertThat(execute(arguments())).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString().lines().toList())
        .hasSize(4 + 8 + 1)
        .contains(
            "view.onnx (ONNX), 441 parameters, inputs 3 x 9 x 8, on 40 samples of pictures.npy")
        .contains("no softmax in the file: what the last layer gives is taken for its logits");
    assertThat(out.toString())
        .contains(String.format("accuracy %.4f, loss ", wanted.get("accuracy").asDouble()));
    double s = wanted.get("layers").get(1).get("notebook").get("meanS").asDouble();
    assertThat(out.toString())
        .containsPattern(
            String.format("2  /conv2/Conv +conv +5  notebook +%.4f ", s).replace(".", "\\."));
  }

  @Test
  void theLastLayerIsTakenForALinearOneWhereTheUserSaysSo() throws IOException {
    assertThat(execute(arguments("--format=json"))).isZero();
    JsonNode softmax = Json.parse(out.toString());
    out.getBuffer().setLength(0);
    assertThat(execute(arguments("--format=json", "--nodes", "--linear-output"))).isZero();
    JsonNode linear = Json.parse(out.toString());
    assertThat(linear.get("softmaxAssumed").asBoolean()).isFalse();
    assertThat(linear.get("loss").isNull()).isTrue();
    assertThat(linear.get("notes")).isEmpty();
    assertThat(linear.get("accuracy")).isEqualTo(softmax.get("accuracy"));
    JsonNode before = softmax.get("layers");
    JsonNode after = linear.get("layers");
    for (int k = 0; k < before.size() - 1; k++) {
      assertThat(after.get(k)).isEqualTo(before.get(k));
    }
    int last = before.size() - 1;
    // Without centring, and in the author's notebook, the two are the same.
    for (String figure : List.of("S", "G")) {
      assertThat(reading(linear, figure, "notebook", last + 1))
          .isCloseTo(reading(softmax, figure, "notebook", last + 1), within(1e-7));
    }
    // Output nodes count equally, whether they are positive or not.
    double sum = 0;
    int nodes = 0;
    for (JsonNode node : linear.get("nodes")) {
      if (node.get("layer").asInt() == last + 1 && node.get("variant").asText().equals("paper")) {
        sum += node.get("values").get("S").asDouble();
        nodes++;
      }
    }
    assertThat(reading(linear, "S", "paper", last + 1)).isCloseTo(sum / nodes, within(1e-12));
    assertThat(reading(linear, "S", "paper", last + 1))
        .isNotCloseTo(reading(softmax, "S", "paper", last + 1), within(1e-3));
  }

  private static double reading(JsonNode json, String measure, String variant, int layer) {
    for (JsonNode reading : json.get("readings")) {
      if (reading.get("measure").asText().equals(measure)
          && reading.path("variant").asText().equals(variant)
          && reading.get("layer").asInt() == layer) {
        return reading.get("value").asDouble();
      }
    }
    throw new AssertionError(measure + " of layer " + layer + " is missing");
  }

  /** One value of rows.npy made NaN. */
  @Test
  void inputsThatAreNoNumbersAreRefusedByPlace() throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(file("rows.npy")));
    int header = 10 + ByteBuffer.wrap(bytes, 8, 2).order(ByteOrder.LITTLE_ENDIAN).getShort();
    boolean wide = new String(bytes, 10, header, StandardCharsets.ISO_8859_1).contains("<f8");
    int size = wide ? Double.BYTES : Float.BYTES;
    ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (wide) {
      values.putDouble(header + 3 * size, Double.NaN);
    } else {
      values.putFloat(header + 3 * size, Float.NaN);
    }
    Path damaged = Files.write(directory.resolve("nan.npy"), bytes);
    assertThat(
            execute(
                "evaluate",
                "--model",
                file("dense.onnx"),
                "--inputs",
                damaged.toString(),
                "--scale",
                "none"))
        .isEqualTo(2);
    assertThat(err.toString())
        .contains("nan.npy: holds NaN (sample 0, value 3, both from 0)")
        .hasLineCount(1);
  }

  @Test
  void oneSampleHasNoCovariances() {
    assertThat(execute(arguments("--samples", "1"))).isEqualTo(2);
    assertThat(err.toString()).contains("at least 2").hasLineCount(1);
  }

  @Test
  void figuresNeedADirectory() throws IOException {
    Path taken = Files.writeString(directory.resolve("taken"), "");
    assertThat(execute(arguments("--figures", taken.toString()))).isEqualTo(2);
    assertThat(err.toString()).contains("--figures", "taken").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aLastLayerWithAnActivationIsNoLinearOne() {
    assertThat(
            execute(
                "evaluate",
                "--model",
                file("windows.onnx"),
                "--inputs",
                file("pictures.npy"),
                "--linear-output"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--linear-output", "windows.onnx").hasLineCount(1);
  }

  @Test
  void fewerSamplesAndEveryNodeAsCsv() {
    assertThat(execute(arguments("--samples", "17", "--format", "csv", "--nodes"))).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo("model,layer,name,node,variant,S,G,activationRate,weightNorm");
    assertThat(lines).hasSize(1 + 2 * (4 + 5 + 8 + 4));
    assertThat(lines.get(1)).startsWith("view.onnx,1,/conv1/Conv,0,paper,");
  }

  @Test
  void layersAsCsv() {
    assertThat(execute(arguments("--samples", "17", "--format", "csv"))).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(1 + 2 * 4);
    assertThat(lines.get(1)).startsWith("view.onnx,17,").contains(",paper,");
  }

  @Test
  void jsonWithoutLabelsHasNoAccuracy() throws IOException {
    assertThat(
            execute(
                "evaluate",
                "--model",
                file("dense.onnx"),
                "--inputs",
                file("rows.npy"),
                "--format",
                "json",
                "--nodes"))
        .isZero();
    JsonNode json = Json.parse(out.toString());
    assertThat(json.get("accuracy").isNull()).isTrue();
    assertThat(json.get("loss").isNull()).isTrue();
    assertThat(json.get("nodes")).hasSize(2 * (9 + 7 + 6 + 4));
    JsonNode wanted = Json.parse(Files.readString(FILES.resolve("onnx.json"))).get("dense");
    double s = wanted.get("layers").get(3).get("paper").get("meanS").asDouble();
    assertThat(reading(json, "S", "paper", 4)).isCloseTo(s, within(1e-4));
  }

  @Test
  void furtherVariantsOfAModel() {
    assertThat(execute(arguments("--format=csv", "--variant", "c={extends=paper}"))).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(1 + 3 * 4);
    lines.stream()
        .filter(line -> line.contains(",paper,"))
        .forEach(line -> assertThat(lines).contains(line.replace(",paper,", ",c,")));
  }

  @Test
  void theTableFitsATerminal() {
    assertThat(execute(arguments("--nodes"))).isZero();
    assertThat(out.toString().lines().skip(3)).allMatch(line -> line.length() <= 80);
  }

  @Test
  void theFigureShowsThreeNodesOfEachLayer() throws IOException {
    Path plots = directory.resolve("plots");
    assertThat(execute(arguments("--figures", plots.toString()))).isZero();
    for (String name : List.of("w-against-c.png", "w-against-c.svg")) {
      assertThat(plots.resolve(name)).isNotEmptyFile();
    }
    List<String> nodes = Files.readAllLines(plots.resolve("w-against-c.csv"));
    assertThat(nodes.get(0)).isEqualTo("network,layer,percentile,node,inputs,S,G,slope");
    assertThat(nodes).hasSize(1 + 4 * 3);
    assertThat(Files.readAllLines(plots.resolve("w-and-c.csv")))
        .as("inputs that are not quiet, of three nodes each")
        .hasSize(1 + 3 * (27 + 8 + 24 + 3))
        .startsWith("network,layer,percentile,node,input,w,c");
  }

  /** A network for pictures of 28 × 28 whose file leaves their size open. */
  private Path greyNetwork() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).stride(5, 5).nOut(2).build())
                .layer(new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
    network.init();
    Path file = directory.resolve("grey.zip");
    ModelSerializer.writeModel(network, file.toFile(), false);
    return file;
  }

  @Test
  void aDataSetByItsName() throws IOException {
    String network = greyNetwork().toString();
    assertThat(
            execute("evaluate", "--model", network, "--data=synthetic-digits", "--samples", "200"))
        .isZero();
    assertThat(out.toString())
        .startsWith("grey.zip (Deeplearning4j), 562 parameters, inputs 1 x 28 x 28, on 200 samples")
        .contains("made-up digits")
        .contains("is --scale unit what training used?");
  }

  @Test
  void aDirectoryWithTwoDataSetsGivesTheOneThatFits() throws IOException {
    byte[] images = new byte[16 + 2 * 784];
    new Random(1).nextBytes(images);
    ByteBuffer.wrap(images).putInt(0x803).putInt(2).putInt(28).putInt(28);
    byte[] labels = {0, 0, 8, 1, 0, 0, 0, 2, 3, 7};
    Files.write(directory.resolve("t10k-images-idx3-ubyte"), images);
    Files.write(directory.resolve("t10k-labels-idx1-ubyte"), labels);
    Files.write(directory.resolve("test_batch.bin"), new byte[3073]);
    String network = greyNetwork().toString();
    int code = execute("evaluate", "--model", network, "--data", directory.toString());
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString()).contains("on 2 samples of MNIST, files whose checksums");
    refused(
        "takes images neither of MNIST nor of CIFAR-10",
        "evaluate",
        "--model",
        file("static.onnx"),
        "--data",
        directory.toString());
  }

  @Test
  void whatDoesNotFitTogetherIsOneLineAndExitCode2() {
    refused("give a CONFIG", "evaluate");
    refused("give one of them", arguments("some.conf"));
    refused("--run: is for kept networks", arguments("--run", "1"));
    refused("leave out --data", arguments("--data", "mnist"));
    refused(
        "--labels: belongs to --inputs", "evaluate", "--model", file("view.onnx"), "--labels", "y");
    refused("say on what", "evaluate", "--model", file("view.onnx"));
    refused("neither a directory", "evaluate", "--model", file("view.onnx"), "--data", "mnits");
    refused(
        "looked for t10k-images",
        "evaluate",
        "--model",
        file("view.onnx"),
        "--data",
        directory.toString());
    refused("--samples -1", arguments("--samples", "-1"));
    refused("no such file", "evaluate", "--model", "none.onnx", "--data", "mnits");
    refused("a directory; give the file", "evaluate", "--model", ".", "--data", "mnits");
    refused("--measure-samples 5: of which", arguments("--measure-samples", "5"));
    refused("src: a directory", "evaluate", "--model", file("view.onnx"), "--inputs", "src");
    refused("did you mean gsnr?", arguments("--measures", "gsnt"));
    refused(
        "gsnr, flatness: only of dense layers",
        "evaluate",
        "--model",
        file("graphs/resnet20.onnx"),
        "--inputs",
        file("graphs/pictures.npy"),
        "--measures",
        "gsnr,flatness");
    refused(
        "no .npy file", "evaluate", "--model", file("view.onnx"), "--inputs", file("onnx.json"));
    refused(
        "must hold one integer for each of 40 samples",
        "evaluate",
        "--model",
        file("view.onnx"),
        "--inputs",
        file("rows.npy"),
        "--labels",
        file("rows.npy"));
    refused(
        "rows.npy: samples of 12 for a network that takes 3 x 9 x 8",
        "evaluate",
        "--model",
        file("static.onnx"),
        "--inputs",
        file("rows.npy"));
    refused(
        "would mix samples",
        "evaluate",
        "--model",
        file("refused-mixing.onnx"),
        "--inputs",
        file("rows.npy"));
  }

  private void refused(String message, String... args) {
    err.getBuffer().setLength(0);
    assertThat(execute(args)).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(err.toString().lines().filter(l -> !l.isBlank())).hasSize(1);
  }

  /** A residual network: of its weights, and what is not read in one line. */
  @Test
  void measuresOfAGraph() {
    String[] arguments = {
      "evaluate",
      "--model",
      file("graphs/resnet20.onnx"),
      "--inputs",
      file("graphs/pictures.npy"),
      "--measures",
      "logSpectral,margin,gsnr,hessianTrace",
    };
    assertThat(execute(arguments)).isZero();
    assertThat(out.toString())
        .containsPattern("logSpectral +all +[0-9.]+ ")
        .contains("not read: gsnr, hessianTrace: only of dense layers")
        .contains("not read: margin: needs training images with their classes");
  }

  @Test
  void optionsOfModelsNeedOne() {
    assertThat(execute("evaluate", "some.conf", "--scale", "none")).isEqualTo(2);
    assertThat(err.toString()).contains("--model");
  }
}
