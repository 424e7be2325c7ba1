package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nodesnr.UserError;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.Datasets;
import org.nodesnr.data.ImageSet;
import org.nodesnr.data.NpyFile;
import org.nodesnr.data.TestSet;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.models.ArraySource;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.ImageSource;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.InputMismatch;
import org.nodesnr.models.InputSource;
import org.nodesnr.models.ModelFiles;
import org.nodesnr.models.ModelSamples;
import org.nodesnr.models.Tensor;

/**
 * A network trained elsewhere together with samples for it.
 *
 * @param network the network
 * @param samples in its order
 * @param origin where they come from, for tables and figures
 * @param scale what was done to them, in the words of {@code --scale}
 */
record ModelData(ImportedNetwork network, ModelSamples samples, String origin, String scale) {
  /** The published sets, and what their images look like. */
  private static final Map<String, InputHint> PUBLISHED =
      new TreeMap<>(
          Map.of(
              Datasets.MNIST, new InputHint(new int[] {1, 28, 28}, ChannelOrder.FIRST),
              Datasets.CIFAR10, new InputHint(new int[] {3, 32, 32}, ChannelOrder.FIRST)));

  /**
   * @param options names the files
   * @param data what --data says
   * @return network and samples
   * @throws UserError when files are missing or damaged, or don't fit together
   * @throws IOException when a file can't be read
   */
  static ModelData load(ModelOptions options, DataOptions data) throws IOException {
    ModelFiles.requireFile(options.model());
    if (options.inputs().isPresent()) {
      return ofArrays(options, data);
    }
    if (options.labels().isPresent()) {
      throw new UserError("--labels: belongs to --inputs; a data set has labels of its own");
    }
    String value =
        data.directory()
            .map(Path::toString)
            .orElseThrow(
                () ->
                    new UserError(
                        "--model: say on what: --data mnist, cifar10 or DIR, or --inputs FILE.npy"));
    TestSet set =
        Datasets.NAMES.contains(value)
            ? DataOptions.loadTest(value, DataLocation.ofProcess(Optional.empty(), data.offline()))
            : ofDirectory(Path.of(value), options);
    ImageSet test = set.images();
    ImageSource source = new ImageSource(test, options.scale());
    int[] labels = new int[test.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = test.label(i);
    }
    return of(options, source, labels, source.name(), set.origin());
  }

  /** The same, with the question whether the scale is right where the outcome raises it. */
  ModelData questioned(Evaluation evaluation) {
    return ScaleQuestion.of(network, samples, evaluation, scale)
        .map(question -> new ModelData(network.noting(question), samples, origin, scale))
        .orElse(this);
  }

  private static ModelData of(
      ModelOptions options, InputSource source, int[] labels, String labelsName, String origin)
      throws IOException {
    ImportedNetwork read = read(options, source);
    if (options.linearOutput() && !read.softmaxAssumed()) {
      throw new UserError(
          "--linear-output: the last layer of " + options.model() + " has an activation");
    }
    ImportedNetwork network = options.linearOutput() ? read.withLinearOutput() : read;
    return new ModelData(
        network,
        new ModelSamples(network, source, labels, labelsName),
        origin,
        options.scaleText());
  }

  /** Where a file leaves its input open, samples of another shape fit no layer. */
  private static ImportedNetwork read(ModelOptions options, InputSource source) throws IOException {
    try {
      return ModelFiles.read(options.model(), source.shape(), options.architecture());
    } catch (InputMismatch e) {
      throw new UserError(
          e.getMessage()
              + "; the samples are "
              + Tensor.text(source.shape().dims())
              + ": is the network for such?",
          e);
    }
  }

  /** The set in a directory; of two, the one that the network takes. */
  private static TestSet ofDirectory(Path directory, ModelOptions options) throws IOException {
    Path model = options.model();
    if (!Files.isDirectory(directory)) {
      throw new UserError(
          "--data "
              + directory
              + ": neither a directory nor one of "
              + String.join(", ", Datasets.NAMES));
    }
    DataLocation location = new DataLocation(List.of(directory), directory, true);
    List<String> found = new ArrayList<>();
    for (String set : PUBLISHED.keySet()) {
      if (Datasets.find(set, location).isPresent()) {
        found.add(set);
      }
    }
    if (found.size() == 1) {
      return DataOptions.loadTest(found.get(0), location);
    }
    UserError refusal =
        new UserError(
            found.isEmpty()
                ? "--data "
                    + directory
                    + ": holds neither MNIST nor CIFAR-10; looked for "
                    + Datasets.wantedForTests()
                    + pythonVersion(directory)
                : model
                    + ": takes images neither of MNIST nor of CIFAR-10; give samples by --inputs");
    for (String set : found) {
      InputHint images = PUBLISHED.get(set);
      try {
        int size = ModelFiles.read(model, images, options.architecture()).graph().input().size();
        if (size == Tensor.count(images.dims())) {
          return DataOptions.loadTest(set, location);
        }
      } catch (UserError e) {
        // A file that leaves its input open may not close over images of this set, but over others.
        refusal = e;
      }
    }
    throw refusal;
  }

  /** What torchvision keeps of CIFAR-10 are pickles. */
  private static String pythonVersion(Path directory) {
    String pickles = "cifar-10-batches-py";
    boolean present = directory.endsWith(pickles) || Files.isDirectory(directory.resolve(pickles));
    return present ? "; " + pickles + " are pickles and not read: get the binary version" : "";
  }

  private static ModelData ofArrays(ModelOptions options, DataOptions data) throws IOException {
    if (data.directory().isPresent()) {
      throw new UserError("--inputs: leave out --data, or the other way round");
    }
    Path file = options.inputs().orElseThrow();
    ArraySource source = new ArraySource(NpyFile.read(file), options.scale());
    int[] labels = {};
    if (options.labels().isPresent()) {
      labels = labels(NpyFile.read(options.labels().orElseThrow()), source);
    }
    String labelsName = options.labels().orElse(file).toString();
    return of(options, source, labels, labelsName, file.getFileName().toString());
  }

  static int[] labels(NpyFile array, InputSource source) {
    if (!array.isInteger() || array.length() != source.size()) {
      throw new UserError(
          array.file() + ": must hold one integer for each of " + source.size() + " samples");
    }
    int[] labels = new int[source.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) array.value(i);
    }
    return labels;
  }
}
