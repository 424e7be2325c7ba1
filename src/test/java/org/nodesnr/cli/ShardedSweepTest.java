package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.sweep.Shard;

/** Two coordinators on one results directory. */
@Timeout(300)
class ShardedSweepTest {
  @TempDir Path directory;

  @Test
  void shardsAtOnceEndAsOneSweep() throws Exception {
    Sweeps sweeps = Sweeps.of(directory, "tiny", Tiny.CONFIG);
    Process first = sweeps.start("joint", 1, "--shard", "1/2");
    Process second = sweeps.start("joint", 1, "--shard", "2/2");
    assertThat(sweeps.end(first, "joint")).as(sweeps.log("joint")).isZero();
    assertThat(sweeps.end(second, "joint")).as(sweeps.log("joint")).isZero();
    assertThat(sweeps.log("joint")).contains("shard 1/2: 2 runs", "shard 2/2: 2 runs");
    assertThat(sweeps.experiment("joint").page()).exists();
    assertThat(sweeps.partialFiles("joint")).isEmpty();

    assertThat(sweeps.sweep("calm", 2, "--no-report")).isZero();
    sweeps.tabulate("calm");
    sweeps.assertSame("joint", "calm");
    assertThat(Files.readString(sweeps.experiment("joint").runTable())).hasLineCount(5);
    mergedIsTheSame(sweeps);
  }

  private void mergedIsTheSame(Sweeps sweeps) throws Exception {
    String source = sweeps.experiment("joint").root().toString();
    String target = sweeps.experiment("merged").root().toString();
    StringWriter out = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .execute("merge", source, "--into", target, "--config", sweeps.config().toString());
    assertThat(code).isZero();
    assertThat(out.toString()).contains("4 runs added");
    assertThat(Path.of(target, "runs.csv"))
        .hasSameTextualContentAs(sweeps.experiment("calm").runTable());
    assertThat(sweeps.files("merged"))
        .containsAll(
            sweeps.files("calm").stream().filter(f -> f.matches("(runs|nodes).*")).toList());
    StringWriter err = new StringWriter();
    code =
        Main.commandLine().setErr(new PrintWriter(err)).execute("merge", target, "--into", target);
    assertThat(code).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(err.toString()).contains("is the target itself").hasLineCount(1);
  }

  @Test
  void aTaskOfASlurmArrayIsAShard() {
    Map<String, String> third =
        Map.of(
            "SLURM_ARRAY_TASK_ID", "3",
            "SLURM_ARRAY_TASK_COUNT", "5",
            "SLURM_ARRAY_TASK_MIN", "1",
            "SLURM_ARRAY_TASK_MAX", "5");
    assertThat(SlurmTask.shard(third)).isEqualTo(new Shard(3, 5));
    assertThatThrownBy(() -> SlurmTask.shard(Map.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("SLURM_ARRAY_TASK_ID is not set");
    Map<String, String> gaps =
        Map.of(
            "SLURM_ARRAY_TASK_ID", "3",
            "SLURM_ARRAY_TASK_COUNT", "2",
            "SLURM_ARRAY_TASK_MIN", "1",
            "SLURM_ARRAY_TASK_MAX", "3");
    assertThatThrownBy(() -> SlurmTask.shard(gaps)).isInstanceOf(UserError.class);
  }
}
