package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.sweep.Event;
import org.nodesnr.sweep.Executions;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.StopFlag;

/** What the plan says of runs that stop at a training loss, and of runs that were stopped. */
class StoppedRunsTest {
  @TempDir private Path directory;

  @Test
  void isAtMostSoLongUntilARunIsOver() throws Exception {
    InProcess tiny =
        InProcess.of(
            directory, Tiny.CONFIG.replace("steps = 200", "steps = 500000, stopAtTrainLoss = 2"));
    String before = tiny.command("run", "-n").out();
    assertThat(before).contains("500,000 steps each at most").contains("  at most about ");
    tiny.only(job -> job.equals(tiny.jobs().get(0))).trained();
    String after = tiny.command("run", "-n").out();
    assertThat(after).contains("500,000 steps each at most").containsPattern("(?m)^  about \\d+ s");
  }

  @ParameterizedTest
  @CsvSource({
    ".json, 30, ': no saved state'",
    "-50.bin, 300, ' is cut short'",
    "-50.bin, -1, ' is missing'",
  })
  void whoseSavedStateIsNotWholeBeginAnewAndThePlanSaysSo(String end, int length, String fault)
      throws Exception {
    InProcess tiny = InProcess.of(directory, Tiny.CONFIG);
    Job job = tiny.jobs().get(0);
    StopFlag stop = new StopFlag();
    Executions.of(
        tiny.worker(stop),
        job,
        event -> {
          if (event instanceof Event.Measured measured && measured.step() == 50) {
            stop.request();
          }
        });
    assertThat(tiny.command("run", "-n").out())
        .contains("4 to train, 1 of them from a saved state:")
        .contains(job.label() + " goes on at step 50 of 200");
    Path file = tiny.directory().root().resolve("state/" + job.id() + end);
    if (length < 0) {
      Files.delete(file);
    } else {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
    }
    assertThat(tiny.command("run", "-n").out())
        .contains("4 to train" + System.lineSeparator())
        .contains(job.label() + " begins anew: " + file + fault)
        .doesNotContain("goes on at");
  }
}
