package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCommandTest {
  @TempDir private Path directory;

  private static List<String> arguments(List<String> devices, int worker) {
    return new WorkerCommand(List.of("java", "worker"), Map.of(), devices).arguments(worker);
  }

  @Test
  void workersAreSpreadOverTheCards() {
    List<String> cards = List.of("cuda:0", "cuda:2");
    assertThat(arguments(cards, 1)).containsExactly("java", "worker", "--device", "cuda:0");
    assertThat(arguments(cards, 2)).containsExactly("java", "worker", "--device", "cuda:2");
    assertThat(arguments(cards, 3)).containsExactly("java", "worker", "--device", "cuda:0");
    assertThat(arguments(List.of(), 1)).containsExactly("java", "worker");
  }

  @Test
  void workersHaveTheEnvironmentOnTopOfTheirOwn() throws Exception {
    Process process =
        new WorkerCommand(List.of("env"), Map.of("OMP_NUM_THREADS", "1"), List.of())
            .start(directory.resolve("log"), 1);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output.lines()).contains("OMP_NUM_THREADS=1").anyMatch(l -> l.startsWith("PATH="));
  }
}
