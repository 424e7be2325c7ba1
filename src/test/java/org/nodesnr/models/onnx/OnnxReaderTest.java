package org.nodesnr.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.UserError;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.ModelFiles;
import org.nodesnr.models.ModelReference;

/**
 * On files that PyTorch and onnx.helper wrote, see src/test/reference/onnx_models.py and
 * onnx_dynamo.py.
 */
class OnnxReaderTest {
  private static final String RESULTS = "onnx.json";

  @TempDir Path directory;

  static List<String> networks() throws IOException {
    return ModelReference.names(RESULTS);
  }

  private static Path file(String name) {
    return ModelReference.FILES.resolve(name + ".onnx");
  }

  private static InputHint pictures() throws IOException {
    return ModelReference.samples("pictures").shape();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void outputsAndFiguresAreThoseOfTheReference(String name) throws IOException {
    ModelReference.check(RESULTS, name, file(name));
  }

  @Test
  void whatTheExporterOfPyTorch2WritesIsRead() throws IOException {
    ModelReference.check("dynamo.json", "dynamo", file("dynamo"));
  }

  @Test
  void layersKeepTheirNamesAndAMissingSoftmaxIsSaid() throws IOException {
    ImportedNetwork view = ModelFiles.read(file("view"), pictures());
    assertThat(view.layerNames())
        .containsExactly("/conv1/Conv", "/conv2/Conv", "/fc1/Gemm", "/fc2/Gemm");
    assertThat(view.softmaxAssumed()).isTrue();
    assertThat(ModelFiles.read(file("windows"), pictures()).softmaxAssumed()).isFalse();
    assertThat(ModelFiles.read(file("dense"), pictures()).softmaxAssumed()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          refused-mixing    | would mix samples
          """)
  void whatIsNotSupportedIsNamed(String name, String message) {
    assertThatThrownBy(() -> ModelFiles.read(file(name), pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file(name) + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void weightsBesideMustBeThereAndBeside() throws IOException {
    byte[] model = Files.readAllBytes(file("beside"));
    Path copy = Files.write(directory.resolve("beside.onnx"), model);
    assertThatThrownBy(() -> ModelFiles.read(copy, pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("beside.bin, which can't be read");
    Files.write(directory.resolve("beside.bin"), new byte[100]);
    assertThatThrownBy(() -> ModelFiles.read(copy, pictures()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("beyond the end");
    String text = new String(model, StandardCharsets.ISO_8859_1);
    for (String elsewhere : List.of("../aa.bin", "/etc/abcd.", "..        ")) {
      Path changed = directory.resolve("changed.onnx");
      Files.write(
          changed,
          text.replace("beside.bin", (elsewhere + "   ").substring(0, 10))
              .getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> ModelFiles.read(changed, pictures()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("weights lie in");
    }
  }
}
