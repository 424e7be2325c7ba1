package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.network.Gpu;

class WorkerCommandTest {
  private static final Gpu USABLE = new Gpu(0, "A100", 8, 0);
  private static final Gpu TOO_NEW = new Gpu(1, "H200", 9, 0);
  private static final Gpu ALSO_USABLE = new Gpu(2, "A100", 8, 0);

  @TempDir private Path directory;

  private List<String> environment(List<Gpu> gpus, int worker) throws Exception {
    Process process =
        new WorkerCommand(List.of("env"), Map.of("OMP_NUM_THREADS", "1"), gpus)
            .start(directory.resolve("log"), worker);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return output.lines().toList();
  }

  @Test
  void workersAreSpreadOverTheGpusThatCanBeUsed() throws Exception {
    List<Gpu> gpus = List.of(USABLE, TOO_NEW, ALSO_USABLE);
    assertThat(environment(gpus, 1)).contains("CUDA_VISIBLE_DEVICES=0", "OMP_NUM_THREADS=1");
    assertThat(environment(gpus, 2)).contains("CUDA_VISIBLE_DEVICES=2");
    assertThat(environment(gpus, 3)).contains("CUDA_VISIBLE_DEVICES=0");
  }

  @Test
  void nothingIsSetWhereNoneCanBeUsed() throws Exception {
    assertThat(environment(List.of(TOO_NEW), 1)).doesNotContain("CUDA_VISIBLE_DEVICES=1");
  }
}
