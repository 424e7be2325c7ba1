package org.nodesnr.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.data.NpyFile;
import org.nodesnr.network.Shape;
import org.nodesnr.testing.Fuzz;
import org.nodesnr.testing.FuzzTarget;

/** Damaged files of networks and samples are read, or refused in one line that names the file. */
class ModelFuzzTest {
  @TempDir Path directory;

  private interface Reading {
    void read(Path file) throws IOException;
  }

  private static String outcome(Path file, byte[] input, Reading reading) throws IOException {
    Fuzz.write(file, input);
    try {
      reading.read(file);
      return "";
    } catch (UserError e) {
      assertThat(e.getMessage()).startsWith(file.toString());
      return e.getMessage();
    }
  }

  private static byte[][] files(List<String> names) throws IOException {
    byte[][] files = new byte[names.size()][];
    for (int k = 0; k < files.length; k++) {
      files[k] = Files.readAllBytes(ModelReference.FILES.resolve(names.get(k)));
    }
    return files;
  }

  private static void network(Path file) throws IOException {
    InputHint hint = ModelReference.samples("pictures").shape();
    ImportedNetwork network = ModelFiles.read(file, hint);
    Shape shape = network.graph().input();
    assertThat(network.inputPositions()).hasSize(shape.size());
    assertThat(network.graph().outputs()).hasSameSizeAs(network.layerNames());
  }

  @Test
  void onnx() throws Exception {
    Path file = directory.resolve("network.onnx");
    Fuzz.of(FuzzTarget.ONNX_MODELS)
        .from(
            files(
                List.of(
                    "view.onnx",
                    "windows.onnx",
                    "helper.onnx",
                    "dropout.onnx",
                    "matmul.onnx",
                    "graphs/mobile.onnx",
                    "graphs/squeeze.onnx",
                    "graphs/channels-last.onnx",
                    "graphs/preactivated.onnx",
                    "graphs/torch-groups.onnx")))
        .words(
            "Relu",
            "Conv",
            "Softmax",
            "Transpose",
            "Shape",
            "pads",
            "auto_pad",
            "Add",
            "Mul",
            "Concat",
            "Slice",
            "Split",
            "group",
            "dilations",
            "BatchNormalization",
            "ReduceMean",
            "Mod")
        .run(input -> outcome(file, input, ModelFuzzTest::network));
  }

  @Test
  void kerasHdf5() throws Exception {
    Path file = directory.resolve("network.h5");
    Fuzz.of(FuzzTarget.KERAS_HDF5)
        .from(
            files(List.of("dense-2.h5", "packed-2.h5", "first-3.h5", "set/keras24-functional.h5")))
        .words(
            "Conv2D", "softmax", "model_weights", "kernel", "\"units\": 9", "TREE", "SNOD", "HEAP")
        .run(input -> outcome(file, input, ModelFuzzTest::network));
  }

  @Test
  void kerasArchives() throws Exception {
    Path file = directory.resolve("network.keras");
    byte[][] sound = files(List.of("row.keras", "first.keras", "set/keras3-noise.keras"));
    Fuzz.of(FuzzTarget.KERAS_ARCHIVES)
        .from(sound)
        .words("config.json", "model.weights.h5", "Conv2D", "layers", "vars")
        .run(input -> outcome(file, input, ModelFuzzTest::network));
  }

  /** Half of the inputs are a configuration, or weights, put into a sound archive. */
  @Test
  void deeplearning4j() throws Exception {
    Path file = directory.resolve("network.zip");
    Path sound = ModelReference.FILES.resolve("windows.zip");
    byte[] config;
    byte[] weights;
    try (Archive archive = Archive.open(sound)) {
      config = archive.read("configuration.json", 1 << 20);
      weights = archive.read("coefficients.bin", 1 << 20);
    }
    Fuzz.of(FuzzTarget.DEEPLEARNING4J_MODELS)
        .from(Files.readAllBytes(sound), config, weights)
        .words("ConvolutionLayer", "\"nin\" : 3", "ActivationReLU", "FLOAT", "LONG", "vertices")
        .run(
            input -> {
              if (startsWith(input, "PK")) {
                return outcome(file, input, ModelFuzzTest::network);
              }
              boolean isConfig = startsWith(input, "{");
              return outcome(
                  file,
                  zipped(
                      Map.of(
                          "configuration.json",
                          isConfig ? input : config,
                          "coefficients.bin",
                          isConfig ? weights : input)),
                  ModelFuzzTest::network);
            });
  }

  private static boolean startsWith(byte[] input, String text) {
    return new String(input, 0, Math.min(input.length, text.length()), StandardCharsets.US_ASCII)
        .equals(text);
  }

  private static final String ARCHITECTURE =
      "conv relu maxpool(2) conv(stride=2,padding=1) tanh flatten dense sigmoid dense";

  private static void weights(Path file) throws IOException {
    InputHint hint = ModelReference.samples("pictures").shape();
    ModelFiles.read(file, hint, Optional.of(ARCHITECTURE));
  }

  @Test
  void safetensors() throws Exception {
    Path file = directory.resolve("network.safetensors");
    Fuzz.of(FuzzTarget.SAFETENSORS)
        .from(files(List.of("set/torch-line.safetensors")))
        .words("F32", "BF16", "F64", "data_offsets", "shape", "__metadata__", "[5,3,3,3]", "dtype")
        .run(input -> outcome(file, input, ModelFuzzTest::weights));
  }

  /** Half of the inputs are a pickle put into a sound archive. */
  @Test
  void torchArchives() throws Exception {
    Path file = directory.resolve("network.pt");
    Path sound = ModelReference.FILES.resolve("set/torch-line.pt");
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (Archive archive = Archive.open(sound)) {
      for (String name : archive.names()) {
        entries.put(name, archive.read(name, 1 << 20));
      }
    }
    String pickle = "torch-line/data.pkl";
    Fuzz.of(FuzzTarget.TORCH_ARCHIVES)
        .from(Files.readAllBytes(sound), entries.get(pickle))
        .words(
            "ctorch\nFloatStorage\n", "_rebuild_tensor_v2", "q\1", "h\1", "tR", "posix", "u.", "}(")
        .run(
            input -> {
              Map<String, byte[]> damaged = new LinkedHashMap<>(entries);
              damaged.put(pickle, input);
              return outcome(
                  file, startsWith(input, "PK") ? input : zipped(damaged), ModelFuzzTest::weights);
            });
  }

  private static byte[] zipped(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void numpy() throws Exception {
    Path file = directory.resolve("array.npy");
    Fuzz.of(FuzzTarget.NUMPY_ARRAYS)
        .from(files(List.of("rows.npy", "labels.npy")))
        .words("<f8", "|u1", "True", "(40, 12)", ">i4", "'shape': ")
        .allocatingAtMost(4 << 20)
        .run(
            input ->
                outcome(
                    file,
                    input,
                    f -> {
                      NpyFile array = NpyFile.read(f);
                      for (int k = 0; k < array.length(); k++) {
                        array.value(k);
                      }
                    }));
  }
}
