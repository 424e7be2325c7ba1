package org.nodesnr.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.nodesnr.data.DataLocation;

/** Where tests find MNIST and CIFAR-10; such tests are skipped where there are no files. */
public final class RealData {
  private RealData() {}

  /**
   * A directory with {@code mnist} and {@code cifar-10-batches-bin}: {@code $NODESNR_DATA} or
   * {@code data}. Ends the test as skipped, with a reason, where neither has both.
   *
   * @return the directory
   */
  public static Path directoryOrSkip() {
    Optional<Path> directory =
        Stream.of(Optional.ofNullable(System.getenv(DataLocation.VARIABLE)), Optional.of("data"))
            .flatMap(Optional::stream)
            .map(Path::of)
            .filter(d -> Files.isDirectory(d.resolve("mnist")))
            .filter(d -> Files.isDirectory(d.resolve("cifar-10-batches-bin")))
            .findFirst();
    Assumptions.assumeTrue(
        directory.isPresent(), "needs mnist/ and cifar-10-batches-bin/ in $NODESNR_DATA or ./data");
    return directory.orElseThrow();
  }
}
