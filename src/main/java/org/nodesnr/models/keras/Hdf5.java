package org.nodesnr.models.keras;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.nodesnr.UserError;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;

/**
 * An HDF5 file as far as Keras uses the format: groups, text attributes, arrays of floats. Nothing
 * is read whose size has not been checked; links that lead elsewhere are not followed.
 */
final class Hdf5 implements AutoCloseable {
  private static final int MOST_NAMES = 1 << 16;

  /** Weights of a pruned network, mostly zeros, stay below this. */
  private static final long MOST_COMPRESSION = 200;

  /** What Keras on Windows put between the names of groups. */
  private static final String BACKSLASH = "\\";

  private final Path file;
  private final long bytes;
  private final HdfFile content;

  /**
   * From memory, the library takes slices, which end where the file does; from a channel it would
   * set aside whatever the file claims.
   *
   * @param file named in errors
   * @param bytes an HDF5 file
   */
  Hdf5(Path file, ByteBuffer bytes) {
    this.file = file;
    this.bytes = bytes.remaining();
    this.content = guarded(() -> HdfFile.fromByteBuffer(bytes));
  }

  /** Opens a file where it lies. */
  static Hdf5 open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new UserError(file + ": files of more than 2 GiB are not supported");
      }
      return new Hdf5(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
  }

  /** Text kept with a group; empty where there is none. */
  Optional<String> text(String group, String attribute) {
    return guarded(() -> attribute(group, attribute).map(this::single));
  }

  private String single(Attribute attribute) {
    Object data = bounded(attribute).getData();
    if (data instanceof String text) {
      return text;
    }
    throw damaged(null);
  }

  /** Names kept with a group, in one attribute or, where they are many, in several with numbers. */
  List<String> names(String group, String attribute) {
    return guarded(
        () -> {
          List<String> names = new ArrayList<>();
          Optional<Attribute> whole = attribute(group, attribute);
          if (whole.isPresent()) {
            addNames(whole.get(), names);
            return names;
          }
          for (int part = 0; ; part++) {
            Optional<Attribute> some = attribute(group, attribute + part);
            if (some.isEmpty()) {
              return names;
            }
            addNames(some.get(), names);
          }
        });
  }

  private void addNames(Attribute attribute, List<String> names) {
    if (attribute.getSize() == 0 || attribute.isEmpty()) {
      return;
    }
    Object data = bounded(attribute).getData();
    int count = data.getClass().isArray() ? Array.getLength(data) : 1;
    for (int k = 0; k < count; k++) {
      Object name = data.getClass().isArray() ? Array.get(data, k) : data;
      if (!(name instanceof String text)) {
        throw damaged(null);
      }
      names.add(text);
    }
  }

  private Attribute bounded(Attribute attribute) {
    if (attribute.getSize() > MOST_NAMES || attribute.getSizeInBytes() > bytes) {
      throw damaged(null);
    }
    return attribute;
  }

  private Optional<Attribute> attribute(String group, String attribute) {
    return node(group).map(node -> node.getAttributes().get(attribute));
  }

  boolean has(String path) {
    return guarded(() -> node(path).isPresent());
  }

  /** Names of what a group holds, however they are written; none where there is no such group. */
  Set<String> children(String group) {
    return guarded(
        () -> {
          Set<String> names = new TreeSet<>();
          if (node(group).orElse(null) instanceof Group found) {
            names.addAll(found.getChildren().keySet());
          }
          for (String name : content.getChildren().keySet()) {
            if (name.startsWith(group + BACKSLASH)) {
              names.add(name.substring(group.length() + 1));
            }
          }
          return names;
        });
  }

  /**
   * What stands at a path of names; empty where a group has no such child. Keras on Windows wrote a
   * part of the path as one name, with backslashes in it.
   */
  private Optional<Node> node(String path) {
    Node node = content;
    String before = "";
    for (String name : path.split("/")) {
      if (name.isEmpty()) {
        continue;
      }
      if (!(node instanceof Group group)) {
        return Optional.empty();
      }
      Node child = group.getChildren().get(before + name);
      if (child instanceof Link) {
        throw Origin.refusal(file, path + " is a link, which is not followed");
      }
      before = child == null ? before + name + BACKSLASH : "";
      node = child == null ? node : child;
    }
    return before.isEmpty() ? Optional.of(node) : Optional.empty();
  }

  /**
   * An array of floats.
   *
   * @param origin the layer whose weights they are
   * @param path where it stands
   * @param dims what its dimensions must be
   */
  Tensor floats(Origin origin, String path, int... dims) {
    Node node =
        guarded(() -> node(path)).orElseThrow(() -> origin.refuse("the file holds no " + path));
    if (!(node instanceof Dataset dataset)) {
      throw origin.refuse(path + " is no array");
    }
    int[] actual = guarded(dataset::getDimensions);
    if (!Arrays.equals(actual, dims)) {
      throw origin.refuse(
          path + " is " + Tensor.text(actual) + " where the layer needs " + Tensor.text(dims));
    }
    Class<?> type = guarded(dataset::getJavaType);
    if (type != float.class && type != double.class) {
      throw origin.refuse(
          path
              + " holds other numbers than float32 or float64, as quantised networks do; save the"
              + " network before it is quantised");
    }
    if (Tensor.count(dims) > bytes * MOST_COMPRESSION) {
      throw origin.refuse(path + " is larger than the file can hold");
    }
    Object data = guarded(dataset::getDataFlat);
    float[] values = data instanceof float[] single ? single : null;
    if (data instanceof double[] precise) {
      values = new float[precise.length];
      for (int k = 0; k < values.length; k++) {
        values[k] = (float) precise[k];
      }
    }
    if (values == null || values.length != Tensor.count(dims)) {
      throw damaged(null);
    }
    return new Tensor(dims, values);
  }

  /**
   * The library answers a damaged file with whatever exception its arithmetic ends in; so any of
   * them means one.
   */
  private <T> T guarded(Supplier<T> read) {
    try {
      return read.get();
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  private UserError damaged(RuntimeException cause) {
    return new UserError(file + ": damaged, cut short or no HDF5 file that Keras wrote", cause);
  }

  @Override
  public void close() {
    content.close();
  }
}
