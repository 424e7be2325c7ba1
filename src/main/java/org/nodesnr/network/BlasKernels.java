package org.nodesnr.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of its matrix kernels OpenBLAS takes. OpenBLAS 0.3.19 is older than AMD's Zen 5 and takes
 * AVX2 kernels there, where those for AVX-512 take 0.6 of the time. It reads its choice from the
 * environment when it is loaded, so only processes that are started with it have it.
 */
public final class BlasKernels {
  /** The environment variable that OpenBLAS reads. */
  public static final String VARIABLE = "OPENBLAS_CORETYPE";

  private static final String AVX512 = "SkylakeX";
  private static final int FIRST_UNKNOWN_FAMILY = 0x1A;
  private static final List<String> NEEDED =
      List.of("avx512f", "avx512cd", "avx512bw", "avx512dq", "avx512vl");

  private BlasKernels() {}

  /**
   * @return variables to start a process with; empty where OpenBLAS chooses well itself, or the
   *     user has chosen
   */
  public static Map<String, String> environment() {
    return System.getenv(VARIABLE) != null
        ? Map.of()
        : choose(read(Path.of("/proc/cpuinfo")))
            .map(kernels -> Map.of(VARIABLE, kernels))
            .orElse(Map.of());
  }

  /**
   * @return what this process was told to take
   */
  static Optional<String> ofProcess() {
    return Optional.ofNullable(System.getenv(VARIABLE)).filter(kernels -> !kernels.isEmpty());
  }

  /**
   * @param cpuinfo lines of Linux's description of the processors; none where there is none
   * @return the kernels to take in place of OpenBLAS's choice
   */
  static Optional<String> choose(List<String> cpuinfo) {
    boolean unknown =
        value(cpuinfo, "vendor_id").equals("AuthenticAMD")
            && number(value(cpuinfo, "cpu family")) >= FIRST_UNKNOWN_FAMILY;
    List<String> flags = List.of(value(cpuinfo, "flags").split("\\s+"));
    return unknown && flags.containsAll(NEEDED) ? Optional.of(AVX512) : Optional.empty();
  }

  /** What stands behind the first colon of the first line that begins so. */
  private static String value(List<String> cpuinfo, String key) {
    return cpuinfo.stream()
        .filter(line -> line.startsWith(key) && line.indexOf(':') > 0)
        .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static List<String> read(Path cpuinfo) {
    try {
      return Files.readAllLines(cpuinfo);
    } catch (IOException e) {
      return List.of();
    }
  }
}
