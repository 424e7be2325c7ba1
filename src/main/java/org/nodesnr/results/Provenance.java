package org.nodesnr.results;

import java.util.List;

/**
 * Where numbers come from. Nothing here changes them, but for bits where processors or libraries
 * differ.
 *
 * @param version version of nodesnr
 * @param gitCommit commit it was built from; {@code unknown} where it was not built from a checkout
 * @param gitDirty whether the checkout had uncommitted changes
 * @param dataSet name of the data set and whether it is the official one
 * @param dataFingerprint SHA-256 over the data
 * @param dataOfficial whether every file has the official checksum
 * @param dataFiles the files with their SHA-256; empty for made-up data
 * @param jdk version and vendor of the Java runtime
 * @param backend the ND4J backend
 * @param nativeLibrary the native build that was loaded, and its BLAS
 * @param engine what trained: {@code nd4j}, as in records of the first builds, which say nothing of
 *     it, or {@code cuda} or {@code opencl}
 * @param convolution how convolutions were computed in training: {@code winograd} or {@code
 *     direct}, as in records of the first builds, which say nothing of it
 * @param device the card that trained, its driver and the digest of its kernels; empty where the
 *     processor did, as in records of the first builds
 * @param processor name of the processor
 * @param operatingSystem name, version and architecture
 * @param threads BLAS and OpenMP threads of the worker
 * @param startedAt when the run began, ISO 8601, UTC
 * @param wallSeconds how long it took, evaluation included; of runs that were trained at once, each
 *     one's share
 * @param processorSeconds processor time of the worker's process, all threads together, evaluation
 *     included, and shared likewise; NaN where it is not known, as in records of the first builds
 */
public record Provenance(
    String version,
    String gitCommit,
    boolean gitDirty,
    String dataSet,
    String dataFingerprint,
    boolean dataOfficial,
    List<DataFile> dataFiles,
    String jdk,
    String backend,
    String nativeLibrary,
    String engine,
    String convolution,
    String device,
    String processor,
    String operatingSystem,
    int threads,
    String startedAt,
    double wallSeconds,
    double processorSeconds) {
  /** Copies the list. */
  public Provenance {
    dataFiles = List.copyOf(dataFiles);
  }

  /**
   * @return processor time where it is known; else wall time for every thread, which is too much
   *     where the machine was busy with other work
   */
  public double coreSeconds() {
    return Double.isNaN(processorSeconds) ? wallSeconds * Math.max(1, threads) : processorSeconds;
  }

  /**
   * A file that data was read from.
   *
   * @param name its name, without the directory
   * @param sha256 its checksum
   */
  public record DataFile(String name, String sha256) {}
}
