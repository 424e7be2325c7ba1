package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.ExperimentDirectory;

class StateStoreTest {
  private static final String ID = "0123456789abcdef";

  @TempDir Path temporary;

  private StateStore store() throws IOException {
    StateStore store = new StateStore(ExperimentDirectory.of(temporary, "states"));
    Checkpoint.Score score = new Checkpoint.Score(0.5, 1.25, 100);
    store.save(
        new SavedState(
            ID,
            700,
            List.of(Checkpoint.ofScores(500, score, score)),
            "data",
            "code",
            "2026-01-01T00:00:00Z",
            new TimeSpent(3.5, 3.25),
            ""),
        weights -> Files.write(weights, new byte[8]));
    return store;
  }

  @Test
  void aStateComesBackWithItsWeights() throws IOException {
    StateStore store = store();
    List<String> complaints = new ArrayList<>();
    SavedState state = store.load(ID, complaints::add).orElseThrow();
    assertThat(state.step()).isEqualTo(700);
    assertThat(store.weights(state)).hasBinaryContent(new byte[8]);
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "\"code\":\"code\"              | \"code\":null            | no saved state",
        "\"step\":700,                  | \"step\":700.5,          | no saved state",
        "\"step\":700,                  | \"step\":700,\"step\":8, | no saved state",
        "\"code\":\"code\",             | ``                       | no saved state",
        "\"id\":\"0123456789abcdef\"    | \"id\":\"other\"         | holds the state of run other",
        "\"step\":700,                  | \"step\":400,            | contradicts itself",
        "\"step\":500,                  | \"step\":701,            | contradicts itself",
        "\"step\":500,                  | \"step\":-1,             | contradicts itself",
        "\"0123456789abcdef-700.bin\"   | \"../elsewhere.bin\"     | contradicts itself",
      })
  void aDamagedStateIsPassedOverWithAComplaint(String sound, String damaged, String complaint)
      throws IOException {
    StateStore store = store();
    Path file = store.directory().resolve(ID + ".json");
    String text = Files.readString(file);
    Files.writeString(file, Sealing.again(text.replace(sound, damaged)));
    assertThat(file).content().isNotEqualTo(text);
    List<String> complaints = new ArrayList<>();
    assertThat(store.load(ID, complaints::add)).isEmpty();
    assertThat(complaints).singleElement().asString().startsWith(file + ": " + complaint);
  }

  @Test
  void nullIsNoState() throws IOException {
    StateStore store = store();
    Files.writeString(store.directory().resolve(ID + ".json"), "null");
    List<String> complaints = new ArrayList<>();
    assertThat(store.load(ID, complaints::add)).isEmpty();
    assertThat(complaints).hasSize(1);
  }
}
