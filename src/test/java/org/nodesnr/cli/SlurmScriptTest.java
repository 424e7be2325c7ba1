package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * The batch script, carried out without Slurm: program and scontrol only note what they are told.
 */
@Timeout(60)
class SlurmScriptTest {
  @TempDir Path directory;

  private SlurmScript script() {
    return new SlurmScript(
        "tiny",
        directory.resolve("nodesnr"),
        directory,
        directory.resolve("logs"),
        List.of("run", "it's.conf"),
        3,
        2,
        1,
        "1:00:00",
        Optional.of("gpu"));
  }

  private void executable(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), "#!/bin/bash\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start() throws IOException {
    executable("scontrol", "echo \"$@\" > requeued\n");
    executable("sweep.slurm", script().text());
    ProcessBuilder builder = new ProcessBuilder(directory.resolve("sweep.slurm").toString());
    builder.environment().put("PATH", directory + ":" + System.getenv("PATH"));
    builder.environment().put("SLURM_ARRAY_TASK_ID", "2");
    builder.environment().put("SLURM_JOB_ID", "42");
    return builder.start();
  }

  /** A program that says that it is there, and ends with 130 when it is terminated. */
  private void patientProgram() throws IOException {
    executable(
        "nodesnr",
        "trap 'echo saved >> told; exit 130' TERM\necho \"$@\" > told\nfor i in {1..500}; do sleep 0.05; done\n");
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
    assertThat(directory.resolve("told")).hasContent("run|it's.conf|--shard|2/3|--workers|2|");
    assertThat(directory.resolve("requeued")).doesNotExist();
  }

  @Test
  void beforeTheTimeLimitItSavesAndQueuesAgain() throws Exception {
    patientProgram();
    signal(start(), "USR1");
    assertThat(Files.readString(directory.resolve("told"))).endsWith("saved\n");
    assertThat(directory.resolve("requeued")).hasContent("requeue 42");
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
