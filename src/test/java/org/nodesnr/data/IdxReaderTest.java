package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.UserError;
import org.nodesnr.testing.Fuzz;

class IdxReaderTest {
  private static final int IMAGES = 0x803;
  private static final int LABELS = 0x801;

  @TempDir Path directory;

  @Test
  void readsImagesCompressedOrNotWhateverTheirName() {
    byte[] content = TestFiles.images(3, 7);
    Path plain = TestFiles.write(directory, "plain.gz", content);
    Path compressed = TestFiles.write(directory, "compressed", TestFiles.gzip(content));

    IdxReader.Idx idx = IdxReader.images(plain, 28, 28);

    assertThat(idx.count()).isEqualTo(3);
    assertThat(idx.data()).isEqualTo(Arrays.copyOfRange(content, 16, content.length));
    assertThat(idx.file().sha256()).isEqualTo(TestFiles.sha256(content));
    assertThat(idx.file().bytes()).isEqualTo(content.length);
    assertThat(IdxReader.images(compressed, 28, 28).data()).isEqualTo(idx.data());
    assertThat(IdxReader.images(compressed, 28, 28).file().sha256())
        .isEqualTo(TestFiles.sha256(TestFiles.gzip(content)));
  }

  @Test
  void readsLabels() {
    Path file = TestFiles.write(directory, "labels", TestFiles.labels(9, 0, 5));

    assertThat(IdxReader.labels(file, 10).data()).containsExactly(9, 0, 5);
  }

  static Stream<Arguments> brokenImages() {
    byte[] one = TestFiles.images(1, 1);
    byte[] gzip = TestFiles.gzip(one);
    return Stream.of(
        broken("empty", new byte[0], "too little data: 0 bytes"),
        broken("3 bytes", new byte[3], "too little data: 3 bytes"),
        broken("half a header", TestFiles.cut(one, 9), "too little data: 9 bytes"),
        broken("magic", new byte[] {'P', 'K', 3, 4}, "wrong magic number", "0x50 0x4b"),
        broken("type", TestFiles.idx(0xd03, new int[] {1, 28, 28}), "wrong type code 0x0d", "0x08"),
        broken("labels for images", TestFiles.labels(1), "wrong number of dimensions: 1"),
        broken("200 dimensions", TestFiles.idx(0x8c8, new int[] {1}), "number of dimensions: 200"),
        broken(
            "shape",
            TestFiles.idx(IMAGES, new int[] {1, 32, 28}),
            "wrong shape: images of 32x28; expected 28x28"),
        broken(
            "huge shape",
            TestFiles.idx(IMAGES, new int[] {1, 1 << 31, 1 << 31}),
            "wrong shape: images of 2147483648x2147483648"),
        broken(
            "huge count",
            TestFiles.idx(IMAGES, new int[] {1 << 31, 28, 28}),
            "claims 2147483648 images"),
        broken("no images", TestFiles.idx(IMAGES, new int[] {0, 28, 28}), "claims 0 images"),
        broken(
            "many images, no data",
            TestFiles.idx(IMAGES, new int[] {1_000_000, 28, 28}, (byte) 1),
            "too little data: the header claims 1000000 images, 784000000 bytes, and 1 follow"),
        broken("one byte short", TestFiles.cut(one, 799), "too little data", "783 follow"),
        broken("one byte long", TestFiles.cut(one, 801), "too much data"),
        broken("truncated gzip", TestFiles.cut(gzip, gzip.length / 2), "end early"),
        broken("only a gzip header", TestFiles.cut(gzip, 10), "end early"),
        broken("gzip magic only", TestFiles.cut(gzip, 2), "compressed data"),
        broken(
            "bit flip in gzip",
            TestFiles.changed(gzip, gzip.length / 2, gzip[gzip.length / 2] ^ 4),
            "compressed data are corrupt"),
        broken(
            "wrong checksum in gzip",
            TestFiles.changed(gzip, gzip.length - 8, gzip[gzip.length - 8] ^ 1),
            "compressed data are corrupt"),
        broken(
            "trailing byte after gzip",
            TestFiles.cut(gzip, gzip.length + 1),
            "compressed data are corrupt"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenImages")
  void refusesBrokenImages(String name, byte[] content, String[] messages) {
    Path file = TestFiles.write(directory, "train-images-idx3-ubyte", content);

    assertThatThrownBy(() -> IdxReader.images(file, 28, 28))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContainingAll(messages)
        .hasMessageNotContaining("\n");
  }

  @Test
  void aClaimCostsNoMemory() {
    for (int claimed : new int[] {1 << 31, -1, IdxReader.MAX_SAMPLES}) {
      byte[] images = TestFiles.idx(IMAGES, new int[] {claimed, 28, 28}, (byte) 1);
      for (byte[] content : List.of(images, TestFiles.gzip(images))) {
        Path file = TestFiles.write(directory, "train-images-idx3-ubyte", content);
        Runnable reading =
            () ->
                assertThatThrownBy(() -> IdxReader.images(file, 28, 28))
                    .isInstanceOf(UserError.class);
        reading.run(); // classes are loaded
        assertThat(Fuzz.allocatedBy(reading)).isLessThan(4 << 20);
      }
    }
  }

  static Stream<Arguments> brokenLabels() {
    return Stream.of(
        broken("label 10", TestFiles.labels(3, 10), "label 10 of sample 1 is not in 0..9"),
        broken("label 255", TestFiles.labels(255), "label 255 of sample 0"),
        broken(
            "images for labels", TestFiles.images(1, 1), "wrong number of dimensions: 3", "have 1"),
        broken("short", TestFiles.idx(LABELS, new int[] {3}, (byte) 1), "too little data"),
        broken("long", TestFiles.idx(LABELS, new int[] {1}, (byte) 1, (byte) 1), "too much data"),
        broken("huge", TestFiles.idx(LABELS, new int[] {-1}), "claims 4294967295 labels"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenLabels")
  void refusesBrokenLabels(String name, byte[] content, String[] messages) {
    Path file = TestFiles.write(directory, "train-labels-idx1-ubyte", content);

    assertThatThrownBy(() -> IdxReader.labels(file, 10))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContainingAll(messages);
  }

  @Test
  void namesAFileThatIsNotThere() {
    Path file = directory.resolve("gone");

    assertThatThrownBy(() -> IdxReader.labels(file, 10))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": can't be read");
  }

  private static Arguments broken(String name, byte[] content, String... messages) {
    return Arguments.of(name, content, messages);
  }
}
