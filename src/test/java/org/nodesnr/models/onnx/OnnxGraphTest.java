package org.nodesnr.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.UserError;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.ModelFiles;
import org.nodesnr.models.ModelReference;
import org.nodesnr.network.Shortcuts;

/**
 * Networks that are graphs: logits, S and G are those of a plain interpreter, see
 * src/test/reference/onnx_graphs.py.
 */
class OnnxGraphTest {
  private static final Path FILES = ModelReference.FILES.resolve("graphs");
  private static final String RESULTS = "graphs/graphs.json";

  @TempDir Path directory;

  static List<String> networks() throws IOException {
    return ModelReference.names(RESULTS);
  }

  private static Path file(String name) {
    return FILES.resolve(name + ".onnx");
  }

  private static ImportedNetwork read(String name) throws IOException {
    return ModelFiles.read(file(name), ModelReference.samples("graphs/pictures").shape());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void outputsAndFiguresAreThoseOfThePlainInterpreter(String name) throws IOException {
    ModelReference.check(RESULTS, name, file(name));
  }

  @Test
  void projectionsAreToldFromTheLayersBesideThem() throws IOException {
    ImportedNetwork projected = read("resnet20");
    assertThat(Shortcuts.of(projected.graph()).stream().map(k -> projected.layerNames().get(k - 1)))
        .containsExactly("layer2.0.downsample.0.weight", "layer3.0.downsample.0.weight");
    assertThat(Shortcuts.of(read("resnet20-padded").graph())).isEmpty();
    assertThat(Shortcuts.of(read("inception").graph())).isEmpty();
    assertThat(Shortcuts.of(read("mobile").graph())).isEmpty();
  }

  @Test
  void layersWithoutNamesAreCalledByTheirWeights() throws IOException {
    assertThat(read("vgg").layerNames())
        .containsExactly(
            "features.0.weight",
            "features.3.weight",
            "features.7.weight",
            "fc1.weight",
            "fc2.weight");
  }

  @Test
  void whatBecameOfBatchNormalisationIsSaid() throws IOException {
    assertThat(read("vgg").notes())
        .contains(
            "batch normalisation is folded into the weights of features.0.weight,"
                + " features.3.weight, features.7.weight: S and G are of the folded weights");
    assertThat(read("preactivated").notes())
        .anyMatch(note -> note.startsWith("batch normalisation BatchNormalization is computed"));
  }

  @Test
  void eachBufferIsUsedAgain() throws IOException {
    ImportedNetwork network = read("resnet20");
    int input = network.graph().input().size();
    int first = 32 * 32 * 4;
    assertThat(network.graph().liveValues())
        .as("a block's input, its two values, and the network's input's buffer")
        .isLessThanOrEqualTo(3L * first + input);
  }

  private static OnnxFile dense() {
    return new OnnxFile().input("x", -1, 6).weights("a", 6, 6).weights("b", 6, 4);
  }

  private void refused(OnnxFile network, String message) throws IOException {
    Path file = network.write(directory.resolve("network.onnx"));
    InputHint rows = new InputHint(new int[] {6}, ChannelOrder.FIRST);
    assertThatThrownBy(() -> ModelFiles.read(file, rows))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LSTM             | recurrent layers are not supported
          Loop             | loops and conditions are not supported
          QLinearConv      | quantised networks are not supported
          DequantizeLinear | quantised networks are not supported
          PRelu            | activations with weights of their own are not supported
          Unknown          | layers of this type are not supported
          Sub              | of two values is not supported; Add and Mul are
          """)
  void whatIsNotSupportedIsNamed(String type, String message) throws IOException {
    refused(
        dense()
            .node("MatMul", "x a", "h")
            .node(type, "h x", "g")
            .node("MatMul", "g b", "y")
            .output("y", -1, 4),
        "nodes[1], " + type + ": " + message);
  }

  @Test
  void loopsAndValuesThatNothingMakesAreNamed() throws IOException {
    refused(
        dense()
            .node("Add", "x g", "h")
            .node("MatMul", "h a", "g")
            .node("MatMul", "g b", "y")
            .output("y", -1, 4),
        "takes what depends on itself; loops are not supported");
    refused(
        dense().node("MatMul", "q b", "y").output("y", -1, 4),
        "nodes[0], MatMul: takes 'q', which nothing makes");
    refused(
        dense().node("MatMul", "x b", "y").node("MatMul", "x b", "y").output("y", -1, 4),
        "nodes[1], MatMul: makes 'y', which another one makes, too");
  }

  @Test
  void otherNumbersOfInputsAndOutputsAreRefusedByName() throws IOException {
    refused(
        dense().input("z", -1, 6).node("MatMul", "x b", "y").output("y", -1, 4),
        "the network has 2 inputs [x, z] and 1 outputs [y]; one of each is supported");
    refused(
        dense().node("MatMul", "x b", "y").output("y", -1, 4).output("x", -1, 6),
        "1 inputs [x] and 2 outputs [y, x]");
  }

  @Test
  void theSamplesAreNotMixed() throws IOException {
    refused(
        dense()
            .node("Shape", "x", "s")
            .node("Add", "s s", "t")
            .node("MatMul", "x b", "y")
            .output("y", -1, 4),
        "nodes[1], Add: computes with the number of samples");
    refused(
        dense().node("Concat", "x x", "c").node("MatMul", "c b", "y").output("y", -1, 4),
        "weights for 6 inputs where there are 12");
  }
}
