package org.nodesnr.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Chooses among the builds of ND4J's native library. JavaCPP, left alone, takes any build it finds
 * on the class path and exits the JVM where the processor lacks what it was built for; so the
 * choice is made here, before ND4J is touched.
 *
 * <p>Both builds that are shipped contain oneDNN and dispatch matrix products and convolutions by
 * processor at run time; AVX-512 processors use AVX-512 kernels with either. They differ in how
 * ND4J's own element-wise loops were compiled.
 *
 * @param extension JavaCPP's platform extension: which build is loaded
 * @param reason why, for people
 */
public record NativeLibrary(String extension, String reason) {
  /** Built for processors with AVX2 (Intel since 2013, AMD since 2015). */
  public static final String AVX2 = "-onednn-avx2";

  /** Built for any x86-64 processor. */
  public static final String GENERIC = "-onednn";

  private static final String PROPERTY = "org.bytedeco.javacpp.platform.extension";

  /**
   * Sets the system property that JavaCPP reads, unless the user has set it. To be called before
   * anything of ND4J is loaded.
   *
   * @return what was chosen
   */
  public static NativeLibrary select() {
    String set = System.getProperty(PROPERTY);
    NativeLibrary choice =
        set != null
            ? new NativeLibrary(set, "set by -D" + PROPERTY)
            : choose(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                cpuFlags(Path.of("/proc/cpuinfo")));
    System.setProperty(PROPERTY, choice.extension());
    return choice;
  }

  /**
   * @param os {@code os.name}
   * @param architecture {@code os.arch}
   * @param cpuFlags the processor's features in Linux's words; empty where unknown
   * @return the build for such a machine
   */
  static NativeLibrary choose(String os, String architecture, Set<String> cpuFlags) {
    if (!List.of("amd64", "x86_64").contains(architecture.toLowerCase(Locale.ROOT))) {
      return new NativeLibrary(
          "", "ND4J 1.0.0-M2.1 has no oneDNN build for " + os + " on " + architecture);
    }
    if (cpuFlags.contains("avx2")) {
      return new NativeLibrary(AVX2, "the processor has AVX2");
    }
    if (cpuFlags.isEmpty()) {
      return new NativeLibrary(GENERIC, "the processor's features are unknown on " + os);
    }
    return new NativeLibrary(GENERIC, "the processor has no AVX2");
  }

  /**
   * @param cpuinfo Linux's description of the processors
   * @return the features of the first one; empty where the file is missing
   */
  static Set<String> cpuFlags(Path cpuinfo) {
    try {
      return Files.readAllLines(cpuinfo).stream()
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> Set.copyOf(new HashSet<>(words(line.substring(line.indexOf(':') + 1)))))
          .orElse(Set.of());
    } catch (IOException e) {
      return Set.of();
    }
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.strip().split("\\s+"));
  }
}
