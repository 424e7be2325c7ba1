package org.nodesnr.tables;

import java.util.Optional;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Wording;
import org.nodesnr.statistics.Interval;
import org.nodesnr.statistics.RegimeInfluence;

/**
 * What an experiment says of the paper's claim, in a sentence: Spearman's ρ of the hidden layers'
 * gain with test accuracy over all runs, its interval, and whether the paper's value lies in it.
 *
 * <p>The interval is that of a bootstrap over regimes, for the claim is about the choice of
 * regimes; with fewer than five of them, that over replicates; with too few of either there is
 * none.
 */
public final class Verdict {
  private Verdict() {}

  /**
   * @param findings about an experiment
   * @return the sentence, plain text
   */
  public static String of(Findings findings) {
    Analysis analysis = findings.analysis();
    ComparisonTable table = ComparisonTable.of(analysis, findings.correlations());
    ComparisonTable.Column hidden = table.columns().get(table.columns().size() - 1);
    int n = hidden.rank().n();
    String subject = "Spearman’s ρ of " + hidden.label().plain() + " with test accuracy";
    if (n < Wording.FEWEST_RUNS) {
      return subject + ": none, of " + Wording.plural(n, "run") + " that is too few.";
    }
    double rho = hidden.rank().spearman().correlation().coefficient();
    if (Double.isNaN(rho)) {
      return subject + ": none, one of them is the same in all " + n + " runs.";
    }
    Optional<RegimeInfluence> influence =
        findings.influences().stream().filter(i -> i.quantity().equals(hidden.name())).findFirst();
    Interval replicates = hidden.rank().spearman().interval();
    Interval regimes = influence.map(RegimeInfluence::interval).orElse(replicates);
    boolean overRegimes = influence.isPresent() && Double.isFinite(regimes.lower());
    Interval interval = overRegimes ? regimes : replicates;
    StringBuilder text = new StringBuilder(subject).append(" is ");
    text.append(Wording.coefficient(rho, 2)).append(" over ").append(Wording.plural(n, "run"));
    boolean known = Double.isFinite(interval.lower());
    if (known) {
      text.append(", ").append(Wording.level(interval.level())).append(" interval over ");
      text.append(overRegimes ? "regimes " : "replicates ");
      text.append(Wording.coefficient(interval.lower(), 2)).append(" to ");
      text.append(Wording.coefficient(interval.upper(), 2));
    } else {
      text.append(", too few regimes and replicates for an interval");
    }
    text.append("; ").append(paper(hidden, interval, known)).append('.');
    if (!analysis.basis().official()) {
      text.append(" The data are not verified as the paper’s.");
    }
    return text.toString();
  }

  /**
   * @param findings about an experiment
   * @param width characters in a line
   * @return the sentence for a terminal
   */
  public static String text(Findings findings, int width) {
    return new AlignedText(of(findings), width).toString().strip();
  }

  private static String paper(ComparisonTable.Column hidden, Interval interval, boolean known) {
    if (hidden.paper().isEmpty()) {
      return "the paper has no network of this form";
    }
    double value = hidden.paper().get().spearman();
    String text = "the paper’s is " + Wording.coefficient(value, 2);
    if (!known) {
      return text;
    }
    boolean inside = value >= interval.lower() && value <= interval.upper();
    return text + ", " + (inside ? "inside" : "outside") + " the interval";
  }
}
