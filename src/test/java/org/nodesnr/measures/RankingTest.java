package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nodesnr.statistics.ConditionalInformation;
import org.nodesnr.statistics.Controls;
import org.nodesnr.statistics.Explained;
import org.nodesnr.statistics.GranulatedKendall;
import org.nodesnr.statistics.Groups;
import org.nodesnr.statistics.Kendall;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.SignError;
import org.nodesnr.statistics.Spearman;

/** The statistics that rank measures, over 24 runs in closed form. */
class RankingTest {
  private final Known known = Known.of("ranking.csv", 1);
  private final double[] gap = new double[24];
  private final double[] measure = new double[24];
  private final Map<String, List<String>> hyperparameters = new LinkedHashMap<>();
  private final List<String> replicates = new ArrayList<>();
  private final List<String> settings = new ArrayList<>();

  @BeforeEach
  void runs() {
    for (String name : List.of("a", "b", "c")) {
      hyperparameters.put(name, new ArrayList<>());
    }
    for (int k = 0; k < 24; k++) {
      int a = k / 12;
      int b = k / 4 % 3;
      int c = k / 2 % 2;
      gap[k] = ((17 * k * k + 5 * k + 3) % 41 + 10 * b) / 200.0;
      measure[k] = (10 * ((11 * k * k + 7 * k + 2) % 37) + 111 * b - 74 * a) / 370.0;
      hyperparameters.get("a").add("" + a);
      hyperparameters.get("b").add("" + b);
      hyperparameters.get("c").add("" + c);
      settings.add(a + "," + b + "," + c);
      replicates.add("" + k % 2);
    }
  }

  @Test
  void columns() {
    known.check("runs", gap.length);
    known.check("measure_0", measure[0]);
    known.check("gap_0", gap[0]);
    known.check("measure_23", measure[23]);
    known.check("gap_23", gap[23]);
  }

  @Test
  void kendall() {
    known.check(
        "kendallTauB",
        Kendall.correlate(measure, gap, PermutationOptions.withSeed(1)).coefficient());
    GranulatedKendall granulated = GranulatedKendall.of(measure, gap, hyperparameters, replicates);
    known.check("granulated", granulated.psi());
    for (int h = 0; h < 3; h++) {
      known.check("granulated_axis" + h, granulated.axes().get(h).psi());
    }
  }

  @Test
  void conditionalInformation() {
    ConditionalInformation information =
        ConditionalInformation.of(measure, gap, hyperparameters, 200, 1);
    List<String> names = List.of("none", "0", "1", "2", "01", "02", "12");
    double smallest = 1;
    for (int i = 0; i < names.size(); i++) {
      ConditionalInformation.Score score = information.scores().get(i);
      known.check("cmi_" + names.get(i), score.value());
      smallest = Math.min(smallest, score.value());
      assertThat(score.chanceMean()).isBetween(0.0, score.chance95());
    }
    known.check("cmi_minimum", smallest);
    // 540 ordered pairs that are not tied, over 36 cells: too few for S = {a, b}
    assertThat(information.scores().get(4).usable()).isFalse();
    assertThat(information.minimum().orElseThrow().hyperparameters()).containsExactly("b");
  }

  @Test
  void conditionalInformationOfAMeasureThatIsTheTargetIsOne() {
    ConditionalInformation itself = ConditionalInformation.of(gap, gap, hyperparameters, 0, 1);
    itself.scores().forEach(score -> assertThat(score.value()).isEqualTo(1, within(1e-12)));
    double[] turned = Arrays.stream(gap).map(g -> -g).toArray();
    ConditionalInformation.of(turned, gap, hyperparameters, 0, 1)
        .scores()
        .forEach(score -> assertThat(score.value()).isEqualTo(1, within(1e-12)));
    ConditionalInformation.of(new double[24], gap, hyperparameters, 0, 1)
        .scores()
        .forEach(score -> assertThat(score.value()).isZero());
  }

  @Test
  void signErrors() {
    for (int m : new int[] {10000, 400}) {
      SignError error = SignError.of(measure, gap, hyperparameters, SignError.resolvedBy(m));
      known.check("signErrorEnvironments_n" + m, error.environments().size());
      known.check("signErrorMean_n" + m, error.mean());
      known.check("signErrorWorst_n" + m, error.worst());
      known.check(
          "signErrorMeanEss_n" + m,
          error.environments().stream()
              .mapToDouble(SignError.Environment::effective)
              .average()
              .orElseThrow());
      known.check("signErrorEnvironmentsEss3_n" + m, error.summary(3).environments());
      known.check("signErrorMeanEss3_n" + m, error.summary(3).mean());
    }
  }

