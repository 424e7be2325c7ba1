package org.nodesnr.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.QuantityLabel;
import org.nodesnr.analysis.RankedMeasure;
import org.nodesnr.analysis.Ranking;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.ConditionalInformation;

/**
 * How measures rank runs by their generalisation gaps: {@code ranking}, and what they have to beat,
 * {@code ranking-controls}; the information of every set of hyperparameters in {@code
 * ranking-information.csv}. See {@link Ranking}.
 */
final class RankingTable implements ShownTable {
  static final String NAME = "ranking";
  static final String CONTROLS = "ranking-controls";
  static final String INFORMATION = "ranking-information";

  private final Analysis analysis;
  private final List<Ranking> rankings;
  private final boolean controls;

  private RankingTable(Findings findings, boolean controls) {
    this.analysis = findings.analysis();
    this.rankings = findings.rankings();
    this.controls = controls;
  }

  static RankingTable ofMeasures(Findings findings) {
    return new RankingTable(findings, false);
  }

  static RankingTable ofControls(Findings findings) {
    return new RankingTable(findings, true);
  }

  static boolean worthShowing(Findings findings) {
    return !findings.rankings().isEmpty();
  }

  @Override
  public Map<String, String> data() {
    return controls ? Map.of(CONTROLS, csv()) : Map.of(NAME, csv(), INFORMATION, information());
  }

  @Override
  public List<PrintedTable> printed() {
    return rankings.stream().flatMap(ranking -> printed(ranking).inParts(1).stream()).toList();
  }

  private PrintedTable printed(Ranking ranking) {
    List<PrintedTable.Row> rows = new ArrayList<>();
    for (RankedMeasure row : ranking.rows()) {
      if (row.control() == controls) {
        rows.add(new PrintedTable.Row(false, cells(row)));
      }
    }
    return new PrintedTable(
        (controls ? CONTROLS : NAME) + "-" + ranking.target(),
        "",
        (controls ? "Controls against the " : "Measures against the ") + ranking.targetWords(),
        List.of(
            "",
            "sign",
            "runs",
            "*τ*",
            "granulated",
            "information",
            "by chance",
            "sign error",
            "90th percentile",
            "environments",
            "within settings",
            "given training loss",
            "given norm",
            "given both",
            "*R*^{2} gained"),
        rows,
        notes(ranking));
  }

  private List<String> cells(RankedMeasure row) {
    Optional<ConditionalInformation.Score> least = row.leastInformation();
    return List.of(
        label(row),
        row.sign() > 0 ? "+" : "−",
        Wording.count(row.n()),
        SensitivityTable.cell(row.tau(), row.interval()),
        Wording.coefficient(row.granulated().psi(), 3),
        Wording.coefficient(least.map(s -> s.value()).orElse(Double.NaN), 3),
        Wording.coefficient(least.map(s -> s.chance95()).orElse(Double.NaN), 3),
        Wording.coefficient(row.bySeeds().mean(), 3),
        Wording.coefficient(row.bySeeds().percentile90(), 3),
        Wording.count(row.bySeeds().environments()),
        Wording.coefficient(row.within(), 3),
        Wording.coefficient(row.givenLoss(), 3),
        Wording.coefficient(row.givenNorm(), 3),
        Wording.coefficient(row.givenBoth(), 3),
        Wording.coefficient(row.effectsGain(), 3));
  }

  private String label(RankedMeasure row) {
    return row.control()
        ? Markup.plain(row.name())
        : QuantityLabel.of(row.name(), analysis.layers()).markup();
  }

  private List<String> notes(Ranking ranking) {
    List<String> notes = new ArrayList<>(explained(ranking));
    leftOut(ranking).ifPresent(notes::add);
    return notes;
  }

