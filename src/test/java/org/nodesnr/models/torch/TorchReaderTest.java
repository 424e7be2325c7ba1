package org.nodesnr.models.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.UserError;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.ModelFiles;
import org.nodesnr.models.ModelReference;

/** What is read is in ModelSetTest; here is what is refused. */
class TorchReaderTest {
  private static final Path SET = ModelReference.FILES.resolve("set");
  private static final Path LINE = SET.resolve("torch-line.pt");
  private static final String ARCHITECTURE =
      "conv relu maxpool(2) conv(stride=2,padding=1) tanh flatten dense sigmoid dense";

  @TempDir Path directory;

  private static InputHint pictures() throws IOException {
    return ModelReference.samples("pictures").shape();
  }

  private static void refused(Path file, String architecture, String... message)
      throws IOException {
    InputHint hint = pictures();
    assertThatThrownBy(() -> ModelFiles.read(file, hint, Optional.ofNullable(architecture)))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(message);
  }

  /** A file of torch.save with this pickle. */
  private Path pickled(String pickle) throws IOException {
    Path file = directory.resolve("net.pt");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("net/data.pkl"));
      zip.write(pickle.getBytes(StandardCharsets.ISO_8859_1));
    }
    return file;
  }

  @Test
  void weightsAloneAreRefusedWithTheLinesThatExportThem() throws IOException {
    for (String name : new String[] {"torch-line.pt", "torch-line.safetensors"}) {
      refused(
          SET.resolve(name),
          null,
          name + ": weights without the network around them: 7 arrays (conv1.",
          "--architecture",
          "net.load_state_dict(",
          name + "')); net.eval()\n",
          "example = torch.zeros(1, 3, 9, 8)\n",
          "torch.onnx.export(net, example, 'net.onnx')");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cposix\\nsystem\\n(X\\4\\0\\0\\0truetR. | refers to posix.system, which is code
          c__main__\\nNet\\n)R. | refers to __main__.Net, which is code and not weights; save them alone
          (cbuiltins\\neval\\nX\\1\\0\\0\\0otR. | refers to builtins.eval
          ctorch._utils\\n_rebuild_qtensor\\n)R. | a quantised network
          ctorch\\nFloatStorage\\n)R. | refers to torch.FloatStorage, which is code
          (ios\\nsystem\\n. | instruction 0x69, which is no data
          }. | holds no dictionary of weights
          X\\xff\\xff\\0\\0. | damaged
          h\\7. | damaged
          . | damaged
          """)
  void namesOfCodeAreRefused(String pickle, String message) throws IOException {
    StringBuilder plain = new StringBuilder();
    for (int k = 0; k < pickle.length(); k++) {
      char next = pickle.charAt(k);
      if (next == '\\') {
        k++;
        char which = pickle.charAt(k);
        if (which == 'x') {
          plain.append((char) Integer.parseInt(pickle.substring(k + 1, k + 3), 16));
          k += 2;
        } else {
          plain.append(which == 'n' ? '\n' : (char) (which - '0'));
        }
      } else {
        plain.append(next);
      }
    }
    Path file = pickled(plain.toString());
    refused(file, ARCHITECTURE, file + ": ", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conv relu maxpool(2) flatten dense          | Conv weights: no
          conv relu pool                              | no such layer; there are conv, dense
          conv(strides=2)                             | conv(strides=2): no such setting: strides; it has stride, padding
          conv(stride=two)                            | stride must be a number
          conv(stride=1.5)                            | stride must be a whole number
          conv & relu                                 | what is '&'?
          conv conv conv                              | the file holds no more weights of 4 dimensions
          fc1:conv                                    | architecture[0], conv 'fc1': the file holds no such weights
          conv relu flatten dense                     | weights for 24 inputs where there are 210
          conv relu maxpool(2) conv(stride=2,padding=1) tanh flatten dense | no layer of --architecture takes fc2.weight, fc2.bias
          '# nothing'                                 | name the layers
          """)
  void architecturesThatDoNotFitAreRefused(String architecture, String message) throws IOException {
    refused(LINE, architecture, message.startsWith("Conv weights") ? "weights for 24" : message);
  }

  @Test
  void modulesMayBeNamed() throws IOException {
    ImportedNetwork network =
        ModelFiles.read(
            LINE,
            pictures(),
            Optional.of(
                """
                conv1:conv -> relu -> maxpool(2)   # the first block
                conv2:conv(stride=2, padding=1), tanh
                flatten; fc1:linear; sigmoid; fc2:linear; logsoftmax
                """));
    assertThat(network.layerNames()).containsExactly("conv1", "conv2", "fc1", "fc2");
    assertThat(network.format()).isEqualTo("PyTorch");
    assertThat(network.softmaxAssumed()).isFalse();
  }

  @Test
  void otherFilesHaveLayersOfTheirOwn() throws IOException {
    refused(ModelReference.FILES.resolve("dense.keras"), "dense", "--architecture is for weights");
    refused(ModelReference.FILES.resolve("dense.onnx"), "dense", "--architecture is for weights");
  }

  @Test
  void halvesAreNumbers() {
    assertThat(StoredNumbers.half((short) 0x3c00)).isEqualTo(1f);
    assertThat(StoredNumbers.half((short) 0xc000)).isEqualTo(-2f);
    assertThat(StoredNumbers.half((short) 0x7bff)).isEqualTo(65504f);
    assertThat(StoredNumbers.half((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(StoredNumbers.half((short) 0x83ff)).isEqualTo(-1023 * 0x1p-24f);
    assertThat(StoredNumbers.half((short) 0x7c00)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(StoredNumbers.half((short) 0x7e00)).isNaN();
  }

  @Test
  void anOffsetOutsideTheFileIsRefused() throws IOException {
    String header =
        "{\"w.weight\":{\"dtype\":\"F32\",\"shape\":[4,216], \"data_offsets\":[0,9999]}}";
    byte[] bytes = new byte[8 + header.length() + 16];
    bytes[0] = (byte) header.length();
    System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, bytes, 8, header.length());
    Path file = Files.write(directory.resolve("net.safetensors"), bytes);
    refused(file, "flatten dense", file + ": damaged or cut short: w.weight lies outside the file");
    String inside = header.replace("9999", "  16");
    System.arraycopy(inside.getBytes(StandardCharsets.US_ASCII), 0, bytes, 8, inside.length());
    Path other = Files.write(directory.resolve("other.safetensors"), bytes);
    refused(other, "flatten dense", "the file holds fewer values than it says");
  }
}
