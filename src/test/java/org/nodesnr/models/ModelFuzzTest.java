package org.nodesnr.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.UserError;
import org.nodesnr.data.NpyFile;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Variant;
import org.nodesnr.testing.Fuzz;
import org.nodesnr.testing.FuzzTarget;

/** Damaged files of networks and samples are read, or refused in one line that names the file. */
class ModelFuzzTest {
  private static final int MOST_MEASURED = 50_000;

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

  /** What is read can be measured, too. */
  private static void network(Path file) throws IOException {
    InputHint hint = ModelReference.samples("pictures").shape();
    ImportedNetwork network = ModelFiles.read(file, hint);
    Graph graph = network.graph();
    assertThat(network.inputPositions()).hasSize(graph.input().size());
    assertThat(graph.outputs()).hasSameSizeAs(network.layerNames());
    long values = graph.shapes().stream().mapToLong(Shape::size).sum();
    if (values <= MOST_MEASURED && graph.parameterCount() <= MOST_MEASURED) {
      try (Evaluator evaluator = new Evaluator(noise(graph.input()), List.of(Variant.PAPER))) {
        assertThat(evaluator.evaluate(graph, 0).layers()).hasSameSizeAs(network.layerNames());
      }
    }
  }

  private static Samples noise(Shape shape) {
    return new Samples() {
      @Override
      public int size() {
        return 3;
      }

      @Override
      public Shape shape() {
        return shape;
      }

      @Override
      public boolean labelled() {
        return false;
      }

      @Override
      public int label(int i) {
        throw new IllegalStateException("there are none");
      }

      @Override
      public void copyTo(int i, float[] out, int offset) {
        SplittableRandom random = new SplittableRandom(i);
        for (int k = 0; k < shape.size(); k++) {
          out[offset + k] = (float) random.nextDouble();
        }
      }
    };
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
            files(
                List.of(
                    "dense-2.h5",
                    "packed-2.h5",
                    "first-3.h5",
                    "set/keras24-functional.h5",
                    "set/keras24-shared.h5")))
        .words(
            "Conv2D", "softmax", "model_weights", "kernel", "\"units\": 9", "TREE", "SNOD", "HEAP")
        .run(input -> outcome(file, input, ModelFuzzTest::network));
  }

  /** Some of the inputs are a configuration, or weights, put into a sound archive. */
  @Test
  void kerasArchives() throws Exception {
    Path file = directory.resolve("network.keras");
    List<Path> sound =
        paths("row.keras", "first.keras", "set/keras3-noise.keras", "set/tf212-dense.keras");
    List<Map<String, byte[]>> archives = new ArrayList<>();
    for (Path path : sound) {
      archives.add(ArchiveParts.entries(path));
    }
    for (Path path :
        paths(
            "set/keras3-adapted.keras",
            "set/keras3-nested.keras",
            "set/keras3-shared.keras",
            "set/tf212-shared.keras")) {
      archives.add(ArchiveParts.entries(path));
    }
    ArchiveParts parts = ArchiveParts.of(archives, "config.json", ".h5");
    Fuzz.of(FuzzTarget.KERAS_ARCHIVES)
        .from(parts.valid(sound))
        .words(
            "config.json",
            "model.weights.h5",
            "Conv2D",
            "layers",
            "vars",
            "\"units\": 9",
            "shared",
            "Sequential")
        .run(input -> outcome(file, parts.archive(input), ModelFuzzTest::network));
  }

  /** Some of the inputs are a configuration, or weights, put into a sound archive. */
  @Test
  void deeplearning4j() throws Exception {
    Path file = directory.resolve("network.zip");
    List<Path> sound = paths("windows.zip", "set/dl4j-091-conv.zip", "set/dl4j-091-dense.zip");
    List<Map<String, byte[]>> archives = new ArrayList<>(List.of(graph()));
    for (Path path : sound) {
      archives.add(ArchiveParts.entries(path));
    }
    ArchiveParts parts = ArchiveParts.of(archives, "configuration.json", "coefficients.bin");
    Fuzz.of(FuzzTarget.DEEPLEARNING4J_MODELS)
        .from(parts.valid(sound))
        .words(
            "ConvolutionLayer",
            "\"nin\" : 3",
            "ActivationReLU",
            "FLOAT",
            "LONG",
            "JAVACPP",
            "vertices",
            "ElementWiseVertex",
            "vertexInputs")
        .run(input -> outcome(file, parts.archive(input), ModelFuzzTest::network));
  }

  /** A small ComputationGraph with a shortcut, as ModelSerializer lays it out. */
  private static Map<String, byte[]> graph() throws IOException {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(9, 8, 3))
                .addLayer("first", convolution(), "in")
                .addLayer("second", convolution(), "first")
                .addVertex(
                    "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "second")
                .addLayer("out", new OutputLayer.Builder().nOut(4).build(), "sum")
                .setOutputs("out")
                .build());
    graph.init();
    ByteArrayOutputStream weights = new ByteArrayOutputStream();
    Nd4j.write(graph.params(), new DataOutputStream(weights));
    String config = graph.getConfiguration().toJson();
    return Map.of(
        "configuration.json",
        config.getBytes(StandardCharsets.UTF_8),
        "coefficients.bin",
        weights.toByteArray());
  }

  private static ConvolutionLayer convolution() {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(2)
        .convolutionMode(ConvolutionMode.Same)
        .activation(Activation.RELU)
        .build();
  }

  private static List<Path> paths(String... names) {
    return Arrays.stream(names).map(ModelReference.FILES::resolve).toList();
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

  /** Some of the inputs are a pickle put into a sound archive. */
  @Test
  void torchArchives() throws Exception {
    Path file = directory.resolve("network.pt");
    List<Path> sound = paths("set/torch-line.pt");
    ArchiveParts parts =
        ArchiveParts.of(List.of(ArchiveParts.entries(sound.get(0))), "data.pkl", "byteorder");
    Fuzz.of(FuzzTarget.TORCH_ARCHIVES)
        .from(parts.valid(sound))
        .words(
            "ctorch\nFloatStorage\n", "_rebuild_tensor_v2", "q\1", "h\1", "tR", "posix", "u.", "}(")
        .run(input -> outcome(file, parts.archive(input), ModelFuzzTest::weights));
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