  /** Which measures have no value in some runs. */
  private Optional<String> leftOut(Ranking ranking) {
    List<String> some =
        ranking.rows().stream()
            .filter(row -> row.control() == controls && row.leftOut() > 0)
            .map(row -> label(row) + " in " + Wording.plural(row.leftOut(), "run"))
            .toList();
    return some.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Undefined or not read, and left out: "
                + String.join(", ", some)
                + ". What is divided by a margin is undefined where that is not positive, flatness"
                + " where training accuracy is below 0.2 or bears noise of any size, an eigenvalue"
                + " where Lanczos iterations did not find it.");
  }

  private List<String> explained(Ranking ranking) {
    long tried = ranking.rows().stream().filter(row -> !row.control()).count();
    int runs = ranking.design().replicates().size();
    double sd = Math.sqrt(2 * (2.0 * runs + 5) / (9.0 * runs * (runs - 1)));
    return List.of(
        "Data: " + analysis.basis().text() + " No run is excluded.",
        "Each measure enters times its sign, fixed beforehand, so that positive is as expected; τ is"
            + " Kendall’s τ_b. In brackets: "
            + Wording.intervals(analysis.options().bootstrap(), "settings")
            + ". Measures whose intervals overlap by more than half are not told apart. Without any"
            + " association τ has a standard deviation of "
            + Numbers.fixed(sd, 3)
            + ", and the best of "
            + tried
            + " is near "
            + Numbers.fixed(sd * Math.sqrt(2 * Math.log(Math.max(2, tried))), 2)
            + ", were runs independent; they cluster in settings.",
        "Granulated: mean over hyperparameters of τ among runs that differ in one ("
            + String.join(", ", ranking.design().hyperparameters().keySet())
            + "). Information: the least, over sets of at most two hyperparameters, of what the"
            + " measure says of the order of two runs, as a share of what is to be said; by chance: its"
            + " 95th percentile with measures permuted over settings. It is blind to the direction.",
        "Sign error: share of wrong orders among pairs of settings that differ in one"
            + " hyperparameter and whose gaps differ by more than three standard errors over seeds;"
            + " ½ for a coin. Given: Spearman’s partial correlation. R² gained: over main effects of"
            + " hyperparameters.");
  }

  private String csv() {
    List<List<String>> rows = new ArrayList<>();
    for (Ranking ranking : rankings) {
      for (RankedMeasure row : ranking.rows()) {
        if (row.control() == controls) {
          rows.add(exact(ranking.target(), row));
        }
      }
    }
    return Csv.text(
        List.of(
            "target",
            "measure",
            "sign",
            "n",
            "leftOut",
            "kendall",
            "settingsLower",
            "settingsUpper",
            "granulated",
            "information",
            "informationGiven",
            "informationChanceMean",
            "informationChance95",
            "signErrorMean",
            "signError90",
            "signErrorWorst",
            "environments",
            "signErrorByTestSizeMean",
            "signErrorByTestSize90",
            "signErrorByTestSizeWorst",
            "environmentsByTestSize",
            "within",
            "givenTrainLoss",
            "givenWeightNorm",
            "givenBoth",
            "r2Settings",
            "r2SettingsGain",
            "r2MainEffects",
            "r2MainEffectsGain"),
        rows);
  }

  private static List<String> exact(String target, RankedMeasure row) {
    Optional<ConditionalInformation.Score> least = row.leastInformation();
    return List.of(
        target,
        row.name(),
        Integer.toString(row.sign()),
        Integer.toString(row.n()),
        Integer.toString(row.leftOut()),
        Numbers.exact(row.tau()),
        Numbers.exact(row.interval().lower()),
        Numbers.exact(row.interval().upper()),
        Numbers.exact(row.granulated().psi()),
        Numbers.exact(least.map(s -> s.value()).orElse(Double.NaN)),
        least.map(s -> String.join(" ", s.hyperparameters())).orElse(""),
        Numbers.exact(least.map(s -> s.chanceMean()).orElse(Double.NaN)),
        Numbers.exact(least.map(s -> s.chance95()).orElse(Double.NaN)),
        Numbers.exact(row.bySeeds().mean()),
        Numbers.exact(row.bySeeds().percentile90()),
        Numbers.exact(row.bySeeds().worst()),
        Integer.toString(row.bySeeds().environments()),
        Numbers.exact(row.byTestSize().mean()),
        Numbers.exact(row.byTestSize().percentile90()),
        Numbers.exact(row.byTestSize().worst()),
        Integer.toString(row.byTestSize().environments()),
        Numbers.exact(row.within()),
        Numbers.exact(row.givenLoss()),
        Numbers.exact(row.givenNorm()),
        Numbers.exact(row.givenBoth()),
        Numbers.exact(row.settingsShare()),
        Numbers.exact(row.settingsGain()),
        Numbers.exact(row.effectsShare()),
        Numbers.exact(row.effectsGain()));
  }

  private String information() {
    List<List<String>> rows = new ArrayList<>();
    for (Ranking ranking : rankings) {
      for (RankedMeasure row : ranking.rows()) {
        for (ConditionalInformation.Score score : row.information().scores()) {
          rows.add(
              List.of(
                  ranking.target(),
                  row.name(),
                  String.join(" ", score.hyperparameters()),
                  Numbers.exact(score.value()),
                  Numbers.exact(score.chanceMean()),
                  Numbers.exact(score.chance95()),
                  Integer.toString(score.pairs()),
                  Integer.toString(score.cells()),
                  Boolean.toString(score.usable())));
        }
      }
    }
    return Csv.text(
        List.of(
            "target",
            "measure",
            "given",
            "information",
            "chanceMean",
            "chance95",
            "pairs",
            "cells",
            "usable"),
        rows);
  }
}
