package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.nodesnr.UserError;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.Datasets;
import org.nodesnr.data.ImageSet;
import org.nodesnr.data.NpyFile;
import org.nodesnr.models.ArraySource;
import org.nodesnr.models.ImageSource;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.ModelSamples;
import org.nodesnr.network.Samples;

/** What a network that was trained elsewhere may have been trained on. */
final class TrainingData {
  private static final int MNIST_VALUES = 28 * 28;

  private TrainingData() {}

  /**
   * @param options names the files
   * @param data what --data says
   * @param network the network
   * @return training samples; empty where no file is named
   * @throws IOException when a file can't be read
   */
  static Optional<Samples> of(ModelOptions options, DataOptions data, ImportedNetwork network)
      throws IOException {
    if (options.trainInputs().isPresent()) {
      return Optional.of(ofArrays(options, network));
    }
    if (options.inputs().isPresent()) {
      return Optional.empty();
    }
    String value = data.directory().map(Path::toString).orElse("");
    boolean named = Datasets.NAMES.contains(value);
    String set =
        named
            ? value
            : network.graph().input().size() == MNIST_VALUES ? Datasets.MNIST : Datasets.CIFAR10;
    DataLocation location =
        named
            ? DataLocation.ofProcess(Optional.empty(), data.offline())
            : new DataLocation(List.of(Path.of(value)), Path.of(value), true);
    ImageSet train = DataOptions.load(set, location).train();
    int[] labels = new int[train.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = train.label(i);
    }
    return Optional.of(new ModelSamples(network, new ImageSource(train, options.scale()), labels));
  }

  private static Samples ofArrays(ModelOptions options, ImportedNetwork network)
      throws IOException {
    Path file = options.trainInputs().orElseThrow();
    ArraySource source = new ArraySource(NpyFile.read(file), options.scale());
    Path labels =
        options
            .trainLabels()
            .orElseThrow(() -> new UserError("--train-inputs: give --train-labels, too"));
    return new ModelSamples(
        network, source, ModelData.labels(NpyFile.read(labels), source), labels.toString());
  }
}
