package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Measures ranked against the gap in loss. */
class RankingsTest {
  private static RankedMeasure row(Ranking ranking, String name) {
    return ranking.rows().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aMeasureThatIsTheGapIsPerfectAndItsOppositeIsNot() {
    Ranking ranking = Ranking.of(Analyses.measured(true)).get(0);
    assertThat(ranking.target()).isEqualTo("lossGap");
    for (String name : List.of("hessianTrace", "gsnr")) {
      RankedMeasure row = row(ranking, name);
      assertThat(row.tau()).isEqualTo(1);
      assertThat(row.within()).isEqualTo(1);
      assertThat(row.bySeeds().worst()).isZero();
      assertThat(row.information().scores().get(0).value()).isEqualTo(1);
      assertThat(row.n()).isEqualTo(25);
    }
    assertThat(row(ranking, "gsnr").sign()).isEqualTo(-1);
    RankedMeasure margin = row(ranking, "margin");
    assertThat(margin.tau()).isEqualTo(-1);
    assertThat(margin.bySeeds().worst()).isEqualTo(1);
    assertThat(row(ranking, "flatness").leftOut()).isEqualTo(25);
    assertThat(row(ranking, "flatness").tau()).isNaN();
  }

  @Test
  void controlsStandBesideAndWhatReadsTestLabelsDoesNot() {
    Ranking ranking = Ranking.of(Analyses.measured(true)).get(0);
    assertThat(ranking.rows())
        .extracting(RankedMeasure::name)
        .contains("trainLoss", "settingOnly", "oracle", "noise", "shuffled", "weightNorm")
        .doesNotContain("pairedGap");
    assertThat(row(ranking, "oracle").tau()).isGreaterThan(row(ranking, "noise").tau());
    assertThat(row(ranking, "oracle").control()).isTrue();
    assertThat(row(ranking, "hessianTrace").control()).isFalse();
  }

  @Test
  void withoutSuchMeasuresThereIsNoRanking() {
    assertThat(Ranking.of(Analyses.measured(false))).isEmpty();
  }
}
