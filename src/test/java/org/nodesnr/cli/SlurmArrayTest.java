package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.config.ExperimentLoader;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.Experiment;
import org.nodesnr.sweep.Shard;

/** A job array on a real Slurm, through the batch script that is submitted. */
@Timeout(120)
class SlurmArrayTest {
  /** The first shard has the first run, the second shard the other two. */
  private static final String CONFIG =
      """
      name = array
      data { set = synthetic-digits, trainSamples = 300, testSamples = 100 }
      network.dense = [8, 8]
      base { learningRate = 0.01, batchSize = 10, initialisation.denseStandardDeviation = 0.1 }
      regimes { first { steps = 140000 }, second { steps = 130000 }, third { steps = 120000 } }
      seeds = [1]
      checkpoints { accuracyEvery = 100000, measuresAt = [0] }
      statistics.bootstrapResamples = 100
      """;

  @TempDir Path directory;
  private Sweeps sweeps;

  @Test
  void aTaskAtItsTimeLimitIsPutBackAloneAndFinishedTasksStayFinished() throws Exception {
    sweeps = Sweeps.of(directory, "array", CONFIG);
    try (SlurmCluster slurm = SlurmCluster.startOrSkip(directory)) {
      String array = submit(slurm, sweeps.config());
      String first = array + "_1";
      String second = array + "_2";
      slurm.await("the second task", () -> slurm.job(second, "JobState").equals("RUNNING"));
      // The last task has the id of the array, which is what must not be put back.
      assertThat(slurm.job(second, "JobId")).isEqualTo(array);

      timeLimit(slurm, second, 1);
      assertThat(slurm.job(first, "JobState")).isIn("RUNNING", "COMPLETING", "COMPLETED");
      assertThat(slurm.job(first, "Restarts")).isEqualTo("0");
      again(slurm, second);
      slurm.await("the first task's end", () -> slurm.job(first, "JobState").equals("COMPLETED"));

      timeLimit(slurm, second, 2);
      assertThat(slurm.job(first, "JobState")).isEqualTo("COMPLETED");
      assertThat(slurm.job(first, "Restarts")).isEqualTo("0");
      assertThat(log(array, 1)).contains("1 to train").doesNotContain("goes on at step");
      assertThat(log(array, 2)).containsPattern("second, seed 1 goes on at step [1-9]");
    }
    assertThat(sweeps.records("results").readAll().records())
        .anyMatch(r -> r.regime().equals("first") && r.status() == RunRecord.Status.FINISHED);
  }

  private String submit(SlurmCluster slurm, Path config) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path launcher =
        Files.writeString(
            directory.resolve("nodesnr"),
            "#!/bin/bash\nexec '%s' -Djava.awt.headless=true -cp '%s' %s \"$@\"\n"
                .formatted(java, System.getProperty("java.class.path"), Main.class.getName()));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    String said =
        slurm.output(
            java,
            "-Dnodesnr.launcher=" + launcher,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "slurm",
            config.toString(),
            "--results",
            directory.resolve("results").toString(),
            "--shards=2",
            "--workers=1",
            "--time=6",
            "--submit",
            "--",
            "--offline",
            "--save-every=1");
    assertThat(said).contains("Submitted batch job ");
    return said.substring(said.lastIndexOf(' ') + 1).strip();
  }

  /** Sends what Slurm sends before the time limit, once the task's run has gained a step. */
  private void timeLimit(SlurmCluster slurm, String task, int time) throws Exception {
    long before = steps();
    slurm.await("a step of " + task, () -> steps() > before);
    slurm.output("scancel", "--signal=USR1", "--batch", task);
    slurm.await(
        task + " to be put back",
        () ->
            slurm.job(task, "JobState").equals("PENDING")
                && slurm.job(task, "Restarts").equals(Integer.toString(time)));
  }

  /** Slurm waits two minutes before it starts a task again, and revokes it in the first seconds. */
  private static void again(SlurmCluster slurm, String task) throws Exception {
    Thread.sleep(3000);
    slurm.output("scontrol", "update", "JobId=" + task, "StartTime=now");
    slurm.await(task + " to run again", () -> slurm.job(task, "JobState").equals("RUNNING"));
  }

  /** Of the second task's run. */
  private long steps() throws IOException {
    Experiment experiment = ExperimentLoader.load(sweeps.config(), List.of());
    return Standing.of(
            experiment,
            new Shard(2, 2),
            sweeps.records("results"),
            sweeps.records("none").directory())
        .steps()
        .made();
  }

  private String log(String array, int task) throws IOException {
    Path log = directory.resolve("results/array/logs/slurm-" + array + "_" + task + ".log");
    return Files.exists(log) ? Files.readString(log) : "";
  }
}
