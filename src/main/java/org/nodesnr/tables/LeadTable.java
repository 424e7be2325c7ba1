package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Lead;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.measure.Measure;

/**
 * Whether S and G make their way before test accuracy does: {@code lead.csv}, of every measure that
 * layers have, {@code .md} and {@code .tex}. See {@link Lead} for how it is computed.
 */
final class LeadTable implements ShownTable {
  private static final List<Measure> SHOWN = Measure.OF_VARIANTS;

  private final Analysis analysis;
  private final List<Lead> leads;

  LeadTable(Analysis analysis) {
    this.analysis = analysis;
    this.leads = Lead.of(analysis);
  }

  @Override
  public Map<String, String> data() {
    return Map.of("lead", csv());
  }

  @Override
  public List<PrintedTable> printed() {
    return Lead.SHARES.stream().map(this::table).toList();
  }

  private static String regime(Lead lead) {
    return lead.regime().isEmpty() ? "all" : lead.regime();
  }

  private static String percent(double share) {
    return Numbers.rounded(100 * share, 4);
  }

  private PrintedTable table(double share) {
    List<PrintedTable.Row> rows = new ArrayList<>();
    String previous = null;
    for (Lead lead : leads) {
      if (lead.share() == share && lead.measure().equals(SHOWN.get(0).id())) {
        rows.add(new PrintedTable.Row(!regime(lead).equals(previous), cells(lead)));
        previous = regime(lead);
      }
    }
    List<String> header = new ArrayList<>(List.of("regime", "layer", "runs", "accuracy"));
    SHOWN.forEach(measure -> header.add("*" + measure.symbol() + "*"));
    SHOWN.forEach(measure -> header.add("*" + measure.symbol() + "* first, same, later"));
    SHOWN.forEach(measure -> header.add("Δ*" + measure.symbol() + "*"));
    return new PrintedTable(
        "lead-" + percent(share),
        "",
        "Steps to " + percent(share) + "% of the total change",
        header,
        rows,
        List.of(
            "Data: " + analysis.basis().text(),
            "Medians over runs of the step at which test accuracy, S and G first reach "
                + percent(share)
                + "% of their total change from step 0 to the last, interpolated linearly between"
                + " the checkpoints where S and G were measured.",
            "First, same, later: runs in which S (G) reaches it between earlier checkpoints than"
                + " test accuracy, between the same two, between later ones.",
            "ΔS and ΔG: mean total change; where it is small, the step is mostly noise."));
  }

  /** Of the first measure's lead and of those of the others in the same runs and layer. */
  private List<String> cells(Lead first) {
    List<Lead> all =
        SHOWN.stream()
            .map(measure -> find(first.regime(), first.layer(), first.share(), measure.id()))
            .toList();
    List<String> cells =
        new ArrayList<>(
            List.of(
                Markup.plain(regime(first)),
                Integer.toString(first.layer()),
                Wording.count(first.runs()),
                step(first.accuracyStep())));
    all.forEach(lead -> cells.add(step(lead.measureStep())));
    all.forEach(lead -> cells.add(order(lead)));
    all.forEach(lead -> cells.add(Wording.coefficient(lead.change(), 3)));
    return cells;
  }

  private Lead find(String regime, int layer, double share, String measure) {
    return leads.stream()
        .filter(l -> l.regime().equals(regime) && l.layer() == layer)
        .filter(l -> l.share() == share && l.measure().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  private static String step(double step) {
    return Double.isNaN(step) ? "–" : Wording.count(Math.round(step));
  }

  private static String order(Lead lead) {
    return lead.earlier() + ", " + lead.same() + ", " + lead.later();
  }

  private String csv() {
    return Csv.text(
        List.of(
            "regime",
            "layer",
            "measure",
            "share",
            "runs",
            "accuracyStep",
            "measureStep",
            "earlier",
            "same",
            "later",
            "change"),
        leads.stream()
            .map(
                lead ->
                    List.of(
                        regime(lead),
                        Integer.toString(lead.layer()),
                        lead.measure(),
                        Numbers.exact(lead.share()),
                        Integer.toString(lead.runs()),
                        Numbers.exact(lead.accuracyStep()),
                        Numbers.exact(lead.measureStep()),
                        Integer.toString(lead.earlier()),
                        Integer.toString(lead.same()),
                        Integer.toString(lead.later()),
                        Numbers.exact(lead.change())))
            .toList());
  }
}
