package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;

/** Sets that are read and never downloaded. */
class FurtherSetsTest {
  private static final String ARRAYS = "arrays/toys/3x3x1/4/3/2";

  @TempDir Path directory;

  private DataLocation here() {
    return new DataLocation(List.of(directory), directory.resolve("cache"), false);
  }

  private Dataset load(String set) {
    return Datasets.load(set, here(), SyntheticSpec.DEFAULT, DownloadProgress.NONE);
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] random(int length, long seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static byte[] idx(byte[] data, int... shape) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(0x800 + shape.length);
    for (int size : shape) {
      out.writeInt(size);
    }
    out.write(data);
    return bytes.toByteArray();
  }

  /** As {@code numpy.save} writes it. */
  private static byte[] npy(String type, String shape, byte[] data) throws IOException {
    String header =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(new byte[] {(byte) header.length(), 0});
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    out.write(data);
    return out.toByteArray();
  }

  @Test
  void fashionMnistLiesAsTorchvisionPutsIt() throws IOException {
    byte[] train = random(3 * 784, 1);
    String folder = "FashionMNIST/raw/";
    write(folder + "train-images-idx3-ubyte", idx(train, 3, 28, 28));
    write(folder + "train-labels-idx1-ubyte", idx(new byte[] {9, 0, 4}, 3));
    write(folder + "t10k-images-idx3-ubyte", idx(random(784, 2), 1, 28, 28));
    write(folder + "t10k-labels-idx1-ubyte", idx(new byte[] {7}, 1));
    Dataset set = load("fashion-mnist");
    assertThat(set.origin()).isEqualTo("Fashion-MNIST");
    assertThat(set.files()).hasSize(4).noneMatch(Dataset.DataFile::official);
    assertThat(set.train().label(2)).isEqualTo(4);
    assertThat(set.train().pixel(1, 0, 5, 20)).isEqualTo(train[784 + 5 * 28 + 20] & 0xff);
    assertThat(Datasets.find("fashion-mnist", here())).contains(directory.resolve(folder));
    Files.delete(directory.resolve(folder + "t10k-labels-idx1-ubyte"));
    assertThatThrownBy(() -> load("fashion-mnist"))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("t10k-labels-idx1-ubyte is missing, with or without .gz");
  }

  /** Labels of letters count from 1, and every image lies column by column. */
  @Test
  void lettersAreNumberedFromZeroAndStandUpright() throws IOException {
    byte[] train = random(2 * 784, 3);
    write("emnist/emnist-letters-train-images-idx3-ubyte", idx(train, 2, 28, 28));
    write("emnist/emnist-letters-train-labels-idx1-ubyte", idx(new byte[] {1, 26}, 2));
    write("emnist/emnist-letters-test-images-idx3-ubyte", idx(random(784, 4), 1, 28, 28));
    write("emnist/emnist-letters-test-labels-idx1-ubyte", idx(new byte[] {2}, 1));
    ImageSet set = load("emnist-letters").train();
    assertThat(set.classes()).isEqualTo(26);
    assertThat(set.label(0)).isZero();
    assertThat(set.label(1)).isEqualTo(25);
    assertThat(set.pixel(1, 0, 3, 17)).isEqualTo(train[784 + 17 * 28 + 3] & 0xff);
    write("emnist/emnist-letters-train-labels-idx1-ubyte", idx(new byte[] {1, 0}, 2));
    assertThatThrownBy(() -> load("emnist-letters"))
        .hasMessageContaining("label 0 of sample 1; those of letters are 1 to 26");
  }

  @Test
  void cifar100HasItsFineLabels() throws IOException {
    byte[] train = random(2 * 3074, 5);
    train[1] = 99;
    train[3075] = 0;
    byte[] test = random(3074, 6);
    test[1] = 42;
    write("cifar-100-binary/train.bin", train);
    write("cifar-100-binary/test.bin", test);
    Dataset set = load("cifar100");
    assertThat(set.train().classes()).isEqualTo(100);
    assertThat(set.train().label(0)).isEqualTo(99);
    assertThat(set.test().label(0)).isEqualTo(42);
    assertThat(set.train().pixel(1, 2, 31, 30)).isEqualTo(train[2 * 3074 - 2] & 0xff);
    write("cifar-100-binary/test.bin", random(3000, 7));
    assertThatThrownBy(() -> load("cifar100"))
        .hasMessageContaining("test.bin: no binary version of CIFAR-100");
  }

