package org.nodesnr.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;

class PublishedSetsTest {
  private static final int RECORDS = 10;
  private static final Map<String, byte[]> MNIST =
      new TreeMap<>(
          Map.of(
              "train-images-idx3-ubyte", TestFiles.images(4, 1),
              "train-labels-idx1-ubyte", TestFiles.labels(3, 1, 4, 1),
              "t10k-images-idx3-ubyte", TestFiles.images(2, 2),
              "t10k-labels-idx1-ubyte", TestFiles.labels(5, 9)));
  private static final byte[] ARCHIVE = TestFiles.tarGz(TestFiles.cifarEntries(RECORDS));

  @TempDir Path directory;

  @Test
  void readsMnistCompressedOrNot() {
    Path compressed = directory.resolve("compressed");
    Path plain = directory.resolve("plain");
    MNIST.forEach(
        (name, content) -> {
          TestFiles.write(compressed.resolve("mnist"), name + ".gz", TestFiles.gzip(content));
          TestFiles.write(plain, name, content);
        });

    Dataset fromGzip = sets(0).mnist(offline(compressed), DownloadProgress.NONE);
    Dataset fromPlain = sets(0).mnist(offline(plain), DownloadProgress.NONE);

    assertThat(fromGzip.official()).isTrue();
    assertThat(fromPlain.official()).isTrue();
    assertThat(fromPlain.origin()).isEqualTo("MNIST, official files");
    assertThat(fromGzip.fingerprint()).isEqualTo(fromPlain.fingerprint());
    assertThat(fromGzip.files().get(0).name()).isEqualTo("train-images-idx3-ubyte.gz");
    assertThat(fromPlain.files().get(0).sha256())
        .isEqualTo(TestFiles.sha256(MNIST.get("train-images-idx3-ubyte")));
    assertThat(IntStream.range(0, 4).map(fromGzip.train()::label)).containsExactly(3, 1, 4, 1);
    assertThat(fromGzip.test().pixel(1, 0, 2, 3))
        .isEqualTo(Byte.toUnsignedInt(MNIST.get("t10k-images-idx3-ubyte")[16 + 784 + 2 * 28 + 3]));
  }

  @Test
  void saysWhatWouldBeDownloadedFromWhereAndHowMuch() {
    Path cache = directory.resolve("cache");
    DataLocation online = new DataLocation(List.of(cache), cache, false);
    DataLocation offline = new DataLocation(List.of(cache), cache, true);
    assertThat(Datasets.lacking(Datasets.MNIST, online))
        .contains(
            "mnist is not on this machine: downloads 11.1 MiB from"
                + " https://ossci-datasets.s3.amazonaws.com/mnist/ to "
                + cache.resolve("mnist"));
    assertThat(Datasets.lacking(Datasets.CIFAR10, offline).orElseThrow())
        .startsWith("cifar10 is not on this machine: --offline forbids to download 162.2 MiB from")
        .endsWith("https://www.cs.toronto.edu/~kriz/ to " + cache);
    assertThat(Datasets.lacking("kmnist", online))
        .contains("kmnist is not on this machine, and nodesnr does not download it");
    assertThat(Datasets.lacking(Datasets.SYNTHETIC_DIGITS, online)).isEmpty();
    assertThat(cache).doesNotExist();
    MNIST.forEach((name, content) -> TestFiles.write(cache, name, content));
    assertThat(Datasets.lacking(Datasets.MNIST, online)).isEmpty();
  }

