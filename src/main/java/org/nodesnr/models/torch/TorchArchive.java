package org.nodesnr.models.torch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nodesnr.UserError;
import org.nodesnr.models.Archive;
import org.nodesnr.models.Origin;

/**
 * Reads the weights that {@code torch.save} of PyTorch 1.6 and later wrote: a zip file with a
 * pickle that describes the arrays and an entry of plain values for each storage.
 */
final class TorchArchive {
  private static final String PICKLE = "/data.pkl";
  private static final long MOST_PICKLE = 1 << 24;
  private static final long MOST_VALUES = 1 << 30;

  /** Where training scripts put the weights beside other things. */
  private static final List<String> USUAL =
      List.of("state_dict", "model_state_dict", "model", "net", "network", "weights");

  private final Path file;
  private final String top;
  private final ByteOrder order;

  private TorchArchive(Path file, String top, ByteOrder order) {
    this.file = file;
    this.top = top;
    this.order = order;
  }

  /** The folder of the pickle, if the archive is one of PyTorch's. */
  static Optional<String> top(Archive archive) {
    return archive.names().stream()
        .filter(name -> name.endsWith(PICKLE))
        .map(name -> name.substring(0, name.length() - PICKLE.length()))
        .findFirst();
  }

  static StateDict read(Path file, Archive archive, String top) throws IOException {
    if (archive.has(top + "/constants.pkl")) {
      throw Origin.refusal(
          file, "TorchScript, which is code; save the weights: torch.save(net.state_dict(), …)");
    }
    boolean big =
        archive.has(top + "/byteorder")
            && new String(archive.read(top + "/byteorder", 64), StandardCharsets.US_ASCII)
                .equals("big");
    TorchArchive reader =
        new TorchArchive(file, top, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    Map<?, ?> dict = reader.weights(Pickle.read(file, archive.read(top + PICKLE, MOST_PICKLE)));
    Map<String, StateDict.Array> arrays = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : dict.entrySet()) {
      if (entry.getKey() instanceof String name && entry.getValue() instanceof Pickle.Stored s) {
        arrays.put(name, reader.array(s));
      }
    }
    return new StateDict(file, "PyTorch", arrays);
  }

  /** The dictionary of arrays, itself or within one of a training script's. */
  private Map<?, ?> weights(Object read) {
    if (read instanceof Map<?, ?> dict) {
      if (holdsArrays(dict)) {
        return dict;
      }
      for (String usual : USUAL) {
        if (dict.get(usual) instanceof Map<?, ?> inner && holdsArrays(inner)) {
          return inner;
        }
      }
    }
    throw Origin.refusal(
        file, "holds no dictionary of weights; save them: torch.save(net.state_dict(), …)");
  }

  private static boolean holdsArrays(Map<?, ?> dict) {
    return dict.values().stream().anyMatch(Pickle.Stored.class::isInstance);
  }

  /** The storage is {@code ("storage", type, key, device, number of values)}. */
  private StateDict.Array array(Pickle.Stored stored) {
    List<?> storage = stored.storage();
    if (storage.size() < 5
        || !(storage.get(1) instanceof Pickle.Name type)
        || !(storage.get(2) instanceof String key)
        || stored.dims().size() != stored.strides().size()) {
      throw damaged();
    }
    StoredNumbers numbers =
        switch (type.name()) {
          case "torch.FloatStorage" -> StoredNumbers.FLOAT;
          case "torch.DoubleStorage" -> StoredNumbers.DOUBLE;
          case "torch.HalfStorage" -> StoredNumbers.HALF;
          case "torch.BFloat16Storage" -> StoredNumbers.BRAIN;
          default -> StoredNumbers.INTEGER;
        };
    int[] dims = new int[stored.dims().size()];
    long[] strides = new long[dims.length];
    for (int d = 0; d < dims.length; d++) {
      if (!(stored.dims().get(d) instanceof Long size)
          || !(stored.strides().get(d) instanceof Long stride)
          || size < 0
          || size > Integer.MAX_VALUE) {
        throw damaged();
      }
      dims[d] = size.intValue();
      strides[d] = stride;
    }
    String entry = top + "/data/" + key;
    return new StateDict.Array(
        dims,
        origin ->
            numbers.read(
                origin, ByteBuffer.wrap(values(entry)), order, stored.offset(), dims, strides));
  }

  private byte[] values(String entry) {
    try (Archive archive = Archive.open(file)) {
      return archive.read(entry, MOST_VALUES);
    } catch (IOException e) {
      throw new UserError(file + ": can't be read (" + e + ")", e);
    }
  }

  private UserError damaged() {
    return Origin.refusal(file, "damaged: data.pkl describes no arrays as PyTorch does");
  }
}
