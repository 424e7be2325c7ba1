package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.Golden;
import org.nodesnr.UserError;

/**
 * Every mistake of {@code config/bad-configs.txt}, with its message in {@code
 * golden/bad-configs.txt}. A case is what follows the first line of bad.conf, which includes a good
 * config, and overrides.
 */
class BadConfigsTest {
  private static final String OVERRIDE = "--set ";
  private static final Pattern CASE = Pattern.compile("^== (.*)$", Pattern.MULTILINE);

  @TempDir Path directory;

  @BeforeEach
  void writeIncludedFiles() throws IOException {
    write(
        "good.conf",
        "name = good\ndata.set = mnist\nnetwork = mnist\nbase.steps = 100\nregimes { sgd {} }\n");
    write("circle.conf", "include \"circle2.conf\"\n");
    write("circle2.conf", "include \"circle.conf\"\n");
    write("broken.conf", "\n\nbase.steps = 10\nbase.batchSize = -4\n");
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
    String cases = Files.readString(Path.of("src/test/resources/config/bad-configs.txt"));
    StringBuilder messages = new StringBuilder();
    Matcher heads = CASE.matcher(cases);
    int count = 0;
    List<String> names = new ArrayList<>();
    for (boolean found = heads.find(); found; ) {
      String name = heads.group(1);
      int from = heads.end() + 1;
      found = heads.find();
      String text = cases.substring(from, found ? heads.start() : cases.length());
      names.add(name);
      messages.append(name).append("\n    ").append(refusal(name, text)).append('\n');
      count++;
    }
    assertThat(count).isGreaterThan(100);
    assertThat(names).doesNotHaveDuplicates();
    Golden.assertSame("bad-configs.txt", messages.toString());
  }

  private String refusal(String name, String text) throws IOException {
    StringBuilder config = new StringBuilder("include \"good.conf\"\n");
    List<String> overrides = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (line.startsWith(OVERRIDE)) {
        overrides.add(line.substring(OVERRIDE.length()));
      } else {
        config.append(line).append('\n');
      }
    }
    Path file = write("bad.conf", config.toString());
    Throwable error = catchThrowable(() -> ExperimentLoader.load(file, overrides));
    assertThat(error).as(name).isInstanceOf(UserError.class);
    String message = message(error);
    assertThat(message).as(name).doesNotContain("\n").doesNotContain("source#");
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
