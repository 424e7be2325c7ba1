package org.nodesnr.models.keras;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nodesnr.models.Tensor;

/** Where the weights of a layer stand in an HDF5 file. */
final class KerasWeights {
  /** Groups of all layers: of TensorFlow 2.12 and 2.13, and of Keras 3. */
  private static final List<String> TOPS = List.of("_layer_checkpoint_dependencies", "layers");

  private static final String VARIABLES = "/vars";

  private static final Pattern NUMBERED = Pattern.compile("(\\w+?)(?:_([0-9]{1,6}))?");

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
   * the names of its weights. A model that is a layer lists those of its layers, behind whose names
   * they stand.
   *
   * @param model the model
   */
  static KerasWeights byName(Hdf5 file, KerasModel model) {
    Map<String, String> owners = new HashMap<>();
    for (KerasLayer layer : model.layers()) {
      KerasModel nested = model.nested().get(layer.origin().place());
      if (nested != null) {
        own(layer.name(), nested, owners);
      }
    }
    return new KerasWeights(
        file,
        (layer, count) -> {
          String owner = owners.get(layer.origin().place());
          String group = "model_weights/" + (owner == null ? layer.name() : owner);
          List<String> names =
              file.names(group, "weight_names").stream()
                  .filter(name -> owner == null || layer.name().equals(parent(name)))
                  .toList();
          if (names.size() != count) {
            throw layer
                .origin()
                .refuse("the file holds " + names.size() + " arrays of weights, not " + count);
          }
          return names.stream().map(name -> group + "/" + name).toList();
        });
  }

  /** All layers of a model within one of the outermost model's layers, by place. */
  private static void own(String owner, KerasModel model, Map<String, String> owners) {
    for (KerasLayer layer : model.layers()) {
      owners.put(layer.origin().place(), owner);
      KerasModel nested = model.nested().get(layer.origin().place());
      if (nested != null) {
        own(owner, nested, owners);
      }
    }
  }

  /** {@code b} of {@code a/b/kernel:0}. */
  private static String parent(String path) {
    String[] parts = path.split("/");
    return parts.length < 2 ? "" : parts[parts.length - 2];
  }

  /**
   * As {@code model.save("….keras")} lays them out: a group for each layer, called by its class and
   * numbered within it; the weights in it are numbered, too. TensorFlow 2.12 and 2.13 count a layer
   * with weights twice, so that two dense layers are {@code dense} and {@code dense_2}. Hence the
   * groups of a class that hold weights go, in the order of their numbers, to its layers. The group
   * of a model that is a layer holds groups of its layers likewise.
   *
   * @param model the model
   */
  static KerasWeights byNumber(Hdf5 file, KerasModel model) {
    Map<String, String> groups = new HashMap<>();
    assign(file, "", model, groups);
    return new KerasWeights(
        file,
        (layer, count) -> {
          String group = groups.get(layer.origin().place());
          if (group == null) {
            throw layer.origin().refuse("the file holds no weights of it");
          }
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

  /** Gives each layer of a model its group, by place. */
  private static void assign(
      Hdf5 file, String prefix, KerasModel model, Map<String, String> assigned) {
    Map<String, TreeMap<Integer, String>> numbered = new HashMap<>();
    for (int k = 0; k < TOPS.size() && numbered.isEmpty(); k++) {
      numbered.putAll(groups(file, prefix + TOPS.get(k)));
    }
    for (KerasLayer layer : model.layers()) {
      String place = layer.origin().place();
      Map.Entry<Integer, String> next =
          numbered.getOrDefault(snakeCase(layer.type()), new TreeMap<>()).pollFirstEntry();
      if (next != null && model.nested().containsKey(place)) {
        assign(file, next.getValue() + "/", model.nested().get(place), assigned);
      } else if (next != null) {
        assigned.put(place, next.getValue() + VARIABLES);
      }
    }
  }

  /** The groups with weights or layers below one, by the class of their layers and by number. */
  private static Map<String, TreeMap<Integer, String>> groups(Hdf5 file, String top) {
    Map<String, TreeMap<Integer, String>> groups = new HashMap<>();
    for (String name : file.children(top)) {
      Matcher matcher = NUMBERED.matcher(name);
      String group = top + "/" + name;
      boolean holds =
          file.has(group + VARIABLES + "/0")
              || TOPS.stream().anyMatch(inner -> file.has(group + "/" + inner));
      if (matcher.matches() && holds) {
        int number = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        groups.computeIfAbsent(matcher.group(1), type -> new TreeMap<>()).put(number, group);
      }
    }
    return groups;
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

  /** Mean and variance of a Normalization, behind which the file has a count. */
  List<Tensor> standardisation(KerasLayer layer, int... dims) {
    List<String> paths = finder.paths(layer, 3);
    return List.of(
        file.floats(layer.origin(), paths.get(0), dims),
        file.floats(layer.origin(), paths.get(1), dims));
  }
}
