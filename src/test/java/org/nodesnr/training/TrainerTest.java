package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Model;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.NetworkSpec.ConvolutionSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.Regime.AugmentationSpec;
import org.nodesnr.spec.RunSpec;

class TrainerTest {
  private static final Dataset DATA = Recipes.noise(9, 9, 2, 50);
  private static final NetworkSpec NETWORK =
      new NetworkSpec(
          List.of(new ConvolutionSpec(3, 16, 2), new ConvolutionSpec(5, 16, 2)),
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

  static Stream<Supplier<Optimiser>> optimisers() {
    return Stream.of(
        PlainDescent::new,
        () -> new Momentum(0.9, false),
        () -> new Momentum(0.9, true),
        () -> new Adam(0.9, 0.999, 1e-8),
        () -> new RmsProp(0.95, 1e-8));
  }

  private static Trainer trainer(Supplier<Optimiser> optimiser) {
    UpdateSpec update = new UpdateSpec(0.002, 0.01, 1e-4, 0.01, 2, 0.8, optimiser, step -> 1);
    return new Trainer(
        everything(40), DATA, new HostElementwise(), update, ConvolutionMethod.WINOGRAD);
  }

  @ParameterizedTest
  @MethodSource("optimisers")
  void everyOptimiserGoesOnAsIfNeverInterrupted(
      Supplier<Optimiser> optimiser, @TempDir Path directory)
      throws InterruptedException, IOException {
    Path file = directory.resolve("state");
    float[][] whole;
    try (Trainer trainer = trainer(optimiser)) {
      float[][] before = Recipes.parameters(trainer.model());
      trainer.train(Listeners.NONE);
      whole = Recipes.parameters(trainer.model());
      assertThat(whole[0]).isNotEqualTo(before[0]);
    }
    try (Trainer trainer = trainer(optimiser)) {
      trainer.train(Listeners.stoppingAt(17));
      trainer.save(file, "run");
    }
    try (Trainer trainer = trainer(optimiser)) {
      trainer.resume(file, "run");
      trainer.train(Listeners.NONE);
      assertThat(Recipes.parameters(trainer.model())).isDeepEqualTo(whole);
    }
  }

  @Test
  void refusesTheStateOfAnotherOptimiser(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("state");
    try (Trainer adam = trainer(() -> new Adam(0.9, 0.999, 1e-8));
        Trainer plain = trainer(PlainDescent::new)) {
      plain.save(file, "run");
      assertThatThrownBy(() -> adam.resume(file, "run")).isInstanceOf(UserError.class);
      adam.save(file, "run");
      assertThatThrownBy(() -> plain.resume(file, "run")).isInstanceOf(UserError.class);
    }
  }

  /** Looking at gradients changes no bit; the first one is what the first update is made of. */
  @Test
  void gradientsCanBeObserved() throws InterruptedException {
    Regime regime = Recipes.regime(0.05, 0, 0.3, 8, 5, new AugmentationSpec(1, true, true));
    RunSpec spec = Recipes.spec(NETWORK, regime, 8);
    List<Integer> steps = new ArrayList<>();
    List<float[][]> gradients = new ArrayList<>();
    TrainingListener listener =
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
          public boolean wantsGradient(int step) {
            return step % 2 == 0;
          }

          @Override
          public void gradient(int step, Model gradient) {
            steps.add(step);
            gradients.add(Recipes.parameters(gradient));
          }

          @Override
          public boolean keepGoing(int step, double loss) {
            return step != 1;
          }
        };
    try (Trainer trainer = new Trainer(spec, DATA)) {
      float[][] before = Recipes.parameters(trainer.model());
      trainer.train(listener);
      float[][] after = Recipes.parameters(trainer.model());
      for (int a = 0; a < before.length; a++) {
        for (int i = 0; i < before[a].length; i++) {
          assertThat(after[a][i])
              .isCloseTo(before[a][i] - 0.05f * gradients.get(0)[a][i], within(1e-7f));
        }
      }
      trainer.train(listener);
      assertThat(steps).containsExactly(0, 2, 4);
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
