package org.nodesnr.network;

import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;

/**
 * What computes: for provenance records and for people.
 *
 * @param name the ND4J backend
 * @param library the native build that was loaded, and its BLAS
 * @param threads OpenMP threads that native code may use
 */
public record Backend(String name, String library, int threads) {
  private static final String EXTENSION = "org.bytedeco.javacpp.platform.extension";

  /**
   * Loads ND4J, where that hasn't happened yet, and asks it.
   *
   * @return what computes in this process
   */
  public static Backend loaded() {
    Nd4jBackend backend = Nd4j.getBackend();
    Properties environment = Nd4j.getExecutioner().getEnvironmentInformation();
    String extension = System.getProperty(EXTENSION, "");
    return new Backend(
        backend.getClass().getSimpleName(),
        "nd4j-native"
            + extension
            + ", "
            + environment.getOrDefault("blas.vendor", "unknown BLAS")
            + BlasKernels.ofProcess().map(kernels -> " with kernels for " + kernels).orElse(""),
        Integer.parseInt(environment.getOrDefault("omp.threads", "0").toString()));
  }
}