  /** As the original site, torchvision and Kaggle have them; no training files. */
  @Test
  void evaluationNeedsTestFilesAlone() {
    byte[] images = MNIST.get("t10k-images-idx3-ubyte");
    byte[] labels = MNIST.get("t10k-labels-idx1-ubyte");
    TestFiles.write(
        directory.resolve("a/mnist"), "t10k-images-idx3-ubyte.gz", TestFiles.gzip(images));
    TestFiles.write(
        directory.resolve("a/mnist"), "t10k-labels-idx1-ubyte.gz", TestFiles.gzip(labels));
    TestFiles.write(directory.resolve("b/MNIST/raw"), "t10k-images-idx3-ubyte", images);
    TestFiles.write(directory.resolve("b/MNIST/raw"), "t10k-labels-idx1-ubyte", labels);
    TestFiles.write(directory.resolve("c"), "t10k-images.idx3-ubyte", images);
    TestFiles.write(directory.resolve("c"), "t10k-labels.idx1-ubyte", labels);
    for (String folder : List.of("a", "b", "b/MNIST", "b/MNIST/raw", "c")) {
      TestSet set = sets(0).mnistTest(offline(directory.resolve(folder)), DownloadProgress.NONE);
      assertThat(set.origin()).isEqualTo("MNIST, official files");
      assertThat(IntStream.range(0, 2).map(set.images()::label)).containsExactly(5, 9);
    }
    DataLocation kaggle = offline(directory.resolve("c"));
    assertThatThrownBy(() -> sets(0).mnist(kaggle, DownloadProgress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("train-images-idx3-ubyte is missing");
  }

  @Test
  void theTestBatchOfCifar10IsEnough() {
    TestFiles.write(directory, "test_batch.bin", TestFiles.batch(RECORDS, 5));
    TestSet set = sets(0).cifar10Test(offline(directory), DownloadProgress.NONE);
    assertThat(set.images().size()).isEqualTo(RECORDS);
    assertThat(set.origin()).isEqualTo("CIFAR-10, files not verified as the official ones");
    assertThat(Datasets.wantedForTests())
        .contains(
            "t10k-images-idx3-ubyte", "MNIST/raw", "test_batch.bin", "cifar-10-binary.tar.gz");
  }

  @Test
  void aPointerOfGitLfsIsNamed() {
    writeMnist(directory);
    byte[] pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\n".getBytes(UTF_8);
    Path file = TestFiles.write(directory, "t10k-labels-idx1-ubyte", pointer);
    assertThatThrownBy(() -> sets(0).mnist(offline(directory), DownloadProgress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": a Git LFS pointer");
  }

  @Test
  void otherFilesAreAcceptedAndSaidToBeOthers() {
    writeMnist(directory);
    TestFiles.write(directory, "t10k-labels-idx1-ubyte", TestFiles.labels(5, 8));

    Dataset set = sets(0).mnist(offline(directory), DownloadProgress.NONE);

    assertThat(set.official()).isFalse();
    assertThat(set.origin()).isEqualTo("MNIST, files whose checksums are not the official ones");
    assertThat(set.files())
        .extracting(Dataset.DataFile::official)
        .containsExactly(true, true, true, false);
  }

  @Test
  void refusesDifferentNumbersOfImagesAndLabels() {
    writeMnist(directory);
    TestFiles.write(directory, "t10k-labels-idx1-ubyte", TestFiles.labels(5, 8, 1));

    assertThatThrownBy(() -> sets(0).mnist(offline(directory), DownloadProgress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessage(
            directory.resolve("t10k-images-idx3-ubyte")
                + ": 2 images, but 3 labels in t10k-labels-idx1-ubyte");
  }

  @Test
  void refusesTestFilesUnderTrainingNames() {
    writeMnist(directory);
    TestFiles.write(directory, "train-images-idx3-ubyte", MNIST.get("t10k-images-idx3-ubyte"));

    assertThatThrownBy(() -> sets(0).mnist(offline(directory), DownloadProgress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(
            "train-images-idx3-ubyte: holds the official t10k-images-idx3-ubyte");
  }

  @Test
  void anIncompleteFolderOfTheUserIsNotMixedWithDownloads() throws Exception {
    writeMnist(directory);
    Files.delete(directory.resolve("t10k-labels-idx1-ubyte"));
    Path cache = directory.resolve("cache");

    assertThatThrownBy(
            () ->
                sets(0)
                    .mnist(
                        new DataLocation(List.of(directory, cache), cache, false),
                        DownloadProgress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(directory.toString(), "t10k-labels-idx1-ubyte is missing");
  }

  @Test
  void theFirstDirectoryThatHasTheSetIsTaken() {
    Path first = directory.resolve("first");
    Path second = directory.resolve("second");
    writeMnist(first.resolve("mnist"));
    writeMnist(second);
    DataLocation location =
        new DataLocation(List.of(directory.resolve("none"), first, second), second, true);

    assertThat(sets(0).findMnist(location)).contains(first.resolve("mnist"));
    assertThat(sets(0).findCifar10(location)).isEmpty();
  }

  @Test
  void offlineSaysWhereItLookedAndWhatToDo() {
    Path cache = directory.resolve("cache");
    DataLocation location = new DataLocation(List.of(directory, cache), cache, true);

    assertThatThrownBy(() -> sets(1).mnist(location, DownloadProgress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(
            "mnist: not found in " + directory + ", " + cache,
            "--offline",
            "http://127.0.0.1:1/t10k-labels-idx1-ubyte.gz",
            "make demo")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> sets(1).cifar10(location, DownloadProgress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("cifar10: not found in", "cifar-10-binary.tar.gz");
    assertThat(cache).doesNotExist();
  }

  @Test
  void withoutANetworkSaysWhatToPutWhere() {
    Path cache = directory.resolve("cache");
    DataLocation location = new DataLocation(List.of(cache), cache, false);

    // Nothing listens on port 1.
    assertThatThrownBy(() -> sets(1).cifar10(location, DownloadProgress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(
            "cifar10: the download failed (127.0.0.1: ",
            "Put http://127.0.0.1:1/cifar-10-binary.tar.gz into " + cache + " by hand",
            "make demo")
        .hasMessageNotContaining("\n");
  }

  @Test
  void downloadsWhatIsMissingAndThenNeedsNoNetwork() throws Exception {
    Path cache = directory.resolve("cache");
    DataLocation location = new DataLocation(List.of(cache), cache, false);
    try (LoopbackServer server = server()) {
      Dataset mnist = sets(server.port()).mnist(location, DownloadProgress.NONE);
      Dataset cifar = sets(server.port()).cifar10(location, DownloadProgress.NONE);

      assertThat(mnist.official()).isTrue();
      assertThat(cifar.official()).isTrue();
      assertThat(server.requests()).hasSize(5);
    }
    assertThat(sets(1).mnist(location, DownloadProgress.NONE).official()).isTrue();
    assertThat(sets(1).cifar10(location, DownloadProgress.NONE).official()).isTrue();
    assertThat(cache.resolve("cifar-10-binary.tar.gz")).doesNotExist();
  }

  @Test
  void completesAnInterruptedSetInTheCache() throws Exception {
    Path cache = directory.resolve("cache");
    DataLocation location = new DataLocation(List.of(cache), cache, false);
    TestFiles.write(
        cache.resolve("mnist"),
        "train-images-idx3-ubyte.gz",
        TestFiles.gzip(MNIST.get("train-images-idx3-ubyte")));
    try (LoopbackServer server = server()) {
      assertThat(sets(server.port()).mnist(location, DownloadProgress.NONE).official()).isTrue();
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void twoAtOnceDownloadOnce() throws Exception {
    Path cache = directory.resolve("cache");
    DataLocation location = new DataLocation(List.of(cache), cache, false);
    try (LoopbackServer server = server()) {
      List<CompletableFuture<Dataset>> both =
          IntStream.range(0, 2)
              .mapToObj(
                  k ->
                      CompletableFuture.supplyAsync(
                          () -> sets(server.port()).cifar10(location, DownloadProgress.NONE)))
              .toList();
      assertThat(both.get(0).get().fingerprint()).isEqualTo(both.get(1).get().fingerprint());
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void anUnwritableCacheIsNamed() {
    Path file = TestFiles.write(directory, "file", new byte[1]);
    Path cache = file.resolve("cache");

    assertThatThrownBy(
            () ->
                sets(1)
                    .cifar10(new DataLocation(List.of(cache), cache, false), DownloadProgress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(cache + ": can't be written to")
        .hasMessageContainingAll("XDG_CACHE_HOME", "--data");
  }

  private static LoopbackServer server() throws Exception {
    LoopbackServer server = new LoopbackServer();
    MNIST.forEach((name, content) -> server.serve("/" + name + ".gz", TestFiles.gzip(content)));
    server.serve("/cifar-10-binary.tar.gz", ARCHIVE);
    return server;
  }

  private static void writeMnist(Path folder) {
    MNIST.forEach((name, content) -> TestFiles.write(folder, name, content));
  }

  private static DataLocation offline(Path directory) {
    return new DataLocation(List.of(directory), directory.resolve("cache"), true);
  }

  private static PublishedSets sets(int port) {
    List<Catalogue.RemoteFile> mnist =
        MnistFiles.NAMES.stream()
            .map(
                name ->
                    remote(
                        port,
                        name + ".gz",
                        TestFiles.gzip(MNIST.get(name)),
                        Optional.of(TestFiles.sha256(MNIST.get(name)))))
            .toList();
    return new PublishedSets(
        new Catalogue(mnist, remote(port, "cifar-10-binary.tar.gz", ARCHIVE, Optional.empty())),
        RECORDS,
        new Downloader.Patience(
            Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(1), 2));
  }

  private static Catalogue.RemoteFile remote(
      int port, String name, byte[] content, Optional<String> contentSha256) {
    return new Catalogue.RemoteFile(
        name,
        content.length,
        TestFiles.sha256(content),
        contentSha256,
        List.of(URI.create("http://127.0.0.1:" + port + "/" + name)));
  }
}
