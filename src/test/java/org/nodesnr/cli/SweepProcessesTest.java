package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps in processes of their own, disturbed in the ways that workstations know. */
@Timeout(300)
class SweepProcessesTest {
  /** So long that its steps are timed first. */
  private static final String[] LONG = {
    "--no-report", "--set", "base.steps=1000000", "--set", "network.dense=[256,8]"
  };

  @TempDir Path directory;
  private Sweeps sweeps;

  @BeforeEach
  void prepare() throws IOException {
    sweeps = Sweeps.of(directory, "tiny", Tiny.CONFIG);
  }

  @Test
  void terminatedASweepSavesStopsAndSaysHowToGoOn() throws Exception {
    Process process = sweeps.start("stopped", 2, LONG);
    awaitLine("stopped", "by this measurement");
    Process second = sweeps.start("stopped", 2, LONG);
    assertThat(sweeps.end(second, "stopped")).isEqualTo(2);
    assertThat(sweeps.log("stopped"))
        .contains("another sweep is writing here (process " + process.pid() + " on ");
    List<ProcessHandle> workers = process.descendants().toList();
    process.destroy();
    assertThat(sweeps.end(process, "stopped")).as(sweeps.log("stopped")).isEqualTo(130);
    assertThat(sweeps.log("stopped"))
        .contains("4 of 4 runs are left", "goes on where this one stopped");
    assertThat(workers).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(sweeps.files("stopped"))
        .anyMatch(f -> f.matches("state/[0-9a-f]{16}\\.json"))
        .anyMatch(f -> f.matches("state/[0-9a-f]{16}-[0-9]+\\.bin"));
  }

  @Test
  void ofSeveralStartedAtOnceOneSweepsAndWhenItIsKilledAnotherTakesOver() throws Exception {
    String[] medium = {"--no-report", "--set", "base.steps=20000"};
    List<Process> rivals = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rivals.add(sweeps.start("shared", 2, medium));
    }
    while (rivals.stream().filter(Process::isAlive).count() > 1) {
      Thread.sleep(50);
    }
    Process holder = rivals.stream().filter(Process::isAlive).findFirst().orElseThrow();
    for (Process rival : rivals) {
      if (rival != holder) {
        assertThat(rival.exitValue()).isEqualTo(2);
      }
    }
    assertThat(sweeps.log("shared").lines().filter(l -> l.contains("another sweep is writing")))
        .hasSize(2)
        .allMatch(l -> l.contains("(process " + holder.pid() + " on "));
    holder.destroyForcibly();
    sweeps.end(holder, "shared");

    // The dead one's workers may still be saving their states.
    Process heir = sweeps.start("shared", 2, medium);
    assertThat(sweeps.end(heir, "shared")).as(sweeps.log("shared")).isZero();
    assertThat(sweeps.records("shared").readAll().records()).hasSize(4);
    assertThat(sweeps.records("shared").readAll().damaged()).isEmpty();
    assertThat(sweeps.partialFiles("shared")).isEmpty();
  }

  @Test
  void aSweepOfWhichNothingFinishesSaysSo() throws Exception {
    Process process =
        sweeps.start("wild", 2, "--set", "base.learningRate=1e9", "--set", "seeds=[1]");
    assertThat(sweeps.end(process, "wild")).isEqualTo(1);
    assertThat(sweeps.log("wild")).contains("nodesnr: no run finished: all diverged");
  }

  @Test
  void networksThatWereNotKeptAreMissed() throws Exception {
    String[] one = {"--no-report", "--set", "seeds=[1]", "--set", "limit.regimes=[sgd]"};
    sweeps.end(sweeps.start("kept", 1, one), "kept");
    try (Stream<Path> networks = Files.list(sweeps.experiment("kept").root().resolve("networks"))) {
      for (Path network : networks.toList()) {
        Files.delete(network);
      }
    }
    assertThat(sweeps.end(sweeps.start("kept", 1, one), "kept")).isZero();
    assertThat(sweeps.log("kept"))
        .contains("note: the networks of 1 run done before were not kept");
  }

  private void awaitLine(String results, String line) throws IOException, InterruptedException {
    while (!sweeps.log(results).contains(line)) {
      Thread.sleep(100);
    }
    Thread.sleep(2000);
  }
}
