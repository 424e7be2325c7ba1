package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.Golden;
import org.nodesnr.UserError;
import org.nodesnr.testing.BadConfigs;

/**
 * Every mistake of {@code config/bad-configs.txt}, with its message in {@code
 * golden/bad-configs.txt}. A case is what follows the first line of bad.conf, which includes a good
 * config, and overrides.
 */
class BadConfigsTest {
  @TempDir Path directory;

  @BeforeEach
  void writeIncludedFiles() throws IOException {
    BadConfigs.writeIncluded(directory);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private String message(Throwable error) {
    return error.getMessage().replace(directory + "/", "");
  }

  @Test
  void theConfigThatCasesStartFromIsGood() {
    assertThat(ExperimentLoader.load(directory.resolve("good.conf"), List.of()).runs()).hasSize(4);
  }

  @Test
  void everyMistakeIsNamed() throws IOException {
    StringBuilder messages = new StringBuilder();
    for (BadConfigs.Case bad : BadConfigs.cases()) {
      messages.append(bad.name()).append("\n    ").append(refusal(bad)).append('\n');
    }
    assertThat(BadConfigs.cases())
        .hasSizeGreaterThan(100)
        .extracting(BadConfigs.Case::name)
        .doesNotHaveDuplicates();
    Golden.assertSame("bad-configs.txt", messages.toString());
  }

  private String refusal(BadConfigs.Case bad) throws IOException {
    Path file = write("bad.conf", bad.config());
    Throwable error = catchThrowable(() -> ExperimentLoader.load(file, bad.overrides()));
    assertThat(error).as(bad.name()).isInstanceOf(UserError.class);
    String message = message(error);
    assertThat(message).as(bad.name()).doesNotContain("\n").doesNotContain("source#");
    return message;
  }

  private void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> ExperimentLoader.load(file, List.of()))
        .isInstanceOf(UserError.class)
        .satisfies(error -> assertThat(message(error)).isEqualTo(message));
  }

  @Test
  void filesThatAreNoText() throws IOException {
    assertRefused(directory.resolve("nowhere.conf"), "nowhere.conf: no such file");
    assertRefused(
        Files.createDirectory(directory.resolve("folder")),
        "folder: is a directory; name a config file");
    assertRefused(
        Files.write(directory.resolve("latin1.conf"), new byte[] {'#', (byte) 0xe9, '\n'}),
        "latin1.conf: is not UTF-8 text");
    assertRefused(
        write("large.conf", "#".repeat(HoconReader.MAX_FILE_BYTES + 1)),
        "large.conf: is larger than 65536 bytes");
    assertRefused(write("empty.conf", ""), "empty.conf: name is missing");
    assertRefused(
        write("nul.conf", "name = \"a\u0000b\"\n"),
        "nul.conf:1: Expecting a value but got wrong token: 'control character 0x0' (JSON does not"
            + " allow unescaped control character 0x0 in quoted strings, use a backslash escape)");
  }

  @Test
  void moreIncludesThanAllowed() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < HoconReader.MAX_FILES; i++) {
      text.append("include \"good.conf\"\n");
    }
    assertRefused(
        write("many.conf", text.toString()), "good.conf: more than 16 files are included");
  }
}