  private void writeArrays(String shape, byte[] pixels) throws IOException {
    write("toys/train-images.npy", npy("|u1", shape, pixels));
    byte[] labels = {3, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0};
    write("toys/train-labels.npy", npy("<i8", "3,", labels));
    write("toys/test-images.npy", npy("|u1", "2, 3, 3", random(18, 9)));
    write("toys/test-labels.npy", npy("|u1", "2,", new byte[] {0, 2}));
  }

  @Test
  void arraysOfOnesOwnAreWhatTheConfigSays() throws IOException {
    byte[] pixels = random(27, 8);
    writeArrays("3, 3, 3", pixels);
    Dataset set = load(ARRAYS);
    assertThat(set.name()).isEqualTo(ARRAYS);
    assertThat(set.train().size()).isEqualTo(3);
    assertThat(set.train().label(0)).isEqualTo(3);
    assertThat(set.test().label(1)).isEqualTo(2);
    assertThat(set.train().pixel(2, 0, 1, 2)).isEqualTo(pixels[18 + 5] & 0xff);
    writeArrays("3, 9", pixels);
    assertThatThrownBy(() -> load(ARRAYS))
        .hasMessageContaining("train-images.npy: has shape [3, 9]; data.arrays says 3 × 3 × 3 × 1");
    writeArrays("3, 3, 3", pixels);
    assertThatThrownBy(() -> load("arrays/toys/3x3x1/3/3/2"))
        .hasMessageContaining("train-labels.npy: label 3 at 0 is not in 0..2");
    write("toys/test-labels.npy", npy("|u1", "1,", new byte[] {0}));
    assertThatThrownBy(() -> load(ARRAYS))
        .hasMessageContaining("test-labels.npy: is no row of 2 integers");
    write("toys/train-images.npy", npy("<f4", "3, 3, 3", new byte[27 * 4]));
    assertThatThrownBy(() -> load(ARRAYS)).hasMessageContaining("holds no integers");
  }

  @Test
  void channelsMayComeLastOrFirst() throws IOException {
    byte[] pixels = random(2 * 4 * 3, 10);
    String set = "arrays/hues/2x2x3/2/2/1";
    write("hues/train-images.npy", npy("|u1", "2, 2, 2, 3", pixels));
    write("hues/train-labels.npy", npy("|u1", "2,", new byte[] {0, 1}));
    write("hues/test-images.npy", npy("|u1", "1, 3, 2, 2", random(12, 11)));
    write("hues/test-labels.npy", npy("|u1", "1,", new byte[] {1}));
    // sample 1, row 1, column 0, green
    assertThat(load(set).train().pixel(1, 1, 1, 0)).isEqualTo(pixels[12 + 2 * 3 + 1] & 0xff);
    assertThat(load(set).test().pixel(0, 2, 0, 1)).isEqualTo(random(12, 11)[2 * 4 + 1] & 0xff);
  }

  @Test
  void whatIsMissingIsNamedWithWhereItWasLookedFor() {
    assertThatThrownBy(() -> load("kmnist"))
        .hasMessage(
            "kmnist: not found, and not downloaded by nodesnr: looked for train-images-idx3-ubyte (also"
                + " .gz) and the like in the folder kmnist or KMNIST/raw of "
                + directory);
    assertThatThrownBy(() -> load("cifar100"))
        .hasMessageContaining("looked for train.bin and test.bin, unpacked from cifar-100");
    assertThatThrownBy(() -> load(ARRAYS))
        .hasMessageContaining("arrays toys: not found")
        .hasMessageContaining("in the folder toys of " + directory);
    assertThat(Datasets.find("kmnist", here())).isEmpty();
    assertThatThrownBy(() -> Datasets.find("imagenet", here()))
        .hasMessageContaining("data set imagenet is unknown");
  }
}
