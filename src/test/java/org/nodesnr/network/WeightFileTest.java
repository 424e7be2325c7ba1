package org.nodesnr.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.NetworkSpec.ConvolutionSpec;
import org.nodesnr.spec.Regime.InitialisationSpec;

class WeightFileTest {
  private static final String ID = "0123456789ab";
  private static final int STEP = 12_345;

  @TempDir Path directory;
  private Path file;
  private byte[] whole;

  private static Model model(long seed, int nodes) {
    NetworkSpec network =
        new NetworkSpec(List.of(new ConvolutionSpec(3, 2, 2)), List.of(nodes, 4), Activation.RELU);
    return new Initialiser(new InitialisationSpec(0.1, 0.1, 0.1), new Streams(seed))
        .build(network, new Shape(4, 4, 1), 3);
  }

  private static List<float[]> values(Model model) {
    return model.weighted().stream().flatMap(l -> List.of(l.weights(), l.bias()).stream()).toList();
  }

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("weights");
    WeightFile.write(file, ID, STEP, model(1, 5));
    whole = Files.readAllBytes(file);
  }

  /** Reads into a network with other weights, which must be left as they are. */
  private void refused(String why) {
    Model other = model(2, 5);
    assertThatThrownBy(() -> WeightFile.read(file, ID, other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
    assertUntouched(other);
  }

  private static void assertUntouched(Model other) {
    List<float[]> before = values(model(2, 5));
    List<float[]> after = values(other);
    for (int i = 0; i < before.size(); i++) {
      assertThat(after.get(i)).isEqualTo(before.get(i));
    }
  }

  @Test
  void itsFaultIsFoundWithoutANetwork() throws IOException {
    assertThat(WeightFile.fault(file, ID)).isEmpty();
    assertThat(WeightFile.fault(file, "other")).hasValue(file + " belongs to another run");
    byte[] edited = whole.clone();
    edited[whole.length / 2] ^= 1;
    Files.write(file, edited);
    assertThat(WeightFile.fault(file, ID)).hasValue(file + " is damaged: its checksum differs");
    for (int length : new int[] {9, 40, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThat(WeightFile.fault(file, ID)).hasValue(file + " is cut short");
    }
    Files.delete(file);
    Files.createDirectory(file);
    refused(file + " is a directory; delete it");
  }

  @Test
  void readsWhatItWrote() throws IOException {
    Model other = model(2, 5);
    assertThat(WeightFile.read(file, ID, other)).isEqualTo(STEP);
    List<float[]> expected = values(model(1, 5));
    List<float[]> actual = values(other);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).isEqualTo(expected.get(i));
    }
  }

  /** Whatever is cut off, from the last byte to all but nothing. */
  @Test
  void refusesAFileThatIsCutShort() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      refused(length < 8 ? "is no weight file" : "is cut short");
    }
  }

  @Test
  void refusesAFileWithAFlippedBit() throws IOException {
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << (at % 8));
      Files.write(file, damaged);
      refused("delete it");
    }
  }

  @Test
  void refusesTrailingBytes() throws IOException {
    Files.write(file, Arrays.copyOf(whole, whole.length + 1));
    refused("trailing bytes");
  }

  @Test
  void refusesAnotherRun() {
    Model other = model(2, 5);
    assertThatThrownBy(() -> WeightFile.read(file, "another", other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("belongs to another run");
    assertUntouched(other);
  }

  @Test
  void refusesAnotherArchitecture() {
    assertThatThrownBy(() -> WeightFile.read(file, ID, model(2, 6)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("belongs to another architecture");
  }

  @Test
  void leavesAMissingFileToTheCaller() {
    assertThatThrownBy(() -> WeightFile.read(directory.resolve("none"), ID, model(2, 5)))
        .isInstanceOf(NoSuchFileException.class);
  }
}
