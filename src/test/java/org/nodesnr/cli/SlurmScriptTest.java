package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.UserError;

/**
 * The batch script, carried out without Slurm: program and scontrol only note what they are told.
 */
@Timeout(60)
class SlurmScriptTest {
  @TempDir Path directory;

  private SlurmScript script() {
    return script("1:00:00");
  }

  private SlurmScript script(String time) {
    return new SlurmScript(
        "tiny",
        directory.resolve("nodesnr"),
        directory,
        directory.resolve("logs"),
        List.of("it's.conf"),
        List.of("--offline"),
        3,
        2,
        1,
        time,
        Optional.of("gpu"));
  }

  private void executable(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/bash\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start() throws IOException {
    executable("scontrol", "echo \"$@\" >> requeued\n");
    executable("sweep.slurm", script().text());
    ProcessBuilder builder = new ProcessBuilder(directory.resolve("sweep.slurm").toString());
    builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    builder.environment().put("SLURM_ARRAY_TASK_ID", "2");
    builder.environment().put("SLURM_ARRAY_JOB_ID", "42");
    builder.environment().put("SLURM_JOB_ID", "42"); // as the last task of an array has it
    return builder.start();
  }

  /** A program that says that it is there, and ends with 130 when it is terminated. */
  private void patientProgram() throws IOException {
    executable(
        "nodesnr",
        """
        if [ "$1" = status ]; then
          echo "$@" > asked
          printf '{ "steps" : { "made" : %s, "planned" : 900 } }' "$(cat steps)"
          exit
        fi
        trap 'echo saved >> told; exit 130' TERM
        echo "$@" > told
        for i in {1..500}; do sleep 0.05; done
        """);
    steps(70);
  }

  private void steps(int made) throws IOException {
    Files.createDirectories(directory.resolve("logs"));
    Files.writeString(directory.resolve("steps"), Integer.toString(made));
  }

  /** A task that is started, meets its time limit, and has made so many steps by then. */
  private void limitAfter(int made) throws Exception {
    steps(made);
    Files.deleteIfExists(directory.resolve("told"));
    signal(start(), "USR1");
  }

  private void signal(Process process, String signal) throws Exception {
    while (!Files.exists(directory.resolve("told"))) {
      Thread.sleep(20);
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void itsHeadAsksForWhatWasGiven() {
    assertThat(script().text().lines())
        .contains(
            "#SBATCH --array=1-3",
            "#SBATCH --cpus-per-task=2",
            "#SBATCH --time=1:00:00",
            "#SBATCH --partition=gpu",
            "#SBATCH --gres=gpu:1",
            "#SBATCH --requeue",
            "#SBATCH --signal=B:USR1@120");
  }

  @Test
  void theProgramsExitCodeIsTheTasks() throws Exception {
    executable("nodesnr", "printf '%s|' \"$@\" > told\nexit 1\n");
    assertThat(start().waitFor()).isEqualTo(1);
    assertThat(directory.resolve("told"))
        .hasContent("run|it's.conf|--offline|--shard|2/3|--workers|2|");
    assertThat(directory.resolve("requeued")).doesNotExist();
  }

  @Test
  void beforeTheTimeLimitItSavesAndQueuesAgain() throws Exception {
    patientProgram();
    signal(start(), "USR1");
    assertThat(Files.readString(directory.resolve("told"))).endsWith("saved\n");
    assertThat(directory.resolve("requeued")).hasContent("requeue 42_2");
    assertThat(directory.resolve("asked")).hasContent("status it's.conf --shard 2/3 --format json");
  }

  @Test
  void withoutAStepGainedItQueuesTwiceAndNotAThirdTime() throws Exception {
    patientProgram();
    limitAfter(0);
    limitAfter(0);
    assertThat(directory.resolve("requeued")).hasContent("requeue 42_2\nrequeue 42_2\n");
    limitAfter(0);
    assertThat(directory.resolve("requeued")).hasContent("requeue 42_2\nrequeue 42_2\n");
    limitAfter(1);
    limitAfter(1);
    limitAfter(5);
    assertThat(Files.readAllLines(directory.resolve("requeued"))).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "1:00, 1 minute",
    "4:00, 4 minutes",
    "5, 5 minutes",
    "5:00, 5 minutes",
    "0:05:00, 5 minutes",
    "2:30, 2 minutes and 30 seconds",
    "0:00:59, 59 seconds",
    "0-0:5, 5 minutes"
  })
  void aLimitTooShortToSaveIsRefusedAsSlurmReadsIt(String time, String read) {
    assertThatThrownBy(() -> script(time))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--time " + time + ": Slurm reads it as " + read + ", too short");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"6", "5:01", "1:00:00", "0-1", "1-0", "0-0:6", "2-12:30:00", "90", "UNLIMITED"})
  void aLongerLimitIsTaken(String time) {
    assertThat(script(time).text()).contains("#SBATCH --time=" + time + "\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1h", "1:2:3:4", "1-", "1-2-3", "-5", "4:00:00 ", "1.5"})
  void whatSlurmDoesNotReadIsRefused(String time) {
    assertThatThrownBy(() -> script(time))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("give hours:minutes:seconds or days-hours");
  }

  @Test
  void noLimitIsNamed() {
    assertThatThrownBy(() -> script("0:00"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "--time 0:00: Slurm reads it as no limit at all: give UNLIMITED if that is meant");
  }

  @Test
  void cancelledItSavesAndStaysAway() throws Exception {
    patientProgram();
    Process process = start();
    signal(process, "TERM");
    assertThat(process.exitValue()).isNotZero();
    assertThat(Files.readString(directory.resolve("told"))).endsWith("saved\n");
    assertThat(directory.resolve("requeued")).doesNotExist();
  }
}
