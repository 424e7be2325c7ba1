package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.files.Json;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.testing.Fuzz;
import org.nodesnr.testing.FuzzTarget;

/** Damaged states are passed over with a complaint; nothing is thrown. */
class StateFuzzTest {
  private static final String ID = "0123456789abcdef";

  @TempDir Path temporary;

  @Test
  void savedStates() throws Exception {
    ExperimentDirectory experiment = ExperimentDirectory.of(temporary, "fuzz");
    StateStore store = new StateStore(experiment);
    Checkpoint.Score score = new Checkpoint.Score(0.5, 1.25, 100);
    List<Checkpoint> checkpoints =
        List.of(Checkpoint.ofScores(0, score, score), Checkpoint.ofScores(500, score, score));
    store.save(
        new SavedState(
            ID,
            700,
            checkpoints,
            "data",
            "code",
            "2026-01-01T00:00:00Z",
            new TimeSpent(3.5, 3.25),
            ""),
        weights -> Files.write(weights, new byte[8]));
    Path file = store.directory().resolve(ID + ".json");
    Fuzz.of(FuzzTarget.SAVED_STATES)
        .from(Files.readAllBytes(file))
        .words("null", "[]", "{}", "\"step\":", "\"../", ID, ",", "\"NaN\"", "\\u0000")
        .run(
            input -> {
              Fuzz.write(file, Fuzz.coin(input) ? input : resealed(input));
              List<String> complaints = new ArrayList<>();
              Optional<SavedState> state = store.load(ID, complaints::add);
              assertThat(complaints).hasSize(state.isPresent() ? 0 : 1);
              state.ifPresent(
                  s -> {
                    assertThat(store.weights(s)).hasParentRaw(store.directory());
                    assertThat(s.dataFingerprint()).isNotNull();
                    assertThat(s.code()).isNotNull();
                    assertThat(s.startedAt()).isNotNull();
                    assertThat(s.checkpoints())
                        .allMatch(c -> c.step() >= 0 && c.step() <= s.step());
                  });
              return state.isPresent() ? "" : complaints.get(0);
            });
  }

  private static byte[] resealed(byte[] input) {
    return Sealing.again(new String(input, StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void statusOfASweep() throws Exception {
    ExperimentDirectory experiment = ExperimentDirectory.of(temporary, "fuzz");
    StatusFile.Status status =
        new StatusFile.Status(
            "elsewhere",
            17,
            "1/1",
            10,
            3,
            100.5,
            true,
            List.of(new StatusFile.ActiveRun(0, ID, "sgd 1", 700, 1000, 0.25, 3.5)));
    Path file =
        Files.createDirectories(new StateStore(experiment).directory()).resolve("progress.json");
    Fuzz.of(FuzzTarget.SWEEP_STATUS)
        .from(Json.line(status).getBytes(StandardCharsets.UTF_8))
        .words("null", "[]", "[null]", "{}", "\"active\":", ",")
        .run(
            input -> {
              Fuzz.write(file, input);
              List<StatusFile.Status> read = StatusFile.read(experiment);
              read.forEach(s -> assertThat(s.active()).allMatch(run -> run.label() != null));
              return read.isEmpty() ? "no status" : "";
            });
  }
}
