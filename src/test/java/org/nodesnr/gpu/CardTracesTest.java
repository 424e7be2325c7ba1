package org.nodesnr.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes OpenCL worth loading. */
class CardTracesTest {
  @TempDir private Path root;

  private boolean any() {
    return CardTraces.any(root, "Linux", Map.of());
  }

  private void file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev/nvidia0",
        "dev/nvidiactl",
        "dev/dri/renderD128",
        "dev/kfd",
        "dev/dxg",
        "etc/OpenCL/vendors/nvidia.icd",
        "etc/OpenCL/vendors/intel.icd"
      })
  void aDeviceOrADriverIsATrace(String name) throws IOException {
    assertThat(any()).isFalse();
    file(name);
    assertThat(any()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev/null",
        "dev/dri/card0",
        "etc/OpenCL/vendors/pocl.icd",
        "etc/OpenCL/vendors/nvidia.icd.disabled"
      })
  void theProcessorsDriverIsNone(String name) throws IOException {
    file(name);
    assertThat(any()).isFalse();
  }

  @Test
  void whereThereAreOtherPlacesOrSystemsThereCouldBeACard() {
    assertThat(CardTraces.any(root, "Windows 11", Map.of())).isTrue();
    assertThat(CardTraces.any(root, "Mac OS X", Map.of())).isTrue();
    assertThat(CardTraces.any(root, "Linux", Map.of("OCL_ICD_VENDORS", "/opt"))).isTrue();
  }
}
