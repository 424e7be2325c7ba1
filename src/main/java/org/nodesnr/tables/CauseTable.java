package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Effect;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.HiddenOptimality;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.MeanInterval;

/**
 * What each intervention changed, against the same seeds without it: {@code cause.csv}, {@code .md}
 * and {@code .tex}; the same dose in all regimes together: {@code cause-doses.csv}; how often the
 * change of G and that of accuracy agree: {@code cause-verdicts.csv}.
 */
final class CauseTable implements ShownTable {
  static final String NAME = "cause";

  /** The file of doses, without the ending. */
  static final String DOSES = "cause-doses";

  /** The file of counts, without the ending. */
  static final String VERDICTS = "cause-verdicts";

  private final Analysis analysis;
  private final List<Effect> effects;

  CauseTable(Findings findings) {
    this.analysis = findings.analysis();
    this.effects = findings.effects();
  }

  /** Whether something was done to some of the runs, and to others not. */
  static boolean worthShowing(Findings findings) {
    return !findings.effects().isEmpty() && findings.analysis().hiddenGain().isPresent();
  }

  private String gain() {
    return analysis.hiddenGain().orElseThrow();
  }

  @Override
  public Map<String, String> data() {
    return Map.of(NAME, csv(effects), DOSES, csv(Effect.byDose(effects)), VERDICTS, verdicts());
  }

  @Override
  public List<PrintedTable> printed() {
    List<Effect> doses = Effect.byDose(effects);
    List<PrintedTable> printed = new ArrayList<>();
    printed.add(printed(effects, false));
    if (!doses.isEmpty()) {
      printed.add(printed(doses, true));
    }
    return printed;
  }

  private PrintedTable printed(List<Effect> of, boolean byDose) {
    String g = "Δ" + QuantityLabel.of(gain(), analysis.layers()).markup();
    List<PrintedTable.Row> rows = new ArrayList<>();
    String last = "";
    for (Effect effect : of) {
      String dose = effect.intervention().setting();
      String setting = byDose ? dose : dose + " in " + effect.without();
      rows.add(
          new PrintedTable.Row(
              !rows.isEmpty() && !setting.equals(last),
              List.of(
                  Markup.plain(byDose ? dose + " " + effect.value() : effect.regime()),
                  Markup.plain(byDose ? effect.regime() : effect.without()),
                  Wording.count(effect.change(gain()).n()),
                  cell(effect.change(HiddenOptimality.NAME), 1, 3),
                  cell(effect.change(gain()), 1, 3),
                  cell(effect.change(AnalysisOptions.TEST_ACCURACY), 100, 2),
                  effect.verdict(gain()).words())));
      last = setting;
    }
    return new PrintedTable(
        byDose ? DOSES : NAME,
        "",
        byDose
            ? "The same by dose, pairs of all regimes together"
            : "Change of S, G and test accuracy by each intervention",
        List.of(
            byDose ? "intervention" : "regime",
            byDose ? "in" : "against",
            "pairs",
            "Δ*S*, hidden",
            g,
            "Δaccuracy, points",
            "claim"),
        rows,
        byDose
            ? List.of("Pairs of one seed in different regimes are taken as independent.")
            : List.of(
                "Data: " + analysis.basis().text(),
                "Mean over pairs of runs with the same seed, and so the same initial weights and"
                    + " batches, with the intervention less without it; no run is excluded. In"
                    + " brackets: "
                    + Wording.level(analysis.options().bootstrap().level())
                    + " t intervals, not widened for the number of rows.",
                "The claim asks for accuracy to move as G does. As claimed: both moved the same"
                    + " way, their intervals without 0; opposite: one up, the other down; G alone,"
                    + " accuracy alone: the interval of the other has 0 in it; no verdict with fewer"
                    + " than "
                    + Effect.FEWEST_PAIRS
                    + " pairs."));
  }

  private static String cell(MeanInterval change, double factor, int decimals) {
    String mean = signed(factor * change.mean(), decimals);
    return Double.isNaN(change.lower())
        ? mean
        : mean
            + " ["
            + signed(factor * change.lower(), decimals)
            + ", "
            + signed(factor * change.upper(), decimals)
            + "]";
  }

  private static String signed(double value, int decimals) {
    String text = Wording.coefficient(value, decimals);
    return value > 0 ? "+" + text : text;
  }

  private String csv(List<Effect> of) {
    List<List<String>> rows = new ArrayList<>();
    for (Effect effect : of) {
      effect
          .changes()
          .keySet()
          .forEach(
              quantity -> {
                MeanInterval change = effect.change(quantity);
                rows.add(
                    List.of(
                        effect.intervention().setting(),
                        effect.value(),
                        effect.regime(),
                        effect.without(),
                        quantity,
                        Integer.toString(change.n()),
                        Numbers.exact(change.mean()),
                        Numbers.exact(change.lower()),
                        Numbers.exact(change.upper()),
                        effect.verdict(gain()).words()));
              });
    }
    return Csv.text(
        List.of(
            "setting",
            "value",
            "regime",
            "without",
            "quantity",
            "pairs",
            "change",
            "lower",
            "upper",
            "claim"),
        rows);
  }

  private String verdicts() {
    Map<String, int[]> counts = new LinkedHashMap<>();
    Effect.Verdict[] verdicts = Effect.Verdict.values();
    for (Effect effect : effects) {
      for (String setting : List.of(effect.intervention().setting(), "all")) {
        counts
            .computeIfAbsent(setting, s -> new int[verdicts.length])[
            effect.verdict(gain()).ordinal()]++;
      }
    }
    int[] all = counts.remove("all");
    counts.put("all", all);
    List<List<String>> rows = new ArrayList<>();
    counts.forEach(
        (setting, of) -> {
          for (Effect.Verdict verdict : verdicts) {
            String words = verdict == Effect.Verdict.UNKNOWN ? "unknown" : verdict.words();
            rows.add(List.of(setting, words, Integer.toString(of[verdict.ordinal()])));
          }
        });
    return Csv.text(List.of("setting", "claim", "effects"), rows);
  }
}
