package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.nodesnr.Golden;

class PlanTest {
  private static Plan plan(String config, String... overrides) {
    return Plan.of(ExperimentLoader.load(Path.of(config + ".conf"), List.of(overrides)));
  }

  @Test
  void looksAsItShouldUnderAnyLocale() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG"));
      Golden.assertSame(
          "plan-whole.txt",
          plan("src/test/resources/config/plan").render(spec -> spec.regime().steps() * 0.008, 2));
      Golden.assertSame(
          "plan-limited.txt",
          plan(
                  "src/test/resources/config/plan",
                  "limit.steps=2000",
                  "limit.seeds=1",
                  "regimes.sgd.seeds=[4, 2, 3, 7]")
              .render(spec -> 10, 1));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void isNeverWiderThanATerminal() {
    String text =
        plan(
                "src/test/resources/config/plan",
                "title=" + "long ".repeat(30),
                "regimes.a-regime-with-a-very-long-name={learningRate=[0.123, 0.2], batchSize=[7, 8]}",
                "limit.regimes=[a-regime-with-a-very-long-name]",
                "seeds=\"1, 3, 5, 7, 9, 11, 13, 15\"")
            .render(spec -> 1e6, 3);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(text).contains("about 3,055 h 33 min", "32 runs");
  }

  @Test
  void countsStepsAndCheckpoints() {
    Plan plan = plan("configs/mnist-notebook");
    assertThat(plan.totalSteps()).isEqualTo(300_000);
    assertThat(plan.rows()).first().isEqualTo(new Plan.Row("sgd", List.of(1L), 100_000, 501, 51));
  }

  @Test
  void workersTakeTheNextRunWhenTheyAreFree() {
    Plan plan = plan("configs/mnist-notebook");
    assertThat(plan.seconds(spec -> 10, 1)).isEqualTo(30);
    assertThat(plan.seconds(spec -> 10, 2)).isEqualTo(20);
    assertThat(plan.seconds(spec -> spec.regime().l2Coefficient() > 0 ? 25 : 10, 2)).isEqualTo(25);
  }
}
