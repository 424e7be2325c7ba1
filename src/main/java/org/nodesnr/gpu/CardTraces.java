package org.nodesnr.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Whether there could be a graphics card that OpenCL finds, told without loading any driver. */
final class CardTraces {
  /**
   * What is looked for in which folders, as a regular expression: devices by which Linux shows
   * graphics cards, and drivers of OpenCL other than PoCL's, which is for the processor.
   */
  private static final Map<String, String> TRACES =
      Map.of(
          "dev", "nvidia.*|kfd|mali.*|dxg",
          "dev/dri", "renderD.*",
          "etc/OpenCL/vendors", "(?!pocl).*[.]icd");

  /** Variables that name other places of drivers. */
  private static final List<String> VARIABLES =
      List.of("OCL_ICD_VENDORS", "OCL_ICD_FILENAMES", "OPENCL_VENDOR_PATH");

  private CardTraces() {}

  /**
   * @param root of the file system
   * @param system name of the operating system, as in the property {@code os.name}
   * @param environment of the process
   * @return whether there is a trace of a card; true on other systems than Linux
   */
  static boolean any(Path root, String system, Map<String, String> environment) {
    return !system.toLowerCase(Locale.ROOT).startsWith("linux")
        || VARIABLES.stream().anyMatch(environment::containsKey)
        || TRACES.entrySet().stream()
            .anyMatch(trace -> holds(root.resolve(trace.getKey()), trace.getValue()));
  }

  private static boolean holds(Path folder, String names) {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().matches(names));
    } catch (IOException e) {
      return true;
    }
  }
}
