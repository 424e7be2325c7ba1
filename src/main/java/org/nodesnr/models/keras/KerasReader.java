package org.nodesnr.models.keras;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.nodesnr.UserError;
import org.nodesnr.models.Archive;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.GraphAssembler;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.ModelInput;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Value;

/**
 * Reads models that Keras saved whole: {@code .h5} of Keras 2 and 3, and {@code .keras}. Source:
 * Keras's own {@code saving} modules.
 */
public final class KerasReader {
  /** Of an archive that Keras wrote. */
  public static final String CONFIG = "config.json";

  private static final String METADATA = "metadata.json";
  private static final Pattern VERSION_2 = Pattern.compile("\"keras_version\"\\s*:\\s*\"2");
  private static final String WEIGHTS = "model.weights.h5";
  private static final long MOST_CONFIG = 1 << 24;
  private static final long MOST_WEIGHTS = 1 << 30;

  private KerasReader() {}

  /**
   * @param file an HDF5 file
   * @param hint the samples that the network will see
   * @return the network
   * @throws UserError when the file is damaged or holds what is not supported
   * @throws IOException when it can't be read
   */
  public static ImportedNetwork readHdf5(Path file, InputHint hint) throws IOException {
    try (Hdf5 content = Hdf5.open(file)) {
      String text =
          content
              .text("", "model_config")
              .orElseThrow(
                  () ->
                      new UserError(
                          file
                              + ": holds no model, perhaps weights alone; save it with model.save"));
      KerasConfig config = KerasConfig.parse(file, text);
      boolean third = content.text("", "keras_version").orElse("").startsWith("3");
      return assemble(
          config, KerasWeights.byName(content, config.model()), third, hint, "Keras HDF5");
    }
  }

  /**
   * @param file names the archive
   * @param archive a zip file that Keras wrote
   * @param hint the samples that the network will see
   * @return the network
   * @throws UserError when the file is damaged or holds what is not supported
   * @throws IOException when it can't be read
   */
  public static ImportedNetwork readArchive(Path file, Archive archive, InputHint hint)
      throws IOException {
    String text = new String(archive.read(CONFIG, MOST_CONFIG), UTF_8);
    KerasConfig config = KerasConfig.parse(file, text);
    boolean third =
        !archive.has(METADATA)
            || !VERSION_2.matcher(new String(archive.read(METADATA, MOST_CONFIG), UTF_8)).find();
    try (Hdf5 content = new Hdf5(file, ByteBuffer.wrap(archive.read(WEIGHTS, MOST_WEIGHTS)))) {
      KerasWeights weights = KerasWeights.byNumber(content, config.model());
      return assemble(config, weights, third, hint, "Keras");
    }
  }

  private static ImportedNetwork assemble(
      KerasConfig config, KerasWeights weights, boolean third, InputHint hint, String format) {
    KerasUses uses = config.uses();
    Origin input = uses.layers().get(0).origin();
    if (config.input() == null) {
      throw input.refuse("the file does not say what the input looks like");
    }
    int[] dims = hint.close(input, config.input(), ChannelOrder.LAST);
    GraphAssembler graph = new GraphAssembler(input, new ModelInput(dims, ChannelOrder.LAST));
    KerasLayers layers = new KerasLayers(weights, graph, third);
    Map<String, Value> values = new HashMap<>();
    Origin output = input;
    for (KerasLayer layer : uses.layers()) {
      String use = layer.origin().name();
      List<Value> taken = uses.inputs().get(use).stream().map(values::get).toList();
      List<Value> fed = taken.isEmpty() ? List.of(graph.input()) : taken;
      values.put(use, layers.add(layer, fed));
      output = use.equals(uses.output()) ? layer.origin() : output;
    }
    ImportedNetwork network = graph.finish(output, format, values.get(uses.output()));
    return uses.shared().isEmpty()
        ? network
        : network.noting(
            "layers used with the same weights: "
                + String.join("; ", uses.shared())
                + "; S and G stand at each use, where its parameters are counted, too");
  }
}
