package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.config.Activation;
import org.nodesnr.config.NetworkSpec;
import org.nodesnr.config.NetworkSpec.ConvolutionSpec;
import org.nodesnr.config.Regime;
import org.nodesnr.config.Regime.AugmentationSpec;
import org.nodesnr.config.RunSpec;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Model;

class TrainerTest {
  private static final Dataset DATA = Recipes.noise(9, 9, 2, 50);
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          List.of(new ConvolutionSpec(3, 4, 2), new ConvolutionSpec(3, 5, 2)),
          List.of(12),
          Activation.RELU);

  private static RunSpec everything(int steps) {
    Regime regime = Recipes.regime(0.05, 0.01, 0.3, 8, steps, new AugmentationSpec(1, true, true));
    return Recipes.spec(NETWORK, regime, 8);
  }

  private static float[][] train(RunSpec spec) throws InterruptedException {
    try (Trainer trainer = new Trainer(spec, DATA)) {
      TrainingOutcome outcome = trainer.train(Listeners.NONE);
      assertThat(outcome.status()).isEqualTo(TrainingOutcome.Status.FINISHED);
      assertThat(outcome.step()).isEqualTo(spec.regime().steps());
      return Recipes.parameters(trainer.model());
    }
  }

  @Test
  void atOnceIsAsOneAfterTheOther() throws InterruptedException, ExecutionException {
    float[][] alone = train(everything(40));
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<float[][]>> together = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        together.add(threads.submit(() -> train(everything(40))));
      }
      for (Future<float[][]> run : together) {
        assertThat(run.get()).isDeepEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void goesOnAsIfNeverInterrupted(@TempDir Path directory)
      throws InterruptedException, IOException {
    Path file = directory.resolve("state");
    RunSpec spec = everything(40);
    try (Trainer trainer = new Trainer(spec, DATA)) {
      TrainingOutcome outcome = trainer.train(Listeners.stoppingAt(17));
      assertThat(outcome).isEqualTo(new TrainingOutcome(TrainingOutcome.Status.STOPPED, 17, ""));
      trainer.save(file, "run");
    }
    try (Trainer trainer = new Trainer(spec, DATA)) {
      assertThatThrownBy(() -> trainer.resume(file, "another")).isInstanceOf(UserError.class);
      assertThat(trainer.step()).isZero();
      trainer.resume(file, "run");
      assertThat(trainer.step()).isEqualTo(17);
      trainer.train(Listeners.NONE);
      assertThat(trainer.step()).isEqualTo(40);
      assertThat(Recipes.parameters(trainer.model())).isDeepEqualTo(train(spec));
    }
  }

  @Test
  void goesOnInTheSameTrainerToo() throws InterruptedException {
    try (Trainer trainer = new Trainer(everything(40), DATA)) {
      trainer.train(Listeners.stoppingAt(17));
      trainer.train(Listeners.NONE);
      assertThat(Recipes.parameters(trainer.model())).isDeepEqualTo(train(everything(40)));
    }
  }

  @Test
  void learns() throws InterruptedException {
    Regime regime = Recipes.regime(0.2, 0, 0, 10, 800, AugmentationSpec.NONE);
    NetworkSpec wide = new NetworkSpec(List.of(), List.of(60), Activation.RELU);
    List<Double> losses = new ArrayList<>();
    try (Trainer trainer = new Trainer(Recipes.spec(wide, regime, 0), DATA)) {
      trainer.train(
          new TrainingListener() {
            @Override
            public boolean due(int step) {
              return false;
            }

            @Override
            public void measure(int step, Model model) {
              throw new AssertionError("not due");
            }

            @Override
            public boolean keepGoing(int step, double loss) {
              losses.add(loss);
              return true;
            }
          });
    }
    assertThat(losses).hasSize(800);
    assertThat(losses.get(799)).isLessThan(losses.get(0) / 10);
  }

  @Test
  void measuresWhenDue() throws InterruptedException {
    List<Integer> asked = new ArrayList<>();
    List<Integer> measured = new ArrayList<>();
    try (Trainer trainer = new Trainer(everything(7), DATA)) {
      trainer.train(
          new TrainingListener() {
            @Override
            public boolean due(int step) {
              asked.add(step);
              return step % 3 == 0 || step == 7;
            }

            @Override
            public void measure(int step, Model model) {
              assertThat(Recipes.parameters(model))
                  .isDeepEqualTo(Recipes.parameters(trainer.model()));
              measured.add(step);
            }
          });
    }
    assertThat(asked).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(measured).containsExactly(0, 3, 6, 7);
  }

  @Test
  void reportsDivergence() throws InterruptedException {
    Regime regime = Recipes.regime(1e6, 1, 0, 8, 200, AugmentationSpec.NONE);
    try (Trainer trainer = new Trainer(Recipes.spec(NETWORK, regime, 0), DATA)) {
      TrainingOutcome outcome = trainer.train(Listeners.NONE);
      assertThat(outcome.status()).isEqualTo(TrainingOutcome.Status.DIVERGED);
      assertThat(outcome.step()).isBetween(1, 199);
      assertThat(outcome.message())
          .isEqualTo("the loss of the batch after step " + outcome.step() + " is NaN");
    }
  }

  @Test
  void independentStreamsBeginElsewhere() {
    RunSpec shared = everything(1);
    RunSpec independent =
        new RunSpec(
            shared.data(),
            shared.network(),
            shared.regime(),
            shared.checkpoints(),
            shared.evaluation(),
            shared.seed(),
            true);
    try (Trainer a = new Trainer(shared, DATA);
        Trainer b = new Trainer(independent, DATA)) {
      assertThat(Recipes.parameters(a.model())[0]).isNotEqualTo(Recipes.parameters(b.model())[0]);
    }
  }
}
