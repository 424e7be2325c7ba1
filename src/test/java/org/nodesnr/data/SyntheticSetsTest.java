package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.UserError;

class SyntheticSetsTest {
  /** Pinned: the same pictures on every machine and in every release that does not say so. */
  @ParameterizedTest
  @CsvSource({
    "synthetic-digits, bebbd9ef08f56d560ce5b36c4ec97458ae422d91fab2ad33ec781b11f93262a2",
    "synthetic-textures, dd186b8158631671b1877c8a855f3fa05336f06884205e6d36f36e3d0545e397"
  })
  void drawsTheSamePicturesEverywhere(String set, String fingerprint) {
    assertThat(load(set, 1, 200, 100).fingerprint()).isEqualTo(fingerprint);
  }

  @ParameterizedTest
  @ValueSource(strings = {"synthetic-digits", "synthetic-textures"})
  void anImageDependsOnSeedSplitAndIndexAlone(String set) {
    Dataset large = load(set, 5, 57, 31);
    Dataset small = load(set, 5, 23, 12);
    Dataset other = load(set, 6, 23, 12);

    assertThat(pixels(small.train(), 23)).isEqualTo(pixels(large.train(), 23));
    assertThat(labels(small.train(), 23)).isEqualTo(labels(large.train(), 23));
    assertThat(pixels(small.test(), 12)).isEqualTo(pixels(large.test(), 12));
    assertThat(labels(small.test(), 12)).isEqualTo(labels(large.test(), 12));
    assertThat(pixels(other.train(), 23)).isNotEqualTo(pixels(small.train(), 23));
    assertThat(pixels(small.train(), 12)).isNotEqualTo(pixels(small.test(), 12));
    assertThat(other.fingerprint()).isNotEqualTo(small.fingerprint());
  }

  @ParameterizedTest
  @CsvSource({"synthetic-digits, 1, 28", "synthetic-textures, 3, 32"})
  void isBalancedInRandomOrderAndVaried(String set, int channels, int side) {
    ImageSet train = load(set, 1, 500, 10).train();

    assertThat(train.channels()).isEqualTo(channels);
    assertThat(train.height()).isEqualTo(side);
    assertThat(train.width()).isEqualTo(side);
    assertThat(train.classes()).isEqualTo(10);
    int[] counts = new int[10];
    Set<List<Integer>> orders = new HashSet<>();
    Set<String> images = new HashSet<>();
    for (int block = 0; block < 50; block++) {
      int first = 10 * block;
      orders.add(IntStream.range(first, first + 10).map(train::label).boxed().toList());
      IntStream.range(first, first + 10).forEach(i -> counts[train.label(i)]++);
    }
    for (int i = 0; i < 500; i++) {
      int from = train.start(i);
      byte[] image = Arrays.copyOfRange(train.bytes(), from, from + train.pixelsPerImage());
      images.add(Arrays.toString(image));
    }
    assertThat(counts).containsOnly(50);
    assertThat(orders).hasSizeGreaterThan(45);
    assertThat(images).hasSize(500);
  }

  @Test
  void sayThatTheyAreMadeUp() {
    Dataset digits = load("synthetic-digits", 3, 10, 10);

    assertThat(digits.synthetic()).isTrue();
    assertThat(digits.official()).isFalse();
    assertThat(digits.files()).isEmpty();
    assertThat(digits.origin()).isEqualTo("made-up digits (seed 3)");
    assertThat(load("synthetic-textures", 4, 10, 10).origin())
        .isEqualTo("made-up textures (seed 4)");
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> load("imagenet", 1, 10, 10))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("imagenet", "mnist", "cifar100", "synthetic-digits");
  }

  private static Dataset load(String set, long seed, int train, int test) {
    Path nowhere = Path.of("nowhere");
    return Datasets.load(
        set,
        new DataLocation(List.of(nowhere), nowhere, true),
        new SyntheticSpec(seed, train, test),
        DownloadProgress.NONE);
  }

  private static byte[] pixels(ImageSet set, int n) {
    return Arrays.copyOf(set.bytes(), n * set.pixelsPerImage());
  }

  private static byte[] labels(ImageSet set, int n) {
    return Arrays.copyOf(set.labelBytes(), n);
  }
}
