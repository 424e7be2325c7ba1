package org.nodesnr.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlasKernelsTest {
  private static final String AVX512 = "fpu avx2 avx512f avx512dq avx512cd avx512bw avx512vl";

  private static List<String> cpuinfo(String vendor, String family, String flags) {
    return List.of(
        "processor\t: 0",
        "vendor_id\t: " + vendor,
        "cpu family\t: " + family,
        "model\t\t: 2",
        "flags\t\t: " + flags);
  }

  @Test
  void processorsNewerThanTheLibraryTakeAvx512() {
    assertThat(BlasKernels.choose(cpuinfo("AuthenticAMD", "26", AVX512))).contains("SkylakeX");
  }

  @Test
  void elsewhereOpenBlasChooses() {
    assertThat(BlasKernels.choose(cpuinfo("AuthenticAMD", "25", AVX512))).isEmpty();
    assertThat(BlasKernels.choose(cpuinfo("GenuineIntel", "26", AVX512))).isEmpty();
    assertThat(BlasKernels.choose(cpuinfo("AuthenticAMD", "26", "fpu avx2 avx512f"))).isEmpty();
    assertThat(BlasKernels.choose(cpuinfo("AuthenticAMD", "?", AVX512))).isEmpty();
    assertThat(BlasKernels.choose(List.of("Features : asimd"))).isEmpty();
    assertThat(BlasKernels.choose(List.of())).isEmpty();
  }
}
