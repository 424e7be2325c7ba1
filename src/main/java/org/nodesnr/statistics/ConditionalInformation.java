package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nodesnr.random.Streams;

/**
 * How much the order of two runs by a measure says about their order by a target, hyperparameters
 * known (Jiang et al., Fantastic Generalization Measures and Where to Find Them, arXiv 1912.02178,
 * section 3).
 *
 * <p>Over ordered pairs of different runs let V_x = sgn(x_a − x_b), V_y = sgn(y_a − y_b) and U_S
 * the values of the hyperparameters in S of both runs. The score of S is I(V_x; V_y | U_S) / H(V_y
 * | U_S), in [0, 1], each value of U_S weighted by its number of pairs. Pairs that are tied in y
 * are left out; V_x may be 0. The measure's score is the smallest over all S of at most two
 * hyperparameters. It is blind to the direction, and biased upwards where pairs are few: hence the
 * bounds from permutations.
 *
 * @param scores of every S, the empty one first
 * @param dropped runs left out because a value was NaN or infinite
 */
public record ConditionalInformation(List<Score> scores, int dropped) {
  /** Ordered pairs that a value of U_S must have on the mean for S to count. */
  public static final int FEWEST_PAIRS = 20;

  /**
   * One set of hyperparameters.
   *
   * @param hyperparameters S
   * @param value I/H; NaN where H is 0, that is where the hyperparameters decide the order
   * @param pairs ordered pairs
   * @param cells values of U_S that occur
   * @param chanceMean mean of the score when x is permuted over settings; NaN without permutations
   * @param chance95 95th percentile of it
   */
  public record Score(
      List<String> hyperparameters,
      double value,
      int pairs,
      int cells,
      double chanceMean,
      double chance95) {

    /** Whether there are enough pairs to take the score as more than its bias. */
    public boolean usable() {
      return !Double.isNaN(value) && pairs >= FEWEST_PAIRS * cells;
    }
  }

  /** Copies the list. */
  public ConditionalInformation {
    scores = List.copyOf(scores);
  }

  /** The smallest score of an S that is usable. */
  public Optional<Score> minimum() {
    return scores.stream().filter(Score::usable).min(Comparator.comparingDouble(Score::value));
  }

  /**
   * Computes the scores.
   *
   * @param x n values of the measure, not modified
   * @param y n values of the target, not modified
   * @param hyperparameters by name, the value of every run; the replicate not among them
   * @param permutations of x over settings, the runs of a setting kept together; 0 for none
   * @param seed of the permutations
   * @return the scores
   * @throws IllegalArgumentException if lengths differ
   */
  public static ConditionalInformation of(
      double[] x,
      double[] y,
      Map<String, List<String>> hyperparameters,
      int permutations,
      long seed) {
    RunSettings settings = new RunSettings(hyperparameters, x.length);
    Pairs pairs = Pairs.finite(x, y);
    Groups groups = PairBlocks.bySetting(pairs, settings);
    PairBlocks blocks = new PairBlocks(pairs, groups);
    List<int[]> sets = subsets(settings.names().size());
    List<PairTable> tables =
        sets.stream().map(set -> table(blocks, groups, settings, pairs, set)).toList();
    double[][] chance = new double[tables.size()][permutations];
    int[][][] alike = alike(groups);
    for (int p = 0; p < permutations; p++) {
      SplittableRandom random = new Streams(seed).stream(Streams.Purpose.RESAMPLING, p);
      long[] signs = blocks.signs(permuted(pairs.n(), alike, random));
      for (int t = 0; t < tables.size(); t++) {
        chance[t][p] = tables.get(t).score(signs);
      }
    }
    long[] observed = blocks.signs();
    List<Score> scores = new ArrayList<>();
    for (int t = 0; t < tables.size(); t++) {
      PairTable table = tables.get(t);
      double[] sorted = Arrays.stream(chance[t]).filter(v -> !Double.isNaN(v)).sorted().toArray();
      scores.add(
          new Score(
              Arrays.stream(sets.get(t)).mapToObj(settings.names()::get).toList(),
              table.score(observed),
              table.pairs(),
              table.cells(),
              Arrays.stream(sorted).average().orElse(Double.NaN),
              sorted.length == 0 ? Double.NaN : Bootstrap.quantile(sorted, 0.95)));
    }
    return new ConditionalInformation(scores, pairs.dropped());
  }

  /** Of at most two of so many. */
  private static List<int[]> subsets(int count) {
    List<int[]> sets = new ArrayList<>();
    sets.add(new int[0]);
    for (int i = 0; i < count; i++) {
      sets.add(new int[] {i});
    }
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        sets.add(new int[] {i, j});
      }
    }
    return sets;
  }

  private static PairTable table(
      PairBlocks blocks, Groups groups, RunSettings settings, Pairs pairs, int[] hyperparameters) {
    Map<List<String>, Integer> levels = new HashMap<>();
    int[] level = new int[groups.count()];
    int[][] members = groups.members();
    for (int g = 0; g < level.length; g++) {
      List<String> setting = settings.of(pairs.rows()[members[g][0]]);
      List<String> values = Arrays.stream(hyperparameters).mapToObj(setting::get).toList();
      level[g] = levels.computeIfAbsent(values, v -> levels.size());
    }
    return new PairTable(blocks, level, levels.size());
  }

  /** The runs of each setting, settings of as many runs together. */
  private static int[][][] alike(Groups groups) {
    Map<Integer, List<int[]>> bySize = new HashMap<>();
    for (int[] group : groups.members()) {
      bySize.computeIfAbsent(group.length, size -> new ArrayList<>()).add(group);
    }
    return bySize.values().stream().map(of -> of.toArray(int[][]::new)).toArray(int[][][]::new);
  }

  /**
   * For each run the one whose value it is given: values of each setting go to another of as many
   * runs, in the order of its runs; a setting that has no other of its size keeps its own.
   */
  private static int[] permuted(int runs, int[][][] bySize, SplittableRandom random) {
    int[] source = new int[runs];
    for (int[][] alike : bySize) {
      int[] order = new int[alike.length];
      for (int i = 0; i < order.length; i++) {
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      for (int i = 0; i < order.length; i++) {
        for (int r = 0; r < alike[i].length; r++) {
          source[alike[i][r]] = alike[order[i]][r];
        }
      }
    }
    return source;
  }
}
