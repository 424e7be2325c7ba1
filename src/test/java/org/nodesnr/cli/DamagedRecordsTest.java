package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.files.Json;
import org.nodesnr.spec.RunSpecs;

/** Records that were damaged after they were written: named, left out, trained again. */
@Timeout(300)
class DamagedRecordsTest {
  @TempDir Path directory;
  private InProcess tiny;
  private List<String> rows;

  @BeforeEach
  void train() throws Exception {
    tiny = InProcess.of(directory, Tiny.CONFIG).trained();
    rows = rows();
    assertThat(rows).hasSize(5);
  }

  private List<String> rows() throws IOException {
    assertThat(tiny.command("stats").code()).isZero();
    return Files.readAllLines(tiny.directory().runTable());
  }

  private Path file(int run) {
    return tiny.directory().run(tiny.jobs().get(run).id());
  }

  private void damage(int run, UnaryOperator<String> how) throws IOException {
    String text = Files.readString(file(run));
    String damaged = how.apply(text);
    assertThat(damaged).isNotEqualTo(text);
    Files.writeString(file(run), damaged);
  }

  private void damageAll() throws IOException {
    // Sound in itself, but of another config than its id says.
    damage(
        0,
        text ->
            text.replaceAll(",\\s*\"sha256\": \"[0-9a-f]{64}\"\\s*}", "}")
                .replaceFirst("(?<=\"dropProbability\": ?)0.2", "0.3"));
    damage(1, text -> text.replaceFirst("\"accuracy\":0\\.", "\"accuracy\":0.9"));
    damage(2, text -> text.replace("\"schema\": 2", "\"schema\": 0"));
    damage(3, text -> text.substring(0, text.length() - 40));
  }

  @Test
  void theyAreNamedAndEnterNoTable() throws Exception {
    damageAll();
    InProcess.Answer answer = tiny.command("stats");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .startsWith("nodesnr: " + tiny.directory().root() + " has no usable record")
        .contains("ignored: ");

    // With one more run there is something to tabulate.
    InProcess more = InProcess.of(directory, Tiny.CONFIG.replace("1..2", "1..3"));
    more.only(job -> job.spec().seed() == 3 && job.regime().equals("sgd")).trained();
    answer = more.command("stats");
    assertThat(answer.code()).isZero();
    String other =
        RunSpecs.id(RunSpecs.fromJson(Json.parse(Files.readString(file(0))).path("spec")));
    assertThat(answer.out())
        .contains("ignored: " + file(0) + " has a config whose id is " + other)
        .contains("ignored: " + file(1) + " was changed after it was written: its checksum differs")
        .contains("ignored: " + file(2) + " has schema 0, but this version reads up to 2")
        .contains("ignored: " + file(3) + " is truncated or no run record, line ")
        .contains("; 'nodesnr run' trains its run again")
        .contains("5 of 6 runs have no record yet");
    assertThat(Files.readAllLines(tiny.directory().runTable())).hasSize(2);
    assertThat(more.command("status").out())
        .contains("1 of 6 runs finished", "  ignored: " + file(3) + " is truncated");
  }

  @Test
  void theyAreTrainedAgainToTheSameNumbersAndTheFilesAreKept() throws Exception {
    damageAll();
    InProcess.Answer dry = tiny.command("run", "--dry-run");
    assertThat(dry.out())
        .contains("0 done before, 4 to train")
        .contains("; its run is trained again, the file kept as *.damaged");
    assertThat(file(0)).exists();

    Sweeps sweeps = Sweeps.of(directory, "tiny", Tiny.CONFIG);
    assertThat(sweeps.sweep("results", 1, "--no-report")).as(sweeps.log("results")).isZero();
    assertThat(rows()).isEqualTo(rows);
    for (int run = 0; run < 4; run++) {
      assertThat(file(run).resolveSibling(file(run).getFileName() + ".damaged")).exists();
    }
    assertThat(tiny.command("run").out()).contains("4 done before, 0 to train");
  }

  @Test
  void whatALaterVersionWroteIsNotReplaced() throws IOException {
    damage(2, text -> text.replace("\"schema\": 2", "\"schema\": 3"));
    byte[] newer = Files.readAllBytes(file(2));
    InProcess.Answer answer = tiny.command("run");
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.err())
        .isEqualTo(
            "nodesnr: "
                + file(2)
                + " has schema 3, but this version reads up to 2: use the version that wrote it, or"
                + " choose another --results"
                + System.lineSeparator());
    assertThat(Files.readAllBytes(file(2))).isEqualTo(newer);
    assertThat(tiny.command("stats").out()).contains("ignored: " + file(2), "1 of 4 runs");
  }
}
