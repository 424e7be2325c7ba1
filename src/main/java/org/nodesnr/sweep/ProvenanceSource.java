package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Backend;
import org.nodesnr.results.Provenance;

/**
 * Says where the numbers of this process come from.
 *
 * @param build the code
 * @param backend what computes
 * @param processor name of the processor
 */
public record ProvenanceSource(BuildInfo build, Backend backend, String processor) {

  /**
   * Loads ND4J, where that hasn't happened yet.
   *
   * @return the source of this process
   */
  public static ProvenanceSource ofProcess() {
    return new ProvenanceSource(
        BuildInfo.current(), Backend.loaded(), processor(Path.of("/proc/cpuinfo")));
  }

  /**
   * @param data what a run was trained on
   * @param fingerprint of that data
   * @param trained how and on what it was trained
   * @param started when the run began
   * @param spent what it took
   * @return the run's provenance
   */
  public Provenance of(
      Dataset data, String fingerprint, Trained trained, Instant started, TimeSpent spent) {
    return new Provenance(
        build.version(),
        build.commit(),
        build.dirty(),
        data.origin(),
        fingerprint,
        data.official(),
        data.files().stream()
            .map(file -> new Provenance.DataFile(file.name(), file.sha256()))
            .toList(),
        System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"),
        backend.name() + " " + build.nd4jVersion(),
        backend.library(),
        trained.engine(),
        trained.convolution(),
        trained.device(),
        processor,
        operatingSystem(),
        backend.threads(),
        started.truncatedTo(ChronoUnit.SECONDS).toString(),
        milliseconds(spent.wallSeconds()),
        milliseconds(spent.processorSeconds()));
  }

  /** Rounded to milliseconds. */
  private static double milliseconds(double seconds) {
    return Double.isNaN(seconds) ? seconds : Math.round(seconds * 1000) / 1000.0;
  }

  /**
   * @return name, version and architecture of the operating system
   */
  public static String operatingSystem() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch");
  }

  /**
   * @param cpuinfo Linux's description of the processors
   * @return the processor's name; the architecture where the file is missing or has none
   */
  public static String processor(Path cpuinfo) {
    try {
      return Files.readAllLines(cpuinfo).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
