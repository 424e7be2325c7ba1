package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.nodesnr.UserError;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.Datasets;
import org.nodesnr.data.ImageSet;
import org.nodesnr.data.NpyFile;
import org.nodesnr.data.SyntheticSpec;
import org.nodesnr.models.ArraySource;
import org.nodesnr.models.ImageSource;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputSource;
import org.nodesnr.models.ModelFiles;
import org.nodesnr.models.ModelSamples;

/**
 * A network trained elsewhere together with samples for it.
 *
 * @param network the network
 * @param samples in its order
 * @param origin where they come from, for tables and figures
 */
record ModelData(ImportedNetwork network, ModelSamples samples, String origin) {
  private static final List<String> PUBLISHED = List.of(Datasets.MNIST, Datasets.CIFAR10);

  /**
   * @param options names the files
   * @param data what --data says
   * @return network and samples
   * @throws UserError when files are missing or damaged, or don't fit together
   * @throws IOException when a file can't be read
   */
  static ModelData load(ModelOptions options, DataOptions data) throws IOException {
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
    Dataset set =
        Datasets.NAMES.contains(value)
            ? load(value, DataLocation.ofProcess(Optional.empty(), data.offline()))
            : ofDirectory(Path.of(value));
    ImageSet test = set.test();
    ImageSource source = new ImageSource(test, options.scale());
    int[] labels = new int[test.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = test.label(i);
    }
    return of(options, source, labels, set.origin());
  }

  private static ModelData of(ModelOptions options, InputSource source, int[] labels, String origin)
      throws IOException {
    ImportedNetwork network = ModelFiles.read(options.model(), source.shape());
    return new ModelData(network, new ModelSamples(network, source, labels), origin);
  }

  private static Dataset load(String set, DataLocation location) {
    return Datasets.load(
        set,
        location,
        SyntheticSpec.DEFAULT,
        new DownloadDisplay(System.err, Terminal.ofProcess()));
  }

  private static Dataset ofDirectory(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new UserError(
          "--data "
              + directory
              + ": neither a directory nor one of "
              + String.join(", ", Datasets.NAMES));
    }
    DataLocation location = new DataLocation(List.of(directory), directory, true);
    List<String> found =
        PUBLISHED.stream().filter(set -> Datasets.find(set, location).isPresent()).toList();
    if (found.size() != 1) {
      throw new UserError(
          "--data "
              + directory
              + (found.isEmpty()
                  ? ": holds neither MNIST nor CIFAR-10"
                  : ": holds MNIST and CIFAR-10; name the folder of one of them"));
    }
    return load(found.get(0), location);
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
    return of(options, source, labels, file.getFileName().toString());
  }

  private static int[] labels(NpyFile array, InputSource source) {
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
