package org.nodesnr.models.torch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.nodesnr.UserError;
import org.nodesnr.files.Json;
import org.nodesnr.models.Origin;

/**
 * Reads {@code .safetensors}: the length of a header (8 bytes, little-endian), the header in JSON
 * with type, shape and place of each array, and the values. Source: the format's description in its
 * repository.
 */
final class Safetensors {
  private static final int MOST_HEADER = 1 << 24;

  /** Numbers within names by their value: {@code features.3} before {@code features.10}. */
  private static final Comparator<String> NATURAL =
      Comparator.comparing((String name) -> padded(name)).thenComparing(Comparator.naturalOrder());

  private Safetensors() {}

  /** Whether a file begins like one: a header of bounded length that is an object. */
  static boolean isOne(byte[] head) {
    if (head.length < 9) {
      return false;
    }
    long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return length >= 2 && length <= MOST_HEADER && head[8] == '{';
  }

  static StateDict read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new UserError(file + ": files of more than 2 GiB are not supported");
      }
      return parse(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
  }

  private static StateDict parse(Path file, ByteBuffer all) {
    all.order(ByteOrder.LITTLE_ENDIAN);
    long length = all.remaining() < 8 ? -1 : all.getLong();
    if (length < 2 || length > Math.min(MOST_HEADER, all.remaining())) {
      throw Origin.refusal(file, "damaged or cut short: no .safetensors header");
    }
    byte[] header = new byte[(int) length];
    all.get(header);
    JsonNode root;
    try {
      root = Json.parse(new String(header, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new UserError(file + ": damaged: its header is no sound JSON", e);
    }
    ByteBuffer values = all.slice();
    Map<String, StateDict.Array> arrays = new TreeMap<>(NATURAL);
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        arrays.put(entry.getKey(), array(file, entry.getKey(), entry.getValue(), values));
      }
    }
    return new StateDict(file, "safetensors", new LinkedHashMap<>(arrays));
  }

  private static StateDict.Array array(Path file, String name, JsonNode json, ByteBuffer values) {
    JsonNode shape = json.path("shape");
    int[] dims = new int[shape.size()];
    for (int d = 0; d < dims.length; d++) {
      dims[d] = shape.get(d).canConvertToInt() ? shape.get(d).asInt() : -1;
    }
    long from = json.path("data_offsets").path(0).asLong(-1);
    long to = json.path("data_offsets").path(1).asLong(-1);
    if (from < 0 || to < from || to > values.remaining()) {
      throw Origin.refusal(file, "damaged or cut short: " + name + " lies outside the file");
    }
    String type = json.path("dtype").asText();
    StoredNumbers numbers =
        switch (type) {
          case "F32" -> StoredNumbers.FLOAT;
          case "F64" -> StoredNumbers.DOUBLE;
          case "F16" -> StoredNumbers.HALF;
          case "BF16" -> StoredNumbers.BRAIN;
          case "I64", "I32", "I16", "U64", "U32", "U16", "BOOL" -> StoredNumbers.INTEGER;
          default ->
              throw Origin.refusal(
                  file, name + " is quantised (" + type + "); floating-point weights are needed");
        };
    ByteBuffer own = values.slice((int) from, (int) (to - from));
    return new StateDict.Array(
        dims,
        origin -> numbers.read(origin, own, ByteOrder.LITTLE_ENDIAN, 0, dims, rowMajor(dims)));
  }

  /** Strides of an array whose last dimension is fastest. */
  static long[] rowMajor(int... dims) {
    long[] strides = new long[dims.length];
    long step = 1;
    for (int d = dims.length - 1; d >= 0; d--) {
      strides[d] = step;
      step *= dims[d];
    }
    return strides;
  }

  private static String padded(String name) {
    StringBuilder padded = new StringBuilder();
    for (String part : name.split("(?<=[0-9])(?![0-9])|(?<![0-9])(?=[0-9])")) {
      boolean number = !part.isEmpty() && Character.isDigit(part.charAt(0));
      padded.append(number ? "0".repeat(Math.max(0, 12 - part.length())) : "").append(part);
    }
    return padded.toString();
  }
}
