package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.nodesnr.models.InputScale;
import picocli.CommandLine.Option;

/** A network trained elsewhere, and the samples for it. */
final class ModelOptions {
  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description =
          "Evaluate this network: a file of ONNX (onnx), Keras (h5, keras), Deeplearning4j (zip), or"
              + " PyTorch's weights (pt, safetensors). --data is then mnist, cifar10 or a directory"
              + " with the test files of one of them.")
  private Path model;

  @Option(
      names = "--inputs",
      paramLabel = "FILE.npy",
      description = "Instead of --data: samples, the first dimension counting them.")
  private Path inputs;

  @Option(
      names = "--labels",
      paramLabel = "FILE.npy",
      description = "Their classes, from 0; without them there is no accuracy, only S and G.")
  private Path labels;

  @Option(
      names = "--train-inputs",
      paramLabel = "FILE.npy",
      description = "With --inputs: training samples, which most of --measures read.")
  private Path trainInputs;

  @Option(names = "--train-labels", paramLabel = "FILE.npy", description = "Their classes, from 0.")
  private Path trainLabels;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      description =
          "unit: pixels 0..255 to [0, 1], the default; floats must lie there already. MEAN,STD, such"
              + " as 0.1307,0.3081: unit, and then (x - MEAN) / STD; those of each channel with"
              + " '/' between. none: values as stored.")
  private String scale = "unit";

  @Option(
      names = "--architecture",
      paramLabel = "TEXT|FILE",
      description =
          "What lies between PyTorch's weights, which the file does not say, such as 'dense"
              + " relu dense' or 'conv(stride=2,padding=1) relu maxpool flatten dense'; or a file with"
              + " such text.")
  private String architecture;

  @Option(
      names = "--linear-output",
      description =
          "A last layer without activation gives values, as in a regression, and not the logits of a"
              + " softmax.")
  private boolean linearOutput;

  @Option(
      names = "--nodes",
      description = "Also every node; with --format csv instead of the layers.")
  private boolean nodes;

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description = "Plot w against c of three nodes of each layer into this directory.")
  private Path figures;

  Path model() {
    return model;
  }

  Optional<Path> inputs() {
    return Optional.ofNullable(inputs);
  }

  Optional<Path> labels() {
    return Optional.ofNullable(labels);
  }

  Optional<Path> trainInputs() {
    return Optional.ofNullable(trainInputs);
  }

  Optional<Path> trainLabels() {
    return Optional.ofNullable(trainLabels);
  }

  InputScale scale() {
    return InputScale.parse(scale);
  }

  String scaleText() {
    return scale;
  }

  /** The text, or that of the file of that name. */
  Optional<String> architecture() throws IOException {
    if (architecture == null) {
      return Optional.empty();
    }
    boolean name = architecture.matches("[\\w./\\\\:-]+");
    return Optional.of(
        name && Files.isRegularFile(Path.of(architecture))
            ? Files.readString(Path.of(architecture))
            : architecture);
  }

  boolean linearOutput() {
    return linearOutput;
  }

  boolean nodes() {
    return nodes;
  }

  Optional<Path> figures() {
    return Optional.ofNullable(figures);
  }
}
