package org.nodesnr.models.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.nodesnr.UserError;
import org.nodesnr.files.Json;

/**
 * The configuration of a Keras model.
 *
 * @param model as the file stores it
 * @param uses its layers in the order of the data
 * @param input what the file says of the input: its dimensions, −1 where one is open, the samples
 *     left out; null where it says nothing
 */
record KerasConfig(KerasModel model, KerasUses uses, int[] input) {

  static KerasConfig parse(Path file, String text) {
    JsonNode root;
    try {
      root = Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": damaged: the configuration is no sound JSON", e);
    }
    KerasModel model = KerasModel.of(file, root);
    return new KerasConfig(model, new KerasUses(model), input(root, model.first()));
  }

  private static int[] input(JsonNode root, KerasLayer first) {
    JsonNode config = first.config();
    JsonNode shape = null;
    for (JsonNode candidate :
        List.of(
            config.path("batch_shape"),
            config.path("batch_input_shape"),
            root.path("config").path("build_input_shape"),
            root.path("build_config").path("input_shape"))) {
      if (shape == null && candidate.isArray() && candidate.size() >= 2) {
        shape = candidate;
      }
    }
    if (shape == null) {
      return null;
    }
    int[] dims = new int[shape.size() - 1];
    for (int d = 0; d < dims.length; d++) {
      JsonNode size = shape.get(d + 1);
      if (!size.isNull() && !(size.canConvertToInt() && size.asInt() > 0)) {
        throw first.origin().refuse("an input of " + shape + " is not supported");
      }
      dims[d] = size.isNull() ? -1 : size.asInt();
    }
    return dims;
  }
}
