package org.nodesnr.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.NetworkSpec;

/** What src/gpu/bench runs on a card, with networks of a few nodes. */
class CardBenchTest {
  @Test
  void printsBitsAndTimes() throws InterruptedException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Device device = TestCards.standIn();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      CardBench bench = new CardBench(device, out, 0.01);
      bench.check();
      NetworkSpec network =
          new NetworkSpec(
              List.of(new NetworkSpec.ConvolutionSpec(3, 2, 2)), List.of(4), Activation.RELU);
      bench.steps(new CardBench.Task("small", network, 8, 6, 3, 70, List.of(1, 2)));
      bench.products(2, 5, 4, 1, 4, 3);
    }
    String number = "\\d+\\.\\d{4}";
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("card\tcuda:0: stand-in, 1.0 GiB, CUDA driver 13.0"),
            line -> assertThat(line).isEqualTo("bits\t" + BitCheck.EXPECTED + " as expected"),
            line -> assertThat(line).matches("small step, P = 1\t" + number),
            line -> assertThat(line).matches("small S and G of a network\t" + number),
            line -> assertThat(line).isEqualTo("small samples measured\t70"),
            line -> assertThat(line).matches("small step, P = 2\t" + number),
            line -> assertThat(line).matches("dense forward, P = 2\t" + number),
            line -> assertThat(line).matches("dense backward, P = 2\t" + number),
            line -> assertThat(line).matches("convolution forward, P = 1\t" + number),
            line -> assertThat(line).matches("convolution backward, P = 1\t" + number));
  }

  @Test
  void theScriptSaysWhatItDoes() throws IOException, InterruptedException {
    Process script = new ProcessBuilder("bash", "src/gpu/bench").redirectErrorStream(true).start();
    String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(script.waitFor()).isEqualTo(2);
    assertThat(said).contains("src/gpu/bench pack", "src/gpu/bench run [CARD]");
  }
}
