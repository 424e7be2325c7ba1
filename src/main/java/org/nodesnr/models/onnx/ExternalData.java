package org.nodesnr.models.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.nodesnr.models.Origin;

/** Values that an ONNX file leaves in a file beside it, as newer exporters do. */
final class ExternalData {
  private ExternalData() {}

  /**
   * @param origin the layer that uses them
   * @param where {@code location}, a file in the same directory, and, where they are not the whole
   *     of it, {@code offset} and {@code length} in bytes
   * @return the bytes
   */
  static ByteBuffer of(Origin origin, Map<String, String> where) {
    String location = where.getOrDefault("location", "");
    Path file;
    try {
      file = Path.of(location);
    } catch (InvalidPathException e) {
      throw origin.refuse("its weights lie in '" + location + "', which is no file name");
    }
    if (location.isEmpty() || file.isAbsolute() || file.getNameCount() != 1 || isUp(location)) {
      throw origin.refuse(
          "its weights lie in '" + location + "', which is not beside the ONNX file");
    }
    Path beside = origin.file().resolveSibling(file);
    try (FileChannel channel = FileChannel.open(beside)) {
      long offset = Long.parseLong(where.getOrDefault("offset", "0"));
      long length =
          Long.parseLong(where.getOrDefault("length", Long.toString(channel.size() - offset)));
      if (offset < 0
          || length < 0
          || length > Integer.MAX_VALUE
          || offset > channel.size() - length) {
        throw origin.refuse("its weights reach beyond the end of " + beside);
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
    } catch (NumberFormatException e) {
      throw origin.refuse("it does not say in numbers where in " + beside + " its weights lie");
    } catch (IOException e) {
      throw origin.refuse("its weights lie in " + beside + ", which can't be read");
    }
  }

  private static boolean isUp(String location) {
    return location.equals(".") || location.equals("..");
  }
}
