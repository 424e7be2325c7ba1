package org.nodesnr.models.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.UserError;
import org.nodesnr.models.Archive;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.ModelFiles;
import org.nodesnr.models.ModelReference;
import org.nodesnr.network.Layer;

/** On files that Keras 3 and h5py wrote, see src/test/reference/keras_models.py. */
class KerasReaderTest {
  private static final String RESULTS = "keras.json";

  @TempDir Path directory;

  static List<String> networks() throws IOException {
    return ModelReference.names(RESULTS);
  }

  private static Path file(String name) {
    return ModelReference.FILES.resolve(name);
  }

  private static InputHint pictures() throws IOException {
    return ModelReference.samples("pictures").shape();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void outputsAndFiguresAreThoseOfTheReference(String name) throws IOException {
    ModelReference.check(RESULTS, name, file(name));
  }

  @Test
  void layersKeepTheirNamesAndAMissingSoftmaxIsSaid() throws IOException {
    ImportedNetwork windows = ModelFiles.read(file("windows.keras"), pictures());
    assertThat(windows.layerNames()).containsExactly("a", "b", "c", "d", "e");
    assertThat(windows.format()).isEqualTo("Keras");
    assertThat(windows.softmaxAssumed()).isFalse();
    assertThat(ModelFiles.read(file("functional-2.h5"), pictures()).softmaxAssumed()).isTrue();
  }

  /** The JDK calls most of these a bad zip file and runs past the end of others. */
  @Test
  void anArchiveWhoseEndSaysAnythingElseIsRefusedAsDamaged() throws IOException {
    byte[] sound = Files.readAllBytes(file("row.keras"));
    for (int claimed = 1; claimed < 256; claimed++) {
      byte[] damaged = sound.clone();
      damaged[damaged.length - 2] = (byte) claimed; // the length of a comment that isn't there
      Path file = Files.write(directory.resolve("damaged.keras"), damaged);
      assertThatThrownBy(() -> ModelFiles.read(file, pictures()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("damaged or cut short: not a sound zip file");
    }
  }

  @Test
  void weightsAloneAreRefused() {
    Path file = file("refused-alone.weights.h5");
    assertThatThrownBy(() -> ModelFiles.read(file, pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining("holds no model, perhaps weights alone");
  }

  /** Layers of a model that is a layer stand in its place, under its name. */
  @ParameterizedTest
  @ValueSource(strings = {"set/keras3-nested.keras", "set/keras3-nested.h5"})
  void modelsWithinModels(String name) throws IOException {
    ImportedNetwork network = ModelFiles.read(file(name), pictures());
    assertThat(network.layerNames()).containsExactly("stem/a", "block/inner/b", "head/c", "head/d");
    assertThat(network.notes()).noneMatch(note -> note.contains("same weights"));
  }

  /** A layer that is called twice has S and G at each call, by the same weights. */
  @ParameterizedTest
  @ValueSource(strings = {"set/keras3-shared.keras", "set/keras3-shared.h5"})
  void layersCalledTwice(String name) throws IOException {
    ImportedNetwork network = ModelFiles.read(file(name), pictures());
    assertThat(network.layerNames())
        .containsExactlyInAnyOrder("shared", "shared#2", "twin/t", "twin#2/t", "out");
    List<String> names = network.layerNames();
    List<Layer.Weighted> layers = network.graph().weighted();
    assertThat(layers.get(names.indexOf("shared#2")).weights())
        .isEqualTo(layers.get(names.indexOf("shared")).weights());
    assertThat(layers.get(names.indexOf("twin#2/t")).weights())
        .isEqualTo(layers.get(names.indexOf("twin/t")).weights());
    assertThat(network.notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("shared 2 times")
                    .contains("t 2 times")
                    .contains("S and G stand at each use"));
  }

  /** Models within models within models, or loops, end in one line. */
  @Test
  void calledTooOftenOrInALoop() throws IOException {
    String dense = "{\"class_name\": \"Dense\", \"config\": {\"units\": 2, \"name\": \"d\"}}";
    String model = dense;
    for (int depth = 0; depth < 20; depth++) {
      model =
          "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"m\", \"layers\": ["
              + model
              + "]}}";
    }
    Path deep = archive(model, new byte[0]);
    assertThatThrownBy(() -> ModelFiles.read(deep, pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("models within models, more than 16 deep");
    Path loop =
        archive(
            """
            {"class_name": "Functional", "config": {"output_layers": [["d", 1, 0]], "layers": [
              {"class_name": "InputLayer", "name": "i", "config": {"batch_shape": [null, 2], "name": "i"},
               "inbound_nodes": []},
              {"class_name": "Dense", "name": "d", "config": {"units": 2, "name": "d"},
               "inbound_nodes": [[["i", 0, 0, {}]], [["d", 1, 0, {}]]]}]}}
            """,
            new byte[0]);
    assertThatThrownBy(() -> ModelFiles.read(loop, pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("fed by [d#2], which is missing or a loop");
  }

  /** A kernel of 2³⁰ values that the file does not hold is refused before memory is set aside. */
  @Test
  void sizesAreCheckedBeforeMemoryIsSetAside() throws IOException {
    String config =
        """
        {"class_name": "Sequential", "config": {"layers": [
          {"class_name": "InputLayer", "config": {"batch_shape": [null, 65536], "name": "i"}},
          {"class_name": "Dense", "config": {"units": 16384, "name": "d"}}]}}
        """;
    Path file = archive(config, new byte[0]);
    assertThatThrownBy(() -> ModelFiles.read(file, pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no HDF5 file");
    byte[] weights;
    try (Archive archive = Archive.open(file("dense.keras"))) {
      weights = archive.read("model.weights.h5", 1 << 20);
    }
    Path larger = archive(config, weights);
    assertThatThrownBy(() -> ModelFiles.read(larger, pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Dense 'd': too large");
    Path other = archive(config.replace("16384", "1024"), weights);
    assertThatThrownBy(() -> ModelFiles.read(other, pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Dense 'd': its weights are those of 'a'");
  }

  @Test
  void anEntryThatUnpacksToFarMoreThanWeightsIsRefused() throws IOException {
    Path file = archive("{}" + " ".repeat(40 << 20), new byte[0]);
    assertThat(Files.size(file)).isLessThan(1 << 16);
    assertThatThrownBy(() -> ModelFiles.read(file, pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("config.json is larger than");
  }

  private Path archive(String config, byte[] weights) throws IOException {
    Path file = directory.resolve("network" + config.hashCode() + weights.length + ".keras");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("config.json"));
      zip.write(config.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("model.weights.h5"));
      zip.write(weights);
    }
    return file;
  }

  private void refused(String layers, String message) throws IOException {
    String config = "{\"class_name\": \"Functional\", \"config\": {\"layers\": [" + layers + "]}}";
    Path file = archive(config, Files.readAllBytes(file("dense-3.h5")));
    assertThatThrownBy(() -> ModelFiles.read(file, pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  private static String layer(String type, String name, String config, String... before) {
    StringBuilder nodes = new StringBuilder();
    for (String one : before) {
      nodes.append(nodes.isEmpty() ? "" : ", ").append("[\"" + one + "\", 0, 0, {}]");
    }
    String inbound = before.length == 0 ? "[]" : "[[" + nodes + "]]";
    return String.format(
        "{\"class_name\": \"%s\", \"name\": \"%s\", \"config\": {\"name\": \"%s\"%s},"
            + " \"inbound_nodes\": %s}",
        type, name, name, config, inbound);
  }

  @Test
  void graphsThatAreNoneAreRefusedByName() throws IOException {
    String input = layer("InputLayer", "in", ", \"batch_shape\": [null, 12]");
    refused(input + ", " + input, "InputLayer 'in': a second input");
    refused(
        input + "," + layer("ReLU", "a", "", "b") + "," + layer("ReLU", "b", "", "a"),
        "ReLU 'a': fed by [b], which is missing or a loop");
    refused(input + "," + layer("ReLU", "a", ""), "ReLU 'a': fed by no layer");
    refused(layer("ReLU", "a", "", "in"), "its layers have no input");
    refused(
        input + "," + layer("ReLU", "a", "", "in") + "," + layer("ReLU", "a", "", "in"),
        "ReLU 'a': a second layer of this name");
    refused(input + "," + layer("ReLU", "a", "", "in"), "its outputs are []");
  }

  private void refusedLayer(String type, String config, String message) throws IOException {
    String layers =
        "{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"i\", \"batch_shape\": [null, 9, 8, 3]}},"
            + String.format(
                "{\"class_name\": \"%s\", \"config\": {\"name\": \"odd\"%s}}", type, config);
    String sequential =
        "{\"class_name\": \"Sequential\", \"config\": {\"layers\": [" + layers + "]}}";
    Path file = archive(sequential, Files.readAllBytes(file("dense-3.h5")));
    assertThatThrownBy(() -> ModelFiles.read(file, pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("layers[1], " + type + " 'odd': " + message);
  }

  @Test
  void layersThatAreNotSupportedAreNamed() throws IOException {
    refusedLayer("PReLU", "", "a slope that was trained for each value is not supported");
    refusedLayer(
        "LSTM", ", \"units\": 4", "layers of this type are not supported; Activation, Add");
    refusedLayer("Activation", ", \"activation\": \"odd\"", "activation odd is not supported");
    refusedLayer("ReLU", ", \"threshold\": 0.5", "threshold 0.5 is not supported");
    refusedLayer("Normalization", ", \"invert\": true", "invert is not supported");
    refusedLayer("Rescaling", ", \"scale\": [1, 2], \"offset\": 0", "2 values of scale");
    refusedLayer("BatchNormalization", ", \"axis\": 7", "axis 7 of 9 x 8 x 3");
    refusedLayer(
        "Conv2D",
        ", \"filters\": 4, \"kernel_size\": [2, 2], \"groups\": 2",
        "2 groups of 3 channels");
  }
}
