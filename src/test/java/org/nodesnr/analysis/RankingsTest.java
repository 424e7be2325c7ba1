package org.nodesnr.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Reading;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.RunRecord;

/** Measures ranked against the gap in loss. */
class RankingsTest {
  private static Analysis analysis(boolean measured) {
    List<RunRecord> runs = new ArrayList<>();
    // those whose settings differ: no two strengths of L2 or of dropout
    List<MadeUpRuns.MadeUpRegime> regimes =
        Stream.of(0, 1, 4, 6, 7).map(MadeUpRuns.MNIST_REGIMES::get).toList();
    for (RunRecord run : MadeUpRuns.mnist().runs(regimes, 5)) {
      List<Checkpoint> checkpoints = new ArrayList<>(run.checkpoints());
      Checkpoint last = checkpoints.remove(checkpoints.size() - 1);
      double gap = last.test().loss() - last.train().loss();
      List<Reading> readings = new ArrayList<>(last.readings());
      if (measured) {
        readings.add(reading("hessianTrace", gap));
        readings.add(reading("gsnr", -2 * gap));
        readings.add(reading("margin", gap));
        readings.add(reading("pairedGap", gap));
        readings.add(reading("flatness", Double.NaN));
      }
      checkpoints.add(
          new Checkpoint(last.step(), last.train(), last.test(), last.layers(), readings));
      runs.add(MadeUpRuns.measured(run, checkpoints));
    }
    return Analysis.of(runs, Analyses.options(0.9));
  }

  private static Reading reading(String id, double value) {
    Measure measure = Measures.find(id).orElseThrow();
    return Reading.of(measure, 0, value, 1, 0);
  }

  private static RankedMeasure row(Ranking ranking, String name) {
    return ranking.rows().stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void aMeasureThatIsTheGapIsPerfectAndItsOppositeIsNot() {
    Ranking ranking = Ranking.of(analysis(true)).get(0);
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
    Ranking ranking = Ranking.of(analysis(true)).get(0);
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
    assertThat(Ranking.of(analysis(false))).isEmpty();
  }
}
