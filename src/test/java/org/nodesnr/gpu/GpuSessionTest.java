package org.nodesnr.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Model;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.OptimiserSettings;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;
import org.nodesnr.training.ConvolutionMethod;
import org.nodesnr.training.Nd4jEngine;
import org.nodesnr.training.Recipe;
import org.nodesnr.training.Recipes;
import org.nodesnr.training.TrainingListener;
import org.nodesnr.training.TrainingOutcome;
import org.nodesnr.training.TrainingOutcome.Status;
import org.nodesnr.training.TrainingSession;

/** Sessions on the stand-in for NVIDIA's driver, whatever it does. */
@Timeout(60)
class GpuSessionTest {
  private static final Dataset DATA = Recipes.noise(4, 3, 1, 20);
  private static final RunSpec SHORT = run(0.1, 0.2, 4, 1);
  private static final RunSpec LONG = run(0.05, 0, 9, 2);

  /** At this rate the weights explode. */
  private static final RunSpec WILD = run(1e30, 0, 9, 3);

  private Device device;

  private static RunSpec run(double rate, double drop, int steps, long seed) {
    return Runs.run(Runs.dense(Activation.RELU), Runs.regime(rate, 0.001, drop, steps), seed);
  }

  @BeforeEach
  void open() {
    device = TestCards.standIn();
  }

  @AfterEach
  void close() {
    if (device != null) {
      StandIn.failAt(-1, 0);
      StandIn.hang(false);
      StandIn.memory(1L << 30);
      device.close();
    }
  }

  private List<float[][]> alone(RunSpec run) throws InterruptedException {
    return Runs.trained(device, List.of(run), DATA);
  }

  @Test
  void beginsAtTheRecipesWeights() {
    try (TrainingSession session = new GpuSession(device, List.of(SHORT, LONG), DATA)) {
      assertThat(session.size()).isEqualTo(2);
      assertThat(session.step(1)).isZero();
      assertThat(Runs.parameters(session.weights(1)))
          .isDeepEqualTo(Runs.parameters(new Recipe(LONG, DATA).initial()));
    }
  }

  @Test
  void divergenceOfOneLeavesTheOthersAlone() throws InterruptedException {
    try (TrainingSession session = new GpuSession(device, List.of(SHORT, WILD, LONG), DATA)) {
      List<TrainingOutcome> outcomes = Runs.train(session);
      assertThat(outcomes)
          .extracting(TrainingOutcome::status)
          .containsExactly(Status.FINISHED, Status.DIVERGED, Status.FINISHED);
      assertThat(outcomes.get(1).message()).contains("loss of the batch after step");
      assertThat(outcomes.get(1).step()).isEqualTo(session.step(1)).isLessThan(9);
      List<float[][]> all = Runs.parameters(session);
      assertThat(all.get(0)).isDeepEqualTo(alone(SHORT).get(0));
      assertThat(all.get(2)).isDeepEqualTo(alone(LONG).get(0));
      // As the processor's engine: the update that would follow from it is not made.
      assertThat(outcomes.get(1)).isEqualTo(onProcessor(WILD));
      for (float[] values : all.get(1)) {
        assertThat(values).doesNotContain(Float.NaN);
      }
    }
  }

  private static TrainingOutcome onProcessor(RunSpec run) throws InterruptedException {
    try (TrainingSession session =
        new Nd4jEngine(ConvolutionMethod.DIRECT).open(List.of(run), DATA)) {
      return Runs.train(session).get(0);
    }
  }

  @Test
  void listenersSeeEveryStepOfTheirRun() throws InterruptedException {
    List<String> seen = new ArrayList<>();
    try (TrainingSession session = new GpuSession(device, List.of(SHORT, LONG), DATA)) {
      session.train(List.of(noting(seen, "short"), noting(seen, "long")));
    }
    assertThat(seen)
        .containsSubsequence("short measured at 0", "short 1", "short 2", "short 3", "short 4")
        .containsSubsequence("long measured at 0", "long 1", "long measured at 6", "long 9")
        .doesNotContain("short 5")
        .hasSize(4 + 9 + 3);
  }

