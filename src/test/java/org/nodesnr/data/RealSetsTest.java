package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nodesnr.testing.RealData;

/** The sets themselves, where they are. */
class RealSetsTest {
  @Test
  void mnistIsTheOfficialOne() {
    Dataset mnist = load(Datasets.MNIST);

    assertThat(mnist.official()).isTrue();
    assertThat(mnist.synthetic()).isFalse();
    assertThat(mnist.origin()).isEqualTo("MNIST, official files");
    assertThat(mnist.files()).hasSize(4).allMatch(Dataset.DataFile::official);
    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
    assertThat(firstLabels(mnist.train())).containsExactly(5, 0, 4, 1, 9, 2, 1, 3, 1, 4);
    assertThat(firstLabels(mnist.test())).containsExactly(7, 2, 1, 0, 4, 1, 4, 9, 5, 9);
    // NumPy: counts of the labels, and the exact sum of all pixels, 0.1307 * 255 on average.
    assertThat(counts(mnist.train()))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(counts(mnist.test()))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    assertThat(sum(mnist.train())).isEqualTo(1_567_298_545L);
    assertThat(sum(mnist.test())).isEqualTo(264_923_200L);
    assertThat(sum(mnist.train()) / 255.0 / 60_000 / 784).isCloseTo(0.1307, within(5e-5));
  }

  @Test
  void cifar10HasItsSizesAndIsBalanced() {
    Dataset cifar = load(Datasets.CIFAR10);

    assertThat(cifar.train().size()).isEqualTo(50_000);
    assertThat(cifar.test().size()).isEqualTo(10_000);
    assertThat(cifar.train().channels()).isEqualTo(3);
    assertThat(counts(cifar.train())).containsOnly(5000);
    assertThat(counts(cifar.test())).containsOnly(1000);
    double[] means = new double[3];
    for (int c = 0; c < 3; c++) {
      long sum = 0;
      for (int i = 0; i < 50_000; i++) {
        for (int p = 0; p < 1024; p++) {
          sum += cifar.train().pixel(i, c, p / 32, p % 32);
        }
      }
      means[c] = sum / 255.0 / 50_000 / 1024;
    }
    // The channel means that everybody normalises with.
    assertThat(means).containsExactly(new double[] {0.4914, 0.4822, 0.4465}, within(5e-4));
    assertThat(cifar.origin())
        .isEqualTo(
            cifar.official()
                ? "CIFAR-10, official files"
                : "CIFAR-10, files not verified as the official ones");
  }

  private static Dataset load(String set) {
    Path directory = RealData.directoryOrSkip();
    return Datasets.load(
        set,
        new DataLocation(List.of(directory), directory, true),
        SyntheticSpec.DEFAULT,
        DownloadProgress.NONE);
  }

  private static List<Integer> firstLabels(ImageSet set) {
    return IntStream.range(0, 10).map(set::label).boxed().toList();
  }

  private static int[] counts(ImageSet set) {
    int[] counts = new int[set.classes()];
    IntStream.range(0, set.size()).forEach(i -> counts[set.label(i)]++);
    return counts;
  }

  private static long sum(ImageSet set) {
    long sum = 0;
    for (byte b : set.bytes()) {
      sum += Byte.toUnsignedInt(b);
    }
    return sum;
  }
}
