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
import org.nodesnr.spec.StudySetting;
import org.nodesnr.spec.StudySpec;

class StudyReaderTest {
  private static final Map<String, List<StudySetting>> STUDIES =
      Map.of(
          "lines",
          List.of(
              StudySetting.positive("rates", 0.1).orList(),
              StudySetting.count("steps", 0, 5).orRisingList(),
              StudySetting.count("sets", 1, 2),
              StudySetting.belowOne("dropout", 0),
              StudySetting.share("labelNoise", 0).orList()));

  @TempDir private Path folder;

  private StudySpec read(String text) throws IOException {
    Path file = folder.resolve("a.conf");
    Files.writeString(file, text);
    return read(file);
  }

  private static StudySpec read(Path file, String... overrides) {
    return StudyReader.read(
        file, List.of(overrides), STUDIES, List.of("mnist", "synthetic-digits"));
  }

  @Test
  void numbersListsAndDefaults() throws IOException {
    StudySpec spec = read("name = a\nstudy = lines\nrates = [0.2, 0.4]");
    assertThat(spec.all("rates")).containsExactly(0.2, 0.4);
    assertThat(spec.whole("steps")).isEqualTo(5);
    assertThat(spec.title()).isEqualTo("a");
    assertThat(spec.data()).isEqualTo("mnist");
  }

  @Test
  void dataAsStudiesAndAsExperimentsHaveIt() throws IOException {
    assertThat(read("name = a, study = lines, data = synthetic-digits").data())
        .isEqualTo(read("name = a, study = lines, data.set = synthetic-digits").data())
        .isEqualTo("synthetic-digits");
  }

  @Test
  void overridesReplaceWhatTheFileSays() throws IOException {
    read("name = a\nstudy = lines\nsteps = 3");
    assertThat(read(folder.resolve("a.conf"), "steps=[1, 2]", "sets=4").wholes("steps"))
        .containsExactly(1, 2);
    assertThatThrownBy(() -> read(folder.resolve("a.conf"), "sets=x"))
        .hasMessage("--set sets=x: sets must be a whole number, not \"x\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name = a | study is missing; configs without it are for 'nodesnr run'",
        "name = a, study = lines, sets = 0 | :1: sets must lie between 1 and 1000000000, not 0",
        "name = a, study = lines, sets = 1.5 | :1: sets must be a whole number, not 1.5",
        "name = a, study = lines, sets = [1, 2] | :1: sets must be one number, not a list",
        "name = a, study = lines, labelNoise = [0, 2] | :1: labelNoise[1] must lie between 0 and 1, not 2",
        "name = a, study = lines, dropout = 1 | :1: dropout must be 0 or above and below 1, not 1",
        "name = a, study = lines, steps = [10, 3] | :1: steps must rise from each number to the next",
        "name = a, study = circles | :1: study has no value \"circles\"; there are: lines",
        "name = a, study = line | did you mean 'lines'?",
        "name = a, study = [lines] | :1: study must be one of lines",
        "name = A/b, study = lines | :1: name must be lower-case letters",
        "study = lines | name is missing",
        "name = 3, study = lines | name must be text",
        "name = a, study = lines, rate = 1 | :1: unknown key 'rate'; did you mean 'rates'?",
        "name = a, study = lines, batchSize = 1 | unknown key 'batchSize'; there are: data, dropout",
        "name = a, study = lines, rates = -1 | :1: rates must be above 0, not -1",
        "name = a, study = lines, rates = [] | :1: rates must have at least one value, not []",
        "name = a, study = lines, rates = x | :1: rates must be a number, not \"x\"",
        "name = a, study = lines, rates = { x = 1 } | :1: rates must be a number",
        "name = a, study = lines, data = minst | :1: data has no value \"minst\"; did you mean 'mnist'?",
        "name = a, study = lines, data.set = 7 | :1: data.set must be one of mnist, synthetic-digits",
        "name = a, study = lines, data.crop = 7 | :1: unknown key 'data.crop'",
        "name = | a.conf",
        "name = ${HOME}, study = lines | a.conf"
      })
  void badOnesAreRefusedInOneLineThatNamesItsPlace(String text, String words) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a.conf")
        .hasMessageContaining(words)
        .hasMessageNotContaining("ConfigValue");
  }

  @Test
  void whatIsNoFileIsNamed() {
    assertThatThrownBy(() -> read(folder.resolve("none.conf")))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> read(folder)).hasMessageContaining("is a directory");
  }
}
