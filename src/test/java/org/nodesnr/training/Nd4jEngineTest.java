package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.data.Dataset;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Regime.AugmentationSpec;
import org.nodesnr.spec.RunSpec;

class Nd4jEngineTest {
  private static final Dataset DATA = Recipes.noise(7, 5, 2, 30);
  private static final RunSpec RUN =
      Recipes.spec(
          Recipes.dense(Activation.RELU),
          Recipes.regime(0.05, 0.01, 0.3, 8, 20, new AugmentationSpec(1, true, false)),
          0);

  private final TrainingEngine engine = new Nd4jEngine(ConvolutionMethod.WINOGRAD);

  @Test
  void beginsAtTheRecipesWeightsAndEndsWhereTheTrainerDoes() throws InterruptedException {
    try (TrainingSession session = engine.open(List.of(RUN), DATA);
        Trainer trainer = new Trainer(RUN, DATA)) {
      assertThat(session.size()).isOne();
      assertThat(session.step(0)).isZero();
      assertThat(Recipes.parameters(session.weights(0)))
          .isDeepEqualTo(Recipes.parameters(new Recipe(RUN, DATA).initial()));
      List<TrainingOutcome> outcomes = session.train(List.of(Listeners.NONE));
      assertThat(outcomes).containsExactly(trainer.train(Listeners.NONE));
      assertThat(session.step(0)).isEqualTo(20);
      assertThat(Recipes.parameters(session.weights(0)))
          .isDeepEqualTo(Recipes.parameters(trainer.model()));
    }
  }

  @Test
  void goesOnFromWhatAnotherSessionSaved(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path file = directory.resolve("state");
    float[][] whole;
    try (TrainingSession session = engine.open(List.of(RUN), DATA)) {
      session.train(List.of(Listeners.stoppingAt(7)));
      session.save(0, file, "run");
      session.train(List.of(Listeners.NONE));
      whole = Recipes.parameters(session.weights(0));
    }
    try (TrainingSession session = engine.open(List.of(RUN), DATA)) {
      session.restore(0, file, "run");
      assertThat(session.step(0)).isEqualTo(7);
      session.train(List.of(Listeners.NONE));
      assertThat(Recipes.parameters(session.weights(0))).isDeepEqualTo(whole);
    }
  }

  @Test
  void trainsOneRunAtATime() {
    assertThat(engine.capacity(RUN)).isOne();
    for (List<RunSpec> runs : List.of(List.<RunSpec>of(), List.of(RUN, RUN))) {
      assertThatThrownBy(() -> engine.open(runs, DATA))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("one at a time");
    }
    try (TrainingSession session = engine.open(List.of(RUN), DATA)) {
      assertThatThrownBy(() -> session.step(1)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> session.train(List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
