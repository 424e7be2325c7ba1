package org.nodesnr.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.MeanInterval;

/**
 * What an {@link Intervention} changed: the final networks of a regime against those of the regime
 * that is the same but for it, each against the one of the same seed, and so of the same initial
 * weights and batches.
 *
 * @param intervention what was done
 * @param value how much of it
 * @param regime where it was done
 * @param family of that regime
 * @param without the regime without it
 * @param changes the change of each quantity, with − without, in each pair
 * @param level nominal coverage of intervals of their means, such as 0.95
 */
public record Effect(
    Intervention intervention,
    String value,
    String regime,
    String family,
    String without,
    Map<String, double[]> changes,
    double level) {
  /**
   * With fewer pairs than this no verdict is given: an interval of two is nothing but their ends.
   */
  public static final int FEWEST_PAIRS = 3;

  /** What the paper's claim, that better networks have higher G, says to an effect. */
  public enum Verdict {
    /** G and accuracy changed, both up or both down. */
    AS_CLAIMED("as claimed"),
    /** One went up and the other down. */
    OPPOSITE("opposite"),
    /** G changed, accuracy not beyond its interval. */
    GAIN_ALONE("G alone"),
    /** Accuracy changed, G not beyond its interval. */
    ACCURACY_ALONE("accuracy alone"),
    /** Neither changed beyond its interval. */
    NEITHER("neither"),
    /** Too few pairs for intervals, or no G. */
    UNKNOWN("–");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    /**
     * @return for people
     */
    public String words() {
      return words;
    }
  }

  /** Copies the map. */
  public Effect {
    changes = new LinkedHashMap<>(changes);
  }

  /**
   * @param quantity a column of the table of runs, or {@link HiddenOptimality#NAME}
   * @return its mean change and interval; of no pair where it was not measured
   */
  public MeanInterval change(String quantity) {
    return MeanInterval.of(changes.getOrDefault(quantity, new double[0]), level);
  }

  /**
   * @return the value less the usual one; NaN where these are no numbers
   */
  public double dose() {
    JsonNode usual = intervention.usual();
    try {
      return usual.isNumber() ? Double.parseDouble(value) - usual.doubleValue() : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /**
   * The same dose wherever it was given, pairs of all regimes together. Pairs of one seed in
   * different regimes are taken as independent.
   *
   * @param effects any
   * @return one for each intervention and value that several of them have, in their order
   */
  public static List<Effect> byDose(List<Effect> effects) {
    Map<List<String>, List<Effect>> doses = new LinkedHashMap<>();
    for (Effect effect : effects) {
      doses
          .computeIfAbsent(
              List.of(effect.intervention().setting(), effect.value()), dose -> new ArrayList<>())
          .add(effect);
    }
    return doses.values().stream().filter(of -> of.size() > 1).map(Effect::together).toList();
  }

  private static Effect together(List<Effect> effects) {
    Effect first = effects.get(0);
    Map<String, double[]> changes = new LinkedHashMap<>();
    for (String quantity : first.changes().keySet()) {
      changes.put(
          quantity,
          effects.stream()
              .flatMapToDouble(
                  e -> Arrays.stream(e.changes().getOrDefault(quantity, new double[0])))
              .toArray());
    }
    String regimes = effects.size() + " regimes";
    return new Effect(
        first.intervention(), first.value(), regimes, regimes, regimes, changes, first.level());
  }

  /**
   * @param gain the column of the G that is looked at
   * @return what the claim says to it
   */
  public Verdict verdict(String gain) {
    MeanInterval g = change(gain);
    MeanInterval accuracy = change(AnalysisOptions.TEST_ACCURACY);
    boolean few = Math.min(g.n(), accuracy.n()) < FEWEST_PAIRS;
    if (few || Double.isNaN(g.lower()) || Double.isNaN(accuracy.lower())) {
      return Verdict.UNKNOWN;
    }
    if (g.sign() != 0 && accuracy.sign() != 0) {
      return g.sign() == accuracy.sign() ? Verdict.AS_CLAIMED : Verdict.OPPOSITE;
    }
    return g.sign() != 0
        ? Verdict.GAIN_ALONE
        : accuracy.sign() != 0 ? Verdict.ACCURACY_ALONE : Verdict.NEITHER;
  }

  /**
   * @param analysis finished runs
   * @param noise what noise does to them, where that was measured
   * @return the effect of each intervention of the options, wherever the same seeds were trained
   *     without it, in the order of the options and then of the regimes; none excluded
   */
  public static List<Effect> of(Analysis analysis, Optional<NoiseMechanism> noise) {
    List<Effect> effects = new ArrayList<>();
    List<RunRecord> runs = analysis.table().labels("id").stream().map(analysis::run).toList();
    Map<String, double[]> columns = columns(analysis, noise);
    double level = analysis.options().bootstrap().level();
    for (Intervention intervention : analysis.options().interventions()) {
      Map<List<String>, List<int[]>> pairs = new LinkedHashMap<>();
      for (int with = 0; with < runs.size(); with++) {
        for (int without = 0; without < runs.size(); without++) {
          if (paired(intervention, runs.get(with), runs.get(without))) {
            pairs
                .computeIfAbsent(
                    List.of(runs.get(with).regime(), runs.get(without).regime()),
                    regimes -> new ArrayList<>())
                .add(new int[] {with, without});
          }
        }
      }
      pairs
          .values()
          .forEach(
              rows ->
                  effects.add(
                      of(
                          intervention,
                          runs.get(rows.get(0)[0]),
                          runs.get(rows.get(0)[1]),
                          changes(columns, rows),
                          level)));
    }
    return List.copyOf(effects);
  }

  private static boolean paired(Intervention intervention, RunRecord with, RunRecord without) {
    return with.seed() == without.seed()
        && intervention.doneIn(with.spec().path("regime"))
        && !intervention.doneIn(without.spec().path("regime"))
        && rest(intervention, with.spec()).equals(rest(intervention, without.spec()));
  }

  /** What a pair must have in common. */
  private static List<JsonNode> rest(Intervention intervention, JsonNode spec) {
    ObjectNode regime = spec.path("regime").deepCopy();
    regime.remove(List.of("name", "family"));
    Stream.concat(Stream.of(intervention.setting()), intervention.following().stream())
        .forEach(key -> remove(regime, key));
    return List.of(spec.path("data"), spec.path("network"), regime);
  }

  private static void remove(ObjectNode regime, String key) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      regime.remove(key);
    } else if (regime.get(key.substring(0, dot)) instanceof ObjectNode block) {
      block.remove(key.substring(dot + 1));
      if (block.isEmpty()) {
        regime.remove(key.substring(0, dot));
      }
    }
  }

  private static Effect of(
      Intervention intervention,
      RunRecord with,
      RunRecord without,
      Map<String, double[]> changes,
      double level) {
    String value = intervention.text(with.spec().path("regime"));
    return new Effect(
        intervention, value, with.regime(), with.family(), without.regime(), changes, level);
  }

  private static Map<String, double[]> changes(Map<String, double[]> columns, List<int[]> rows) {
    Map<String, double[]> changes = new LinkedHashMap<>();
    columns.forEach(
        (name, values) ->
            changes.put(
                name,
                rows.stream().mapToDouble(pair -> values[pair[0]] - values[pair[1]]).toArray()));
    return changes;
  }

  /** What changes are of: S and G, their summaries, accuracy, losses, gaps, and noise. */
  private static Map<String, double[]> columns(Analysis analysis, Optional<NoiseMechanism> noise) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    for (String name : analysis.shown()) {
      columns.put(name, analysis.table().numbers(name));
    }
    HiddenOptimality.of(analysis).ifPresent(mean -> columns.put(HiddenOptimality.NAME, mean));
    for (String target :
        List.of("testAccuracy", "trainAccuracy", "testLoss", "accuracyGap", "lossGap")) {
      columns.put(target, analysis.table().numbers(target));
    }
    noise.ifPresent(of -> columns.put(NoiseMechanism.FALL, of.fall()));
    return columns;
  }
}
