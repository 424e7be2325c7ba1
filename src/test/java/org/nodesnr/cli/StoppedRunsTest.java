package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a sweep is said to take whose runs stop at a training loss. */
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
}
