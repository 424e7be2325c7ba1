package org.nodesnr.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nodesnr.UserError;

/**
 * MNIST and CIFAR-10: found, or else downloaded, and read.
 *
 * @param catalogue the published files
 * @param cifarRecords records in a batch of CIFAR-10
 * @param patience how long a download may take
 */
record PublishedSets(Catalogue catalogue, int cifarRecords, Downloader.Patience patience) {
  private static final double MEBI = 1 << 20;

  Optional<Path> findMnist(DataLocation location) {
    return first(location, mnistFiles()::find);
  }

  Optional<Path> findCifar10(DataLocation location) {
    return first(location, cifarFiles()::find);
  }

  Dataset mnist(DataLocation location, DownloadProgress progress) {
    MnistFiles files = mnistFiles();
    return files.read(mnistFolder(location, progress, files::missing));
  }

  /** The test files of MNIST; others are neither read nor downloaded. */
  TestSet mnistTest(DataLocation location, DownloadProgress progress) {
    MnistFiles files = mnistFiles();
    return files.readTest(mnistFolder(location, progress, files::missingTest));
  }

  /** Where the files of MNIST lie, after those that are missing were downloaded. */
  private Path mnistFolder(
      DataLocation location,
      DownloadProgress progress,
      Function<Path, List<Catalogue.RemoteFile>> missing) {
    Optional<Path> found = findMnist(location);
    Path folder = found.orElse(location.cache().resolve(MnistFiles.FOLDER));
    boolean incomplete = found.isEmpty() || !missing.apply(folder).isEmpty();
    if (incomplete && folder.startsWith(location.cache())) {
      requireOnline(Datasets.MNIST, location, missing.apply(folder));
      Fetcher fetcher = new Fetcher(new Downloader(patience), progress);
      fetcher.exclusively(
          Datasets.MNIST,
          folder,
          missing.apply(folder),
          () -> {
            for (Catalogue.RemoteFile file : missing.apply(folder)) {
              fetcher.download(file, folder);
            }
          });
    }
    return folder;
  }

  Dataset cifar10(DataLocation location, DownloadProgress progress) {
    return cifarFiles().read(cifarFolder(location, progress));
  }

  /** The test batch of CIFAR-10. */
  TestSet cifar10Test(DataLocation location, DownloadProgress progress) {
    return cifarFiles().readTest(cifarFolder(location, progress));
  }

  /** Where the batches of CIFAR-10 lie, after they were downloaded where they had to be. */
  private Path cifarFolder(DataLocation location, DownloadProgress progress) {
    CifarFiles files = cifarFiles();
    Optional<Path> found = findCifar10(location);
    if (found.isPresent()) {
      return found.get();
    }
    List<Catalogue.RemoteFile> needed = List.of(catalogue.cifar10());
    requireOnline(Datasets.CIFAR10, location, needed);
    Path cache = location.cache();
    Fetcher fetcher = new Fetcher(new Downloader(patience), progress);
    fetcher.exclusively(
        Datasets.CIFAR10,
        cache,
        needed,
        () -> {
          if (files.find(cache).isEmpty()) {
            fetcher.download(catalogue.cifar10(), cache);
            files.unpack(cache);
          }
        });
    return files
        .find(cache)
        .orElseThrow(() -> new UserError(cache + ": what was downloaded has vanished"));
  }

  /** What the test files of both sets are called, and where they may lie. */
  String wantedForTests() {
    return MnistFiles.wanted() + "; " + cifarFiles().wanted();
  }

  private MnistFiles mnistFiles() {
    return new MnistFiles(catalogue);
  }

  private CifarFiles cifarFiles() {
    return new CifarFiles(catalogue, cifarRecords);
  }

  private static Optional<Path> first(DataLocation location, Function<Path, Optional<Path>> find) {
    return location.directories().stream().map(find).flatMap(Optional::stream).findFirst();
  }

  /** What {@link #mnist} would have to download or could not have; empty where nothing. */
  Optional<String> lackingOfMnist(DataLocation location) {
    Path folder = findMnist(location).orElse(location.cache().resolve(MnistFiles.FOLDER));
    return lacking(Datasets.MNIST, location, folder, mnistFiles().missing(folder));
  }

  /** The same for {@link #cifar10}. */
  Optional<String> lackingOfCifar10(DataLocation location) {
    return findCifar10(location).isPresent()
        ? Optional.empty()
        : lacking(Datasets.CIFAR10, location, location.cache(), List.of(catalogue.cifar10()));
  }

  private static Optional<String> lacking(
      String set, DataLocation location, Path folder, List<Catalogue.RemoteFile> missing) {
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String names =
        missing.stream().map(Catalogue.RemoteFile::name).collect(Collectors.joining(", "));
    if (!folder.startsWith(location.cache())) {
      return Optional.of(set + ": " + folder + " lacks " + names);
    }
    URI from = missing.get(0).mirrors().get(0).resolve(".");
    long bytes = missing.stream().mapToLong(Catalogue.RemoteFile::bytes).sum();
    return Optional.of(
        set
            + " is not on this machine: "
            + (location.offline() ? "--offline forbids to download " : "downloads ")
            + String.format(Locale.ROOT, "%.1f MiB", bytes / MEBI)
            + " from "
            + from
            + " to "
            + folder);
  }

  private static void requireOnline(
      String set, DataLocation location, List<Catalogue.RemoteFile> needed) {
    if (location.offline()) {
      String searched =
          location.directories().stream().map(Path::toString).collect(Collectors.joining(", "));
      throw new UserError(
          set
              + ": not found in "
              + searched
              + ", and downloads are forbidden (--offline). "
              + Fetcher.byHand(location.cache(), needed));
    }
  }
}
