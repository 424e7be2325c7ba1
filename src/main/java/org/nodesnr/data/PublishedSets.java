package org.nodesnr.data;

import java.nio.file.Path;
import java.util.List;
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

  Optional<Path> findMnist(DataLocation location) {
    return first(location, mnistFiles()::find);
  }

  Optional<Path> findCifar10(DataLocation location) {
    return first(location, cifarFiles()::find);
  }

  Dataset mnist(DataLocation location, Progress progress) {
    MnistFiles files = mnistFiles();
    Optional<Path> found = findMnist(location);
    Path folder = found.orElse(location.cache().resolve(MnistFiles.FOLDER));
    boolean incomplete = found.isEmpty() || !files.missing(folder).isEmpty();
    if (incomplete && folder.startsWith(location.cache())) {
      requireOnline(Datasets.MNIST, location, files.missing(folder));
      Fetcher fetcher = new Fetcher(new Downloader(patience), progress);
      fetcher.exclusively(
          Datasets.MNIST,
          folder,
          files.missing(folder),
          () -> {
            for (Catalogue.RemoteFile file : files.missing(folder)) {
              fetcher.download(file, folder);
            }
          });
    }
    return files.read(folder);
  }

  Dataset cifar10(DataLocation location, Progress progress) {
    CifarFiles files = cifarFiles();
    Optional<Path> found = findCifar10(location);
    if (found.isPresent()) {
      return files.read(found.get());
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
    return files.read(
        files
            .find(cache)
            .orElseThrow(() -> new UserError(cache + ": what was downloaded has vanished")));
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