  @Test
  void environmentsBySeedsAreThoseOfWelch() {
    // settings 0 and 1 differ by 10 of a deviation, settings 1 and 2 by nothing
    Map<String, List<String>> one = Map.of("h", List.of("0", "0", "1", "1", "2", "2"));
    double[] y = {0, 0.1, 1, 1.1, 1.1, 1};
    double[] x = {1, 2, 0, 5, 3, 4};
    SignError error = SignError.bySeeds(x, y, one, 3);
    assertThat(error.environments()).hasSize(2);
    assertThat(error.environments().get(0).error()).isEqualTo(0.5);
    assertThat(error.environments().get(0).effective()).isEqualTo(4);
    assertThat(error.environments().get(1).error()).isZero();
    assertThat(error.summary(SignError.LEAST_EFFECTIVE).environments()).isZero();
    assertThat(error.summary(SignError.LEAST_EFFECTIVE).mean()).isNaN();
  }

  @Test
  void pairedWeightsCountWhatIsAboveTwoStandardErrors() {
    double[][] images = {{1, 1, 1, 1}, {1, 1, 1, 1}, {0, 0, 0, 1}, {2, 0, 2, 0}};
    SignError.Weight weight = SignError.paired(images);
    assertThat(weight.of(0, 1)).isZero();
    assertThat(weight.of(0, 2)).isEqualTo(1);
    assertThat(weight.of(0, 3)).isZero();
  }

  @Test
  void regressions() {
    Explained bySettings = new Explained(24).withEach(settings);
    known.check("r2_settings", bySettings.share(gap));
    known.check("r2_settingsAndMeasure", bySettings.with(measure).share(gap));
    Explained byMainEffects = new Explained(24).withMainEffects(hyperparameters);
    assertThat(byMainEffects.freedom()).isEqualTo(24 - 5);
    known.check("r2_mainEffects", byMainEffects.share(gap));
    known.check("r2_mainEffectsAndMeasure", byMainEffects.with(measure).share(gap));
    assertThat(byMainEffects.share(new double[24])).isNaN();
  }

  @Test
  void partialRanksGivenNothingAreSpearmans() {
    double rho = Spearman.correlate(measure, gap, PermutationOptions.withSeed(1)).coefficient();
    assertThat(Explained.partialSpearman(measure, gap, List.of())).isEqualTo(rho, within(1e-12));
    assertThat(Explained.partialSpearman(measure, gap, List.of(measure))).isNaN();
    // one control: the textbook formula
    double[] third = new double[24];
    Arrays.setAll(third, k -> (7 * k * k + k) % 23);
    double xz = Explained.partialSpearman(measure, third, List.of());
    double yz = Explained.partialSpearman(gap, third, List.of());
    assertThat(Explained.partialSpearman(measure, gap, List.of(third)))
        .isEqualTo((rho - xz * yz) / Math.sqrt((1 - xz * xz) * (1 - yz * yz)), within(1e-12));
  }

  @Test
  void controls() {
    Groups groups = Groups.of(settings);
    double[] other = Controls.settingOnly(gap, groups);
    assertThat(other[0]).isEqualTo(gap[1]);
    assertThat(other[1]).isEqualTo(gap[0]);
    Controls controls = new Controls(3);
    double[] shuffled = controls.shuffled(measure, Groups.of(replicates));
    assertThat(shuffled).containsExactlyInAnyOrder(measure);
    assertThat(shuffled).isNotEqualTo(measure);
    for (int k = 0; k < 24; k += 2) {
      assertThat(measure).contains(shuffled[k]);
    }
    assertThat(controls.noise(24)).isEqualTo(new Controls(3).noise(24));
    assertThat(controls.noise(24)).isNotEqualTo(new Controls(4).noise(24));
    double[] oracle = controls.oracle(gap, groups);
    double squares = 0;
    for (int k = 0; k < 24; k++) {
      squares += Math.pow(oracle[k] - gap[k], 2) / 24;
    }
    double within = 0;
    for (int k = 0; k < 24; k += 2) {
      within += Math.pow(gap[k] - gap[k + 1], 2) / 2 / 12;
    }
    assertThat(Math.sqrt(squares)).isBetween(Math.sqrt(within) / 2, Math.sqrt(within) * 2);
  }
}
