package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.spec.Regime;

class ShippedConfigsTest {
  private static Experiment load(String name) {
    return ExperimentLoader.load(Path.of("configs", name + ".conf"), List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "mnist, 67",
    "mnist-quick, 18",
    "mnist-initialisation, 12",
    "mnist-shifted-test, 12",
    "mnist-jpeg, 12",
    "mnist-notebook, 3",
    "mnist-measures, 192",
    "cifar10, 45",
    "cifar10-32, 45",
    "cifar10-quick, 10",
    "cifar10-input-size, 5",
    "cifar10-longer, 2",
    "cifar10-rates, 27",
    "cifar10-long, 45",
    "demo, 28",
    "interventions-pull, 70",
    "interventions-adam, 24",
    "interventions-noise, 54",
    "interventions-power-rates, 19",
    "interventions-power, 25",
    "interventions-selective-dropout, 15"
  })
  void expandsToSoManyRuns(String name, int runs) {
    Experiment experiment = load(name);
    assertThat(experiment.name()).isEqualTo(name);
    assertThat(experiment.runs().size()).isEqualTo(runs);
    assertThat(experiment.notes()).isEmpty();
  }

  private static Map<String, Long> replicates(String name) {
    return load(name).runs().stream()
        .collect(
            Collectors.groupingBy(
                run -> run.spec().regime().name(), LinkedHashMap::new, Collectors.counting()));
  }

  @Test
  void mnistHasTheRegimesOfTheReproduction() {
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("sgd", 8L);
    for (String regime :
        List.of(
            "l2 2e-5",
            "l2 5e-5",
            "l2 2e-4",
            "l2 1e-3",
            "dropout 0.2",
            "dropout 0.35",
            "dropout 0.5",
            "shift 1",
            "shift 2",
            "l2+dropout 5e-5, 0.5",
            "shift+dropout 1, 0.5")) {
      expected.put(regime, 5L);
    }
    expected.put("l2-long 5e-4", 2L);
    expected.put("l2-long 1e-3", 2L);
    assertThat(replicates("mnist")).containsExactlyEntriesOf(expected);
  }

  @Test
  void everyReplicateIsCompleteBeforeTheNextBegins() {
    List<Long> seeds =
        load("mnist").runs().stream().map(run -> run.spec().seed()).collect(Collectors.toList());
    assertThat(seeds).isSorted();
  }

  @Test
  void longRunsAreMeasuredFurther() {
    Map<Integer, Integer> last =
        load("mnist").runs().stream()
            .map(PlannedRun::spec)
            .collect(
                Collectors.toMap(
                    s -> s.regime().steps(),
                    s -> Collections.max(s.checkpoints().measuresAt()),
                    Math::max));
    assertThat(last.keySet()).containsExactlyInAnyOrder(60_000, 120_000);
    assertThat(last.get(60_000)).isLessThan(60_000);
    assertThat(last.get(120_000)).isBetween(60_000, 119_999);
  }

  @Test
  void thirtyTwoPixelsShiftWhereTwentyFourCrop() {
    for (PlannedRun run : load("cifar10-32").runs()) {
      assertThat(run.spec().data().crop()).isZero();
      Regime.AugmentationSpec augmentation = run.spec().regime().augmentation();
      boolean augmented = run.spec().regime().family().startsWith("augmented");
      assertThat(augmentation)
          .isEqualTo(new Regime.AugmentationSpec(augmented ? 4 : 0, augmented, false));
    }
  }

  @Test
  void networksHaveThePapersParameterCounts() {
    assertThat(NetworkSpec.MNIST.parameterCount(28, 1, 10)).isEqualTo(1_838_850);
    assertThat(NetworkSpec.CIFAR10.parameterCount(24, 3, 10)).isEqualTo(2_917_838);
    assertThat(NetworkSpec.CIFAR10.parameterCount(32, 3, 10)).isEqualTo(4_709_838);
  }
}
