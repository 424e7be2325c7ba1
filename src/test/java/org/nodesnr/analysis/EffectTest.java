package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nodesnr.analysis.Effect.Verdict;
import org.nodesnr.files.Json;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.MeanInterval;

class EffectTest {
  private static final Intervention DROPOUT =
      new Intervention("dropProbability", DoubleNode.valueOf(0), List.of());
  private static final Intervention SHIFT =
      new Intervention("augmentation.shift", IntNode.valueOf(0), List.of());
  private static final List<RunRecord> RUNS = MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, 4);

  private static List<Effect> effects(List<RunRecord> runs, Intervention... interventions) {
    return Effect.of(
        Analysis.of(runs, Analyses.options(0.9, List.of(interventions))), Optional.empty());
  }

  @Test
  void aRegimeIsPairedWithTheOneThatIsTheSameButForTheIntervention() {
    assertThat(effects(RUNS, DROPOUT, SHIFT))
        .extracting(e -> e.intervention().setting(), Effect::regime, Effect::without, Effect::value)
        .containsExactly(
            tuple("dropProbability", "dropout 0.25", "SGD", "0.5"),
            tuple("dropProbability", "dropout 0.5", "SGD", "0.5"),
            tuple("dropProbability", "shift 1 + dropout 0.5", "shift 1", "0.5"),
            tuple("augmentation.shift", "shift 1", "SGD", "1"),
            tuple("augmentation.shift", "shift 1 + dropout 0.5", "dropout 0.25", "1"),
            tuple("augmentation.shift", "shift 1 + dropout 0.5", "dropout 0.5", "1"));
    assertThat(effects(RUNS)).isEmpty();
  }

  private static RunRecord run(String regime, long seed) {
    return RUNS.stream()
        .filter(run -> run.regime().equals(regime) && run.seed() == seed)
        .findFirst()
        .orElseThrow();
  }

  private static double last(RunRecord run, String variant, String measure, int layer) {
    return run.checkpoints().get(run.checkpoints().size() - 1).readings().stream()
        .filter(r -> r.measure().equals(measure) && r.layer() == layer)
        .filter(r -> r.variant().equals(variant))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static double accuracy(RunRecord run) {
    return run.checkpoints().get(run.checkpoints().size() - 1).test().accuracy();
  }

  @Test
  void changesAreThoseWithinEachSeed() {
    // The third seed has no run without dropout.
    List<RunRecord> runs = new ArrayList<>(RUNS);
    runs.remove(run("SGD", 3));
    Effect effect = effects(runs, DROPOUT).get(1);
    double[] accuracies = new double[3];
    double[] gains = new double[3];
    double[] optimalities = new double[3];
    int k = 0;
    for (int seed : new int[] {1, 2, 4}) {
      RunRecord with = run("dropout 0.5", seed);
      RunRecord without = run("SGD", seed);
      accuracies[k] = accuracy(with) - accuracy(without);
      for (int layer = 1; layer < 3; layer++) {
        gains[k] += last(with, "paper", "G", layer) - last(without, "paper", "G", layer);
        optimalities[k] +=
            (last(with, "paper", "S", layer) - last(without, "paper", "S", layer)) / 2;
      }
      k++;
    }
    same(effect.change("testAccuracy"), MeanInterval.of(accuracies, 0.95));
    same(effect.change("paper.Ghidden"), MeanInterval.of(gains, 0.95));
    same(effect.change(HiddenOptimality.NAME), MeanInterval.of(optimalities, 0.95));
  }

  private static void same(MeanInterval actual, MeanInterval expected) {
    assertThat(actual.n()).isEqualTo(expected.n());
    assertThat(actual.mean()).isCloseTo(expected.mean(), within(1e-12));
    assertThat(actual.lower()).isCloseTo(expected.lower(), within(1e-12));
    assertThat(actual.upper()).isCloseTo(expected.upper(), within(1e-12));
  }

  /** Another learning rate keeps two regimes apart, unless it may follow. */
  @Test
  void whatFollowsMayDiffer() {
    List<RunRecord> runs =
        List.of(
            run("SGD", 1), run("SGD", 2), rate(run("dropout 0.5", 1)), rate(run("dropout 0.5", 2)));
    assertThat(effects(runs, DROPOUT)).isEmpty();
    Intervention followed =
        new Intervention("dropProbability", DoubleNode.valueOf(0), List.of("learningRate"));
    assertThat(effects(runs, followed)).hasSize(1);
    assertThat(effects(runs, followed).get(0).change("testAccuracy").n()).isEqualTo(2);
  }

  /** Dropout of 0.5 was given in three regimes, shifts of 1 in three. */
  @Test
  void dosesHaveThePairsOfAllRegimes() {
    List<Effect> effects = effects(RUNS, DROPOUT, SHIFT);
    List<Effect> doses = Effect.byDose(effects);
    assertThat(doses).extracting(Effect::value).containsExactly("0.5", "1");
    MeanInterval all = doses.get(0).change("testAccuracy");
    assertThat(all.n()).isEqualTo(12);
    double mean = 0;
    for (Effect effect : effects.subList(0, 3)) {
      mean += effect.change("testAccuracy").mean() / 3;
    }
    assertThat(all.mean()).isCloseTo(mean, within(1e-12));
    assertThat(Effect.byDose(effects.subList(0, 1))).isEmpty();
  }

  private static RunRecord rate(RunRecord run) {
    ObjectNode spec = run.spec().deepCopy();
    ((ObjectNode) spec.get("regime")).put("learningRate", 0.01);
    return MadeUpRuns.of(run, spec);
  }

  private static Effect changed(double[] gain, double[] accuracy) {
    return new Effect(
        DROPOUT,
        "0.5",
        "with",
        "family",
        "without",
        Map.of("g", gain, "testAccuracy", accuracy),
        0.95);
  }

  @Test
  void verdicts() {
    double[] up = {1, 1.1, 0.9};
    double[] down = {-1, -1.1, -0.9};
    double[] still = {-1, 1, 0.1};
    double[] one = {1};
    assertThat(changed(up, up).verdict("g")).isEqualTo(Verdict.AS_CLAIMED);
    assertThat(changed(down, down).verdict("g")).isEqualTo(Verdict.AS_CLAIMED);
    assertThat(changed(up, down).verdict("g")).isEqualTo(Verdict.OPPOSITE);
    assertThat(changed(down, up).verdict("g")).isEqualTo(Verdict.OPPOSITE);
    assertThat(changed(up, still).verdict("g")).isEqualTo(Verdict.GAIN_ALONE);
    assertThat(changed(still, down).verdict("g")).isEqualTo(Verdict.ACCURACY_ALONE);
    assertThat(changed(still, still).verdict("g")).isEqualTo(Verdict.NEITHER);
    assertThat(changed(one, up).verdict("g")).isEqualTo(Verdict.UNKNOWN);
    double[] two = {1, 1.001};
    assertThat(changed(two, two).change("g").sign()).isEqualTo(1);
    assertThat(changed(two, two).verdict("g")).isEqualTo(Verdict.UNKNOWN);
    assertThat(changed(up, up).verdict("other")).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void valuesReadAsInConfigs() throws IOException {
    Intervention l2 = new Intervention("l2Coefficient", IntNode.valueOf(0), List.of());
    assertThat(l2.text(Json.parse("{\"l2Coefficient\": 5.0E-5}"))).isEqualTo("5e-5");
    assertThat(l2.text(Json.parse("{\"l2Coefficient\": 0.001}"))).isEqualTo("0.001");
    Intervention optimiser = new Intervention("optimiser", TextNode.valueOf("sgd"), List.of());
    assertThat(optimiser.text(Json.parse("{\"optimiser\": \"ADAM.0E\"}"))).isEqualTo("ADAM.0E");
  }
}
