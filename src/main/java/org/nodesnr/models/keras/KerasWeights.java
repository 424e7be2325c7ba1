package org.nodesnr.models.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;

/** Where the weights of a layer stand in an HDF5 file. */
final class KerasWeights {
  /** Finds them. */
  private interface Finder {
    List<String> paths(KerasLayer layer, int count);
  }

  private final Hdf5 file;
  private final Finder finder;

  private KerasWeights(Hdf5 file, Finder finder) {
    this.file = file;
    this.finder = finder;
  }

  /**
   * As {@code model.save("….h5")} lays them out: each layer has a group of its name, which lists
   * the names of its weights.
   */
  static KerasWeights byName(Hdf5 file) {
    return new KerasWeights(
        file,
        (layer, count) -> {
          String group = "model_weights/" + layer.name();
          List<String> names = file.names(group, "weight_names");
          if (names.size() != count) {
            throw layer
                .origin()
                .refuse("the file holds " + names.size() + " arrays of weights, not " + count);
          }
          return names.stream().map(name -> group + "/" + name).toList();
        });
  }

  /**
   * As {@code model.save("….keras")} lays them out: layers are called by their class and numbered
   * within it, weights are numbered.
   *
   * @param stored the layers in the order of the file
   */
  static KerasWeights byNumber(Hdf5 file, List<KerasLayer> stored) {
    Map<String, Integer> used = new HashMap<>();
    Map<Origin, String> groups = new HashMap<>();
    String top =
        file.has("_layer_checkpoint_dependencies") ? "_layer_checkpoint_dependencies" : "layers";
    for (KerasLayer layer : stored) {
      String name = snakeCase(layer.type());
      int number = used.merge(name, 1, Integer::sum) - 1;
      groups.put(layer.origin(), top + "/" + name + (number == 0 ? "" : "_" + number) + "/vars");
    }
    return new KerasWeights(
        file,
        (layer, count) -> {
          String group = groups.get(layer.origin());
          Optional<String> name = file.text(group, "name");
          if (name.isPresent() && !name.get().equals(layer.name())) {
            throw layer.origin().refuse("its weights are those of '" + name.get() + "'");
          }
          List<String> paths = new ArrayList<>();
          for (int k = 0; k < count; k++) {
            paths.add(group + "/" + k);
          }
          if (file.has(group + "/" + count)) {
            throw layer.origin().refuse("the file holds more arrays of weights than " + count);
          }
          return paths;
        });
  }

  /** What Keras makes of the name of a class. */
  private static String snakeCase(String type) {
    return type.replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /**
   * The weights of a layer: kernel, then bias.
   *
   * @param layer the layer
   * @param dims what each must look like
   */
  List<Tensor> of(KerasLayer layer, List<int[]> dims) {
    List<String> paths = finder.paths(layer, dims.size());
    List<Tensor> tensors = new ArrayList<>();
    for (int k = 0; k < dims.size(); k++) {
      tensors.add(file.floats(layer.origin(), paths.get(k), dims.get(k)));
    }
    return tensors;
  }
}
