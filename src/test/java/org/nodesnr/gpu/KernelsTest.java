package org.nodesnr.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The PTX that is committed is that of the source. */
class KernelsTest {
  private static final String COMPILER = "// Cuda compilation tools";

  @Test
  void thePtxIsOfThisSource() {
    String ptx = new String(Kernels.ptx(), StandardCharsets.UTF_8);
    assertThat(ptx.lines().findFirst())
        .as("made anew by: make ptx")
        .hasValue("// population.cl " + Kernels.digest());
    assertThat(ptx).contains("\n.version 6.4\n.target sm_75\n");
    Matcher kernel = Pattern.compile("(?m)^KERNEL (\\w+)\\(").matcher(Kernels.source());
    int kernels = 0;
    while (kernel.find()) {
      assertThat(ptx).contains(".entry " + kernel.group(1) + "(");
      kernels++;
    }
    assertThat(kernels).isGreaterThan(10);
    // Where they are not spelled out, multiplications and additions stay apart.
    assertThat(ptx).contains("fma.rn.f32").doesNotContain(".ftz").doesNotContain("div.approx");
  }

  @Test
  void nvccMakesTheSameAgain(@TempDir Path directory) throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        List.of(System.getenv("PATH").split(":")).stream()
            .anyMatch(place -> Files.isExecutable(Path.of(place, "nvcc"))),
        "nvcc is not installed");
    Path made = directory.resolve("population.ptx.gz");
    Process script = new ProcessBuilder("bash", "src/gpu/ptx", made.toString()).inheritIO().start();
    assertThat(script.waitFor()).isZero();
    String again;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(made))) {
      again = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String committed = new String(Kernels.ptx(), StandardCharsets.UTF_8);
    Assumptions.assumeTrue(compiler(again).equals(compiler(committed)), "another version of nvcc");
    assertThat(again).isEqualTo(committed);
  }

  private static String compiler(String ptx) {
    return ptx.lines().filter(line -> line.startsWith(COMPILER)).findFirst().orElseThrow();
  }
}
