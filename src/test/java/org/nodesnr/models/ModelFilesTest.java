package org.nodesnr.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;

/** Files of other kinds are refused with what to do instead. */
class ModelFilesTest {
  private static final InputHint HINT = new InputHint(new int[] {4}, ChannelOrder.FIRST);

  @TempDir Path directory;

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> ModelFiles.read(file, HINT))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  private Path zip(String name, String entry) throws IOException {
    Path file = directory.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(entry));
    }
    return file;
  }

  @Test
  void otherFormatsAreRefused() throws IOException {
    refused(directory, "a directory");
    refused(zip("net.pt", "net/data.pkl"), "damaged: data.pkl is no sound pickle");
    refused(zip("net.zip", "readme"), "without a model of Keras or Deeplearning4j");
    byte[] lite = {0x1c, 0, 0, 0, 'T', 'F', 'L', '3', 0, 0};
    refused(Files.write(directory.resolve("net.tflite"), lite), "TensorFlow Lite");
    Path pickle = Files.write(directory.resolve("net.bin"), new byte[] {(byte) 0x80, 2, 1});
    refused(pickle, "PyTorch's format before 1.6");
    refused(Files.writeString(directory.resolve("net.txt"), "hello"), "neither HDF5 nor zip");
    refused(
        Files.writeString(directory.resolve("text.pt"), "hello"), "torch.save did not write it");
    Path saved = Files.createDirectory(directory.resolve("saved"));
    Files.createFile(saved.resolve("saved_model.pb"));
    refused(saved, "TensorFlow's SavedModel");
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n";
    refused(Files.writeString(directory.resolve("lfs.onnx"), pointer), "a Git LFS pointer");
    refused(Files.write(directory.resolve("empty.onnx"), new byte[0]), "no ONNX file");
    refused(Files.writeString(directory.resolve("net.keras"), "PK\3\4"), "not a sound zip file");
  }

  @Test
  void sizesThatAFileLeavesOpenAreThoseOfTheSamples() {
    Origin origin = new Origin(Path.of("net"), "inputs[0]", "Input", "x");
    InputHint picture = new InputHint(new int[] {3, 9, 8}, ChannelOrder.FIRST);
    assertThat(picture.close(origin, new int[] {-1, -1, 3}, ChannelOrder.LAST))
        .containsExactly(9, 8, 3);
    assertThat(picture.close(origin, new int[] {-1}, ChannelOrder.LAST)).containsExactly(216);
    assertThatThrownBy(() -> picture.close(origin, new int[] {-1, 8}, ChannelOrder.LAST))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("leaves the size of its input open");
  }
}
