package org.nodesnr.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.Golden;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Intervention;
import org.nodesnr.analysis.Progress;
import org.nodesnr.results.MadeUpRuns;

class CauseTableTest {
  private static Findings findings(int seeds, List<Intervention> interventions) {
    return Findings.of(
        Analysis.of(
            MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, seeds),
            Analyses.options(0.9, interventions)),
        Progress.SILENT);
  }

  private static final List<Intervention> BOTH =
      List.of(
          new Intervention("dropProbability", DoubleNode.valueOf(0), List.of()),
          new Intervention("augmentation.shift", IntNode.valueOf(0), List.of()));

  @Test
  void equalsTheGoldenFiles() throws IOException {
    CauseTable table = new CauseTable(findings(4, BOTH));
    Golden.assertSame("tables/cause/cause.csv", table.data().get("cause"));
    Golden.assertSame("tables/cause/cause-verdicts.csv", table.data().get("cause-verdicts"));
    Golden.assertSame("tables/cause/cause-doses.csv", table.data().get("cause-doses"));
    Golden.assertSame("tables/cause/cause.md", table.printed().get(0).markdown());
    Golden.assertSame("tables/cause/cause-doses.md", table.printed().get(1).markdown());
  }

  /** One pair has a change, and no interval. */
  @Test
  void onePair() {
    CauseTable table = new CauseTable(findings(1, BOTH));
    assertThat(table.printed().get(0).rows().get(0).cells().get(5)).doesNotContain("[");
    assertThat(table.printed().get(0).rows().get(0).cells().get(6)).isEqualTo("–");
    assertThat(table.data().get("cause-verdicts")).contains("dropProbability,unknown,3\n");
  }

  @Test
  void isLeftOutWithoutInterventions() {
    assertThat(CauseTable.worthShowing(findings(2, List.of()))).isFalse();
    assertThat(CauseTable.worthShowing(findings(2, BOTH))).isTrue();
  }
}
