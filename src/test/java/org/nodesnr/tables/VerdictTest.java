package org.nodesnr.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Progress;
import org.nodesnr.analysis.Wording;
import org.nodesnr.statistics.RegimeInfluence;

class VerdictTest {
  @Test
  void itSaysValueIntervalAndWhereThePapersLies() {
    Findings findings = Findings.of(Analyses.mnist(), Progress.SILENT);
    RegimeInfluence hidden =
        findings.influences().stream()
            .filter(i -> i.quantity().equals("paper.Ghidden"))
            .findFirst()
            .orElseThrow();
    boolean inside = hidden.interval().lower() <= 0.799 && 0.799 <= hidden.interval().upper();
    assertThat(Verdict.of(findings))
        .startsWith(
            String.format(
                    Locale.ROOT,
                    "Spearman’s ρ of G^(1..2) with test accuracy is %.2f over %d runs, 95%% interval"
                        + " over regimes %.2f to %.2f; the paper’s is 0.80, %s the interval.",
                    hidden.spearman(),
                    hidden.n(),
                    hidden.interval().lower(),
                    hidden.interval().upper(),
                    inside ? "inside" : "outside")
                .replace('-', '−'));
    assertThat(Verdict.text(findings, 40).lines()).allMatch(line -> line.length() <= 40);
  }

  @Test
  void ofTooFewRunsThereIsNone() {
    Analysis single = Analyses.single();
    assertThat(Verdict.of(Findings.of(single, Progress.SILENT)))
        .startsWith("Spearman’s ρ of G^(1..2) with test accuracy: none, of ")
        .contains("that is too few.");
  }

  @Test
  void coefficientsOfFewerThanFiveRunsAreADash() {
    assertThat(Wording.coefficient(1, 3, 2)).isEqualTo("–");
    assertThat(Wording.coefficient(-1, 3, 4)).isEqualTo("–");
    assertThat(Wording.coefficient(-0.25, 3, 5)).isEqualTo("−0.250");
    assertThat(Wording.pValue(0.04, 4)).isEqualTo("–");
    assertThat(Wording.pValue(0.04, 5)).isEqualTo(".040");
  }
}
