package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.gpu.Card;
import org.nodesnr.sweep.Job;

class DeviceChoiceTest {
  private static final Card H100 = card("cuda:0", "NVIDIA H100", false, "");
  private static final Card ANOTHER = card("cuda:1", "NVIDIA H100", false, "");
  private static final Card OLD = card("cuda:2", "Tesla K80", false, "is too old");
  private static final Card AS_OPENCL = card("opencl:0", "NVIDIA H100", false, "");
  private static final Card AMD = card("opencl:1", "gfx1100", false, "");
  private static final Card POCL = card("opencl:2", "pthread", true, "");

  @TempDir Path directory;

  private static Card card(String key, String name, boolean processor, String unfit) {
    return new Card(key, name, "driver 1", 80L << 30, 80L << 30, processor, unfit);
  }

  private List<Job> jobs(String regimes) throws Exception {
    String config = Tiny.CONFIG.replaceFirst("(?m)^ *regimes .*$", "regimes { " + regimes + " }");
    return InProcess.of(directory, config).jobs();
  }

  private DeviceChoice choose(String asked, String regimes, int begun, Card... cards)
      throws Exception {
    return DeviceChoice.of(asked, () -> List.of(cards), jobs(regimes), begun);
  }

  private String why(String regimes, int begun, Card... cards) throws Exception {
    DeviceChoice choice = choose("auto", regimes, begun, cards);
    assertThat(choice.onProcessor()).isTrue();
    assertThat(choice.describe(List.of())).containsExactly("on the processor: " + choice.why());
    return choice.why();
  }

  @Test
  void takesTheCardsThatAreThere() throws Exception {
    assertThat(choose("auto", "sgd {}", 0, H100, ANOTHER, OLD, AS_OPENCL, POCL).keys())
        .containsExactly("cuda:0", "cuda:1");
    DeviceChoice amd = choose("auto", "sgd {}", 0, OLD, AMD, POCL);
    assertThat(amd.keys()).containsExactly("opencl:1");
    assertThat(amd.workers(16)).isOne();
    assertThat(amd.describe(jobs("sgd {}")))
        .containsExactly("on opencl:1: gfx1100, 80.0 GiB, driver 1, room for all networks at once");
    assertThat(amd.together(jobs("sgd {}").get(0).spec())).isGreaterThan(1000);
  }

  @Test
  void saysHowManyNetworksThereIsRoomFor() throws Exception {
    Card small = new Card("cuda:0", "small", "driver 1", 20L << 20, 20L << 20, false, "");
    List<Job> jobs = InProcess.of(directory, Tiny.CONFIG.replace("[8, 8]", "[800, 800]")).jobs();
    DeviceChoice choice = DeviceChoice.of("auto", () -> List.of(small), jobs, 0);
    int fits = choice.together(jobs.get(0).spec());
    assertThat(fits).isLessThan(jobs.size());
    assertThat(choice.describe(jobs).get(0)).endsWith("room for " + fits + " networks at once");
  }

  @Test
  void saysWhyItTakesNone() throws Exception {
    assertThat(why("sgd {}", 0)).isEqualTo("no graphics card was found");
    assertThat(why("sgd {}", 0, POCL)).isEqualTo("no graphics card was found");
    assertThat(why("sgd {}", 0, OLD, POCL))
        .isEqualTo("cuda:2 (Tesla K80) can't be used: is too old");
    assertThat(why("sgd {}, a { optimiser = adam }", 0, H100))
        .startsWith("regime a: ")
        .contains("adam")
        .endsWith("is not trained on a card yet");
    assertThat(why("sgd {}", 2, H100))
        .isEqualTo("2 runs go on from states of the processor; --device cuda:0 begins them anew");
    DeviceChoice processor = choose("auto", "sgd {}", 0);
    assertThat(processor.workers(16)).isEqualTo(16);
    assertThat(processor.together(jobs("sgd {}").get(0).spec())).isOne();
  }

  @Test
  void takesWhatItIsTold() throws Exception {
    assertThat(choose("cpu", "sgd {}", 0, H100).describe(List.of()))
        .containsExactly("on the processor");
    assertThat(choose("opencl:2", "sgd {}", 5, H100, POCL).keys()).containsExactly("opencl:2");
    assertThat(choose("cuda:1,cuda:0,cuda:1", "sgd {}", 0, H100, ANOTHER).keys())
        .containsExactly("cuda:1", "cuda:0");
  }

  @Test
  void refusesWhatCannotBe() {
    assertRefused("gpu", "sgd {}", "--device gpu: give auto, cpu, or cards such as cuda:0");
    assertRefused("cuda:3", "sgd {}", "--device cuda:3: no such card; there is cuda:0, cuda:2");
    assertRefused("cuda:2", "sgd {}", "--device cuda:2 (Tesla K80): is too old");
    assertRefused("cuda:0", "a { optimiser = adam }", "--device cuda:0: regime a: ");
  }

  private void assertRefused(String asked, String regimes, String message) {
    assertThatThrownBy(() -> choose(asked, regimes, 0, H100, OLD))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(message);
  }
}
