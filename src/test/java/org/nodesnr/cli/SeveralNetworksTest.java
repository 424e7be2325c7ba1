package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.results.RunRecord;
import org.nodesnr.results.RunTable;

/** Experiments whose regimes have different networks. */
class SeveralNetworksTest {
  private static final String CONFIG =
      """
      name = nets
      data { set = synthetic-digits, crop = 12, trainSamples = 200, testSamples = 60 }
      base { learningRate = 0.1, batchSize = 10, steps = 40 }
      regimes { a.network = NETWORKS }
      seeds = "1..2"
      checkpoints { measuresAt = [0, 20] }
      measures = [distance, gsnr]
      """;

  @TempDir Path directory;

  private InProcess trained(String networks) throws Exception {
    return InProcess.of(directory, CONFIG.replace("NETWORKS", networks)).trained();
  }

  private static RunTable table(InProcess runs) throws Exception {
    List<RunRecord> records = runs.records().readAll().records();
    assertThat(records).allMatch(run -> run.status() == RunRecord.Status.FINISHED);
    return RunTable.ofFinal(records, runs.jobs().stream().map(job -> job.regime()).toList());
  }

  private static String file(InProcess runs, String name) throws Exception {
    return Files.readString(runs.directory().root().resolve(name));
  }

  @Test
  void widthsStandSideBySide() throws Exception {
    InProcess runs = trained("{ dense = [[6, 6], [9, 9]], activation = [relu, tanh] }");
    RunTable table = table(runs);
    assertThat(table.numbers("regime.network.width")).containsExactly(6, 6, 6, 6, 9, 9, 9, 9);
    assertThat(table.labels("regime.network.activation"))
        .containsExactly("relu", "relu", "tanh", "tanh", "relu", "relu", "tanh", "tanh");
    assertThat(table.columns()).doesNotContain("regime.network.depth", "regime.network.layers");
    assertThat(table.layers()).isEqualTo(3);
    assertThat(table.numbers("paper.G3")).doesNotContain(Double.NaN);
    InProcess.Answer answer = runs.command("figures");
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(file(runs, "tables/ranking.md")).contains("network.width");
    assertThat(file(runs, "index.html")).contains("a 6-6 tanh");
  }

  @Test
  void layersOfNetworksOfDifferentDepthAreNotMixed() throws Exception {
    InProcess runs = trained("{ dense = [[], [8], [8, 8]] }");
    RunTable table = table(runs);
    assertThat(table.labels("regime.network.layers"))
        .containsExactly("linear", "linear", "8", "8", "8-8", "8-8");
    assertThat(table.layers()).isZero();
    assertThat(table.numbers("paper.Ghidden"))
        .satisfies(
            g -> {
              assertThat(g[0]).isNaN();
              assertThat(g[2]).isEqualTo(table.numbers("paper.G1")[2]);
              assertThat(g[4])
                  .isEqualTo(table.numbers("paper.G1")[4] + table.numbers("paper.G2")[4]);
            });
    InProcess.Answer answer = runs.command("figures");
    assertThat(answer.code()).as(answer.err()).isZero();
    assertThat(file(runs, "tables/regimes.md"))
        .contains("networks of 1 to 3 layers")
        .doesNotContain("*G*<sub>1</sub>")
        .contains("(1..n−1)");
    assertThat(runs.command("status").code()).isZero();

    InProcess two =
        InProcess.of(directory, CONFIG.replace("NETWORKS", "{ dense = [[8], [8, 8]] }"))
            .in(directory.resolve("two"))
            .trained();
    assertThat(two.command("stats").code()).isZero();
    assertThat(file(two, "tables/regimes.md"))
        .contains("*G*<sub>1</sub>")
        .doesNotContain("*G*<sub>2</sub>");
    assertThat(table(two).numbers("regime.network.depth")).containsExactly(1, 1, 2, 2);
  }
}
