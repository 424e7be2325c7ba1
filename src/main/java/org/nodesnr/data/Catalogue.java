package org.nodesnr.data;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The published files: their checksums and where they can be had.
 *
 * @param mnist the four files, in the order of {@link MnistFiles#NAMES}
 * @param cifar10 the archive of the binary version
 */
record Catalogue(List<RemoteFile> mnist, RemoteFile cifar10) {

  /**
   * A published file.
   *
   * @param name its name
   * @param bytes its length
   * @param sha256 its checksum
   * @param contentSha256 checksum of the same file uncompressed, where that is also accepted as
   *     official
   * @param mirrors where it can be downloaded, in the order to try
   */
  record RemoteFile(
      String name, long bytes, String sha256, Optional<String> contentSha256, List<URI> mirrors) {
    RemoteFile {
      mirrors = List.copyOf(mirrors);
    }
  }

  /** Public hosts: PyTorch's and CVDF's buckets for MNIST, the authors' page for CIFAR-10. */
  static final Catalogue PUBLIC =
      new Catalogue(
          List.of(
              mnist(
                  "train-images-idx3-ubyte.gz",
                  9_912_422,
                  "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                  "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
              mnist(
                  "train-labels-idx1-ubyte.gz",
                  28_881,
                  "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                  "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
              mnist(
                  "t10k-images-idx3-ubyte.gz",
                  1_648_877,
                  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                  "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
              mnist(
                  "t10k-labels-idx1-ubyte.gz",
                  4_542,
                  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                  "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
          new RemoteFile(
              "cifar-10-binary.tar.gz",
              170_052_171,
              "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
              Optional.empty(),
              List.of(URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"))));

  Catalogue {
    mnist = List.copyOf(mnist);
  }

  private static RemoteFile mnist(String name, long bytes, String sha256, String contentSha256) {
    return new RemoteFile(
        name,
        bytes,
        sha256,
        Optional.of(contentSha256),
        List.of(
            URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/" + name),
            URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/" + name)));
  }
}
