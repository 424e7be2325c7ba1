package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.OptimiserSettings;
import org.nodesnr.spec.OptimiserSettings.Optimiser;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.ScheduleSettings;
import org.nodesnr.spec.ScheduleSettings.Schedule;
import org.nodesnr.spec.Settings;

/** Schedules of the learning rate: ND4J's where it has them, the formula elsewhere. */
class RateScheduleTest {
  private static final int STEPS = 100;

  private static Regime regime(Schedule kind, int warmUp) {
    return Regime.named("r")
        .with(Settings.STEPS, STEPS)
        .with(ScheduleSettings.KIND, kind)
        .with(ScheduleSettings.WARM_UP, warmUp);
  }

  private static void assertSame(Regime regime, ISchedule theirs) {
    RateSchedule ours = new RateSchedule(regime);
    for (int step = 1; step <= STEPS; step++) {
      assertThat(ours.factor(step)).isCloseTo(theirs.valueAt(step - 1, 0), within(1e-15));
    }
  }

  @Test
  void stepsAreThoseOfNd4j() {
    Regime regime =
        regime(Schedule.STEP, 0)
            .with(ScheduleSettings.EVERY, 30)
            .with(ScheduleSettings.FACTOR, 0.2);
    assertSame(regime, new StepSchedule(ScheduleType.ITERATION, 1, 0.2, 30));
  }

  @Test
  void theWarmUpIsThatOfNd4j() {
    assertSame(regime(Schedule.CONSTANT, 20), new RampSchedule(new FixedSchedule(1), 20));
    assertSame(regime(Schedule.CONSTANT, 0), new FixedSchedule(1));
  }

  @Test
  void theCosineFallsFromOneToItsFloorBehindTheWarmUp() {
    RateSchedule schedule =
        new RateSchedule(regime(Schedule.COSINE, 10).with(ScheduleSettings.FLOOR, 0.1));
    assertThat(schedule.factor(5)).isEqualTo(0.5);
    assertThat(schedule.factor(10)).isEqualTo(1);
    assertThat(schedule.factor(11)).isEqualTo(1);
    // 45 of 90 updates later
    assertThat(schedule.factor(56)).isCloseTo(0.55, within(1e-15));
    // 30 of 90: ½ (1 + cos 60°) = ¾
    assertThat(schedule.factor(41)).isCloseTo(0.1 + 0.9 * 0.75, within(1e-15));
    assertThat(schedule.factor(STEPS)).isBetween(0.1, 0.101);
  }

  /** Training with a schedule is training at its rates, update for update. */
  @ParameterizedTest
  @EnumSource
  void everyOptimiserTakesTheRateOfItsStep(Optimiser optimiser) throws InterruptedException {
    boolean heavy = optimiser == Optimiser.MOMENTUM || optimiser == Optimiser.NESTEROV;
    Regime fixed =
        Recipes.plain(5, 4)
            .with(OptimiserSettings.OPTIMISER, optimiser)
            .with(OptimiserSettings.MOMENTUM, heavy ? 0.9 : 0)
            .with(OptimiserSettings.WEIGHT_DECAY, 0.1);
    Regime scheduled =
        fixed
            .with(ScheduleSettings.KIND, Schedule.STEP)
            .with(ScheduleSettings.EVERY, 2)
            .with(ScheduleSettings.FACTOR, 0.5);
    var data = Recipes.noise(4, 4, 1, 20);
    var spec = Recipes.spec(Recipes.dense(Activation.TANH), scheduled, 0);
    UpdateSpec plain = UpdateSpec.of(fixed);
    UpdateSpec byHand =
        new UpdateSpec(
            plain.learningRate(),
            plain.l2(),
            plain.l1(),
            plain.weightDecay(),
            plain.clipNorm(),
            plain.power(),
            plain.optimiser(),
            step -> step <= 2 ? 1 : 0.5);
    float[][] ours;
    try (Trainer trainer = new Trainer(spec, data)) {
      trainer.train(Listeners.NONE);
      ours = Recipes.parameters(trainer.model());
    }
    try (Trainer trainer =
        new Trainer(spec, data, new HostElementwise(), byHand, ConvolutionMethod.WINOGRAD)) {
      trainer.train(Listeners.NONE);
      assertThat(ours).isDeepEqualTo(Recipes.parameters(trainer.model()));
    }
    try (Trainer trainer =
        new Trainer(spec, data, new HostElementwise(), plain, ConvolutionMethod.WINOGRAD)) {
      trainer.train(Listeners.NONE);
      assertThat(ours[0]).isNotEqualTo(Recipes.parameters(trainer.model())[0]);
    }
  }
}