  private static TrainingListener noting(List<String> seen, String name) {
    return new TrainingListener() {
      @Override
      public boolean due(int step) {
        return step % 6 == 0;
      }

      @Override
      public void measure(int step, Model model) {
        seen.add(name + " measured at " + step);
      }

      @Override
      public boolean keepGoing(int step, double loss) {
        assertThat(loss).isBetween(0.01, 10.0);
        seen.add(name + " " + step);
        return true;
      }
    };
  }

  @Test
  void goesOnFromItsStatesAndTheProcessorsAndTheOtherWayRound(@TempDir Path directory)
      throws IOException, InterruptedException {
    Path card = directory.resolve("card");
    Path processor = directory.resolve("processor");
    float[][] whole = alone(LONG).get(0);
    try (TrainingSession session = new GpuSession(device, List.of(SHORT, LONG), DATA)) {
      List<TrainingOutcome> outcomes = session.train(List.of(Runs.QUIET, Runs.stoppingAt(5)));
      assertThat(outcomes.get(1)).isEqualTo(new TrainingOutcome(Status.STOPPED, 5, ""));
      session.save(1, card, "run");
      // The same session goes on as well.
      Runs.train(session);
      assertThat(Runs.parameters(session).get(1)).isDeepEqualTo(whole);
    }
    try (TrainingSession session = new GpuSession(device, List.of(LONG, SHORT), DATA)) {
      session.restore(0, card, "run");
      assertThat(session.step(0)).isEqualTo(5);
      Runs.train(session);
      assertThat(Runs.parameters(session).get(0)).isDeepEqualTo(whole);
    }
    try (TrainingSession session =
        new Nd4jEngine(ConvolutionMethod.DIRECT).open(List.of(LONG), DATA)) {
      session.restore(0, card, "run");
      Runs.train(session);
      assertThat(Runs.distance(Runs.parameters(session).get(0), whole)).isLessThan(1e-6);
    }
    try (TrainingSession session =
        new Nd4jEngine(ConvolutionMethod.DIRECT).open(List.of(LONG), DATA)) {
      session.train(List.of(Runs.stoppingAt(5)));
      session.save(0, processor, "run");
    }
    try (TrainingSession session = new GpuSession(device, List.of(LONG), DATA)) {
      session.restore(0, processor, "run");
      Runs.train(session);
      assertThat(Runs.distance(Runs.parameters(session).get(0), whole)).isLessThan(1e-6);
      assertThatThrownBy(() -> session.restore(0, card, "other"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("another run");
      assertThat(session.step(0)).isEqualTo(9);
    }
  }

  @Test
  void populationsAreSplitWhereMemoryIsShort() throws InterruptedException {
    long before = StandIn.used();
    List<RunSpec> runs = new ArrayList<>(Collections.nCopies(4, SHORT));
    runs.add(LONG);
    List<float[][]> whole = Runs.trained(device, runs, DATA);
    long bytes = used(runs) - before;
    // The card says that it has less than the five need, then that it has more than there is.
    for (long said : List.of(bytes * 2 / 3, bytes * 10)) {
      StandIn.memory(before + said);
      try (Device small = TestCards.standIn()) {
        StandIn.memory(before + bytes * 2 / 3);
        assertThat(Runs.trained(small, runs, DATA)).usingRecursiveComparison().isEqualTo(whole);
      }
      assertThat(StandIn.used()).isEqualTo(before);
    }
    StandIn.memory(1000);
    try (Device tiny = TestCards.standIn()) {
      assertThatThrownBy(() -> new GpuSession(tiny, runs, DATA))
          .isInstanceOf(DeviceFailure.class)
          .hasMessageContaining("does not suffice for one network");
    }
  }

  private long used(List<RunSpec> runs) throws InterruptedException {
    try (TrainingSession session = new GpuSession(device, runs, DATA)) {
      Runs.train(session);
      return StandIn.used();
    }
  }

  @Test
  void everyCallMayFailAndIsToldOf() throws InterruptedException {
    device.close();
    device = null;
    StandIn.failAt(-1, 0);
    runs();
    long calls = StandIn.calls();
    assertThat(calls).isBetween(100L, 3000L);
    int told = 0;
    for (long call = 0; call < calls; call++) {
      StandIn.failAt(call, call % 2 == 0 ? 719 : 2);
      try {
        runs();
      } catch (UserError e) {
        assertThat(e.getMessage())
            .doesNotContain("\n")
            .matches("(cuda:0 \\(stand-in\\): cu\\w+: CUDA_ERROR_\\w+|cuda:0: no such card.*)");
        told++;
      }
    }
    StandIn.failAt(-1, 0);
    // What fails while memory is given back harms nobody, and want of memory means fewer at once.
    assertThat(told).isGreaterThan((int) (calls / 2));
  }

  /** From the list of cards on, two steps of two runs. */
  private static void runs() throws InterruptedException {
    System.setProperty("nodesnr.cuda.library", StandIn.library().toString());
    try (GpuEngine engine = GpuEngine.on(Cards.find("cuda:0"));
        TrainingSession session =
            engine.open(List.of(run(0.1, 0.2, 2, 1), run(0.1, 0, 2, 2)), DATA)) {
      Runs.train(session);
      session.weights(0);
    } finally {
      System.clearProperty("nodesnr.cuda.library");
    }
  }

  @Test
  void aCardThatHangsIsGivenUp() {
    System.setProperty("nodesnr.gpu.patienceSeconds", "1");
    try (Device hanging = TestCards.standIn();
        TrainingSession session = new GpuSession(hanging, List.of(SHORT), DATA)) {
      StandIn.hang(true);
      assertThatThrownBy(() -> Runs.train(session))
          .isInstanceOf(DeviceFailure.class)
          .hasMessage("cuda:0 (stand-in): waiting: does not answer for 1 s");
      StandIn.hang(false);
    } finally {
      System.clearProperty("nodesnr.gpu.patienceSeconds");
    }
  }

  @Test
  void aRunsListenerIsToldOfItsEndWhileOthersGoOn() throws InterruptedException {
    List<String> told = new ArrayList<>();
    try (TrainingSession session = new GpuSession(device, List.of(SHORT, LONG), DATA)) {
      List<TrainingListener> listeners = new ArrayList<>();
      for (int run = 0; run < 2; run++) {
        int own = run;
        listeners.add(
            new Runs.Quiet() {
              @Override
              public void ended(TrainingOutcome outcome) {
                told.add(own + " " + outcome.status() + ", the other at " + session.step(1 - own));
              }
            });
      }
      session.train(listeners);
    }
    assertThat(told).containsExactly("0 FINISHED, the other at 3", "1 FINISHED, the other at 4");
  }

  @Test
  void saysHowManyNetworksFit() {
    RunSpec mnist =
        Runs.run(NetworkSpec.MNIST, Runs.regime(0.1, 0, 0, 10).with(Settings.BATCH_SIZE, 60), 1);
    Card card = new Card("cuda:0", "a card", "a driver", 80L << 30, 80L << 30, false, "");
    // 7.4 MB of weights, 0.5 MB of input and outputs with their gradients, 0.2 MB of input.
    assertThat(GpuEngine.fits(card, mnist)).isBetween(7_500L, 9_500L);
    Card quarter = new Card("opencl:0", "a card", "a driver", 80L << 30, 1L << 30, false, "");
    assertThat(GpuEngine.fits(quarter, mnist)).isBetween(250L, 350L);
    assertThat(Cards.absence()).contains(" and ");
  }

  @Test
  void whatACardDoesNotDoIsRefused() {
    System.setProperty("nodesnr.cuda.library", StandIn.library().toString());
    try (GpuEngine engine = GpuEngine.on(Cards.find("cuda:0"))) {
      assertThat(engine.name()).isEqualTo("cuda");
      assertThat(engine.device()).matches("stand-in, CUDA driver 13.0, kernels [0-9a-f]{12}");
      assertThat(engine.refusal(LONG)).isEmpty();
      RunSpec adam =
          LONG.withRegime(
              LONG.regime().with(OptimiserSettings.OPTIMISER, OptimiserSettings.Optimiser.ADAM));
      assertThat(engine.refusal(adam)).hasValue("optimiser = adam is not trained on a card yet");
      assertThatThrownBy(() -> engine.open(List.of(adam), DATA))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("optimiser = adam is not trained on a card yet");
      assertThatThrownBy(() -> engine.open(List.of(), DATA))
          .isInstanceOf(IllegalArgumentException.class);
    } finally {
      System.clearProperty("nodesnr.cuda.library");
    }
    assertThatThrownBy(() -> Cards.find("cuda:7"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("cuda:7: no such card");
  }
}
