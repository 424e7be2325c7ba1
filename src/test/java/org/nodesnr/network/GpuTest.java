package org.nodesnr.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuTest {
  private static final Gpu RTX3090 = new Gpu(0, "NVIDIA GeForce RTX 3090", 8, 6);
  private static final Gpu H100 = new Gpu(1, "NVIDIA H100 80GB HBM3", 9, 0);
  private static final Gpu V100 = new Gpu(2, "Tesla V100-SXM2-16GB", 7, 0);

  @Test
  void readsWhatNvidiaSmiPrints() {
    assertThat(
            Gpu.parse(
                """
                0, 8.6, NVIDIA GeForce RTX 3090
                1, 9.0, NVIDIA H100 80GB HBM3
                2, 7.0, Tesla V100-SXM2-16GB
                """))
        .containsExactly(RTX3090, H100, V100);
    assertThat(Gpu.parse("3, 12.0, NVIDIA RTX PRO 6000, Blackwell\r\n"))
        .containsExactly(new Gpu(3, "NVIDIA RTX PRO 6000, Blackwell", 12, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "No devices were found",
        "''",
        "Field \"compute_cap\" is not a valid field to query.",
        "0, [N/A], Tesla K80",
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver."
      })
  void passesOverEverythingElse(String output) {
    assertThat(Gpu.parse(output)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3,5,false",
    "3,7,true",
    "6,1,true",
    "8,0,true",
    "8,6,true",
    "8,9,true",
    "9,0,false",
    "10,0,false",
    "12,0,false"
  })
  void runsWhereTheBuildHasCode(int major, int minor, boolean runs) {
    assertThat(new Gpu(0, "x", major, minor).runs()).isEqualTo(runs);
  }

  @Test
  void saysWhatToDo() {
    assertThat(RTX3090.verdict())
        .isEqualTo(
            "NVIDIA GeForce RTX 3090 (compute capability 8.6): can be used by a build with -Dcuda");
    assertThat(H100.verdict())
        .isEqualTo(
            "NVIDIA H100 80GB HBM3 (compute capability 9.0): too new for nd4j-cuda-11.6, which runs"
                + " on 3.7 to 8.9; use the processor (the plain build)");
    assertThat(new Gpu(0, "Tesla K40m", 3, 5).verdict()).contains("too old");
  }

  @Test
  void spreadsWorkersOverUsableGpus() {
    List<Gpu> gpus = List.of(RTX3090, H100, V100);
    assertThat(Gpu.environment(gpus, 0))
        .isEqualTo(Map.of("CUDA_DEVICE_ORDER", "PCI_BUS_ID", "CUDA_VISIBLE_DEVICES", "0"));
    assertThat(Gpu.environment(gpus, 1)).containsEntry("CUDA_VISIBLE_DEVICES", "2");
    assertThat(Gpu.environment(gpus, 2)).containsEntry("CUDA_VISIBLE_DEVICES", "0");
    assertThat(Gpu.environment(List.of(H100), 0)).isEmpty();
  }

  @Test
  void noProgramNoGpu() throws InterruptedException {
    assertThat(Gpu.probe(List.of("no-such-program-as-this"))).isEmpty();
  }

  @Test
  void asksAProgram() throws InterruptedException {
    String java = System.getProperty("java.home") + "/bin/java";
    assertThat(Gpu.probe(List.of(java, "-version"))).isEmpty();
    assertThat(Gpu.probe(List.of(java, "--no-such-option"))).isEmpty();
  }
}
