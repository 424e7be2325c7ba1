package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.UserError;

class StudyReaderTest {
  private static final Map<String, Map<String, List<Double>>> STUDIES =
      Map.of(
          "lines",
          Map.of(
              "rates", List.of(0.1),
              "steps", List.of(5.0),
              "sets", List.of(2.0),
              "labelNoise", List.of(0.0)));

  @TempDir private Path folder;

  private StudySpec read(String text) throws IOException {
    Path file = folder.resolve("a.conf");
    Files.writeString(file, text);
    return StudyReader.read(file, STUDIES);
  }

  @Test
  void numbersListsAndDefaults() throws IOException {
    StudySpec spec = read("name = a\nstudy = lines\nrates = [0.2, 0.4]");
    assertThat(spec.all("rates")).containsExactly(0.2, 0.4);
    assertThat(spec.whole("steps")).isEqualTo(5);
    assertThat(spec.title()).isEqualTo("a");
    assertThat(spec.data()).isEqualTo("mnist");
  }

  @ParameterizedTest
  @CsvSource({
    "name = a, study is missing; configs without it are for 'nodesnr run'",
    "'name = a, study = lines, sets = 0', sets: give numbers of at least 1",
    "'name = a, study = lines, labelNoise = [0, 2]', labelNoise: give numbers from 0 to 1",
    "'name = a, study = lines, steps = [10, 3]', steps: give them in rising order",
    "'name = a, study = circles', 'study: ''circles'' is none of lines'",
    "'name = A/b, study = lines', name: use lower-case",
    "'name = a, study = lines, rate = 1', rate: study lines has",
    "'name = a, study = lines, rates = -1', rates: give numbers of at least 0",
    "'name = a, study = lines, rates = []', rates: give numbers",
    "'name = a, study = lines, rates = x', rates",
    "'name = ', a.conf"
  })
  void badOnesAreRefusedInOneLineThatNamesTheFile(String text, String words) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a.conf")
        .hasMessageContaining(words);
    assertThatThrownBy(() -> StudyReader.read(folder.resolve("none.conf"), STUDIES))
        .hasMessageContaining("no such file");
  }
}
