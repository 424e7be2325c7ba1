package org.nodesnr.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The pairs of runs that differ in y, each once with its run of larger y first, in blocks: the
 * pairs between two settings, which share a cell whatever hyperparameters decide about cells.
 */
final class PairBlocks {
  private static final long MORE = 1;
  private static final long TIED = 1L << 32;
  private static final long FIELD = TIED - 1;

  private final Pairs runs;

  /** Of each run the number of its setting. */
  private final int[] setting;

  private final int settings;
  private final byte[][] signsOfX;
  private final int[] first;
  private final int[] second;

  /** Where the pairs of each block begin, and their end. */
  private final int[] start;

  /**
   * @param runs x and y
   * @param groups the runs of each setting
   */
  PairBlocks(Pairs runs, Groups groups) {
    this.runs = runs;
    int n = runs.n();
    settings = groups.count();
    setting = IntStream.range(0, n).map(groups::groupOf).toArray();
    signsOfX = signs(runs.x());
    int[] sizes = new int[settings * settings + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (runs.y()[i] > runs.y()[j]) {
          sizes[key(i, j) + 1]++;
        }
      }
    }
    int[] next = sizes.clone();
    for (int key = 1; key < next.length; key++) {
      next[key] += next[key - 1];
    }
    first = new int[next[next.length - 1]];
    second = new int[first.length];
    start =
        IntStream.concat(
                IntStream.range(0, next.length - 1)
                    .filter(key -> sizes[key + 1] > 0)
                    .map(key -> next[key]),
                IntStream.of(first.length))
            .toArray();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        if (runs.y()[i] > runs.y()[j]) {
          int at = next[key(i, j)]++;
          first[at] = i;
          second[at] = j;
        }
      }
    }
  }

  private int key(int one, int other) {
    return setting[one] * settings + setting[other];
  }

  private static byte[][] signs(double[] x) {
    byte[][] signs = new byte[x.length][x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        signs[i][j] = (byte) (x[i] > x[j] ? 1 : x[i] < x[j] ? -1 : 0);
      }
    }
    return signs;
  }

  int count() {
    return start.length - 1;
  }

  int pairs() {
    return first.length;
  }

  /** Pairs of a block. */
  int size(int block) {
    return start[block + 1] - start[block];
  }

  /** The setting of the runs of larger y. */
  int upper(int block) {
    return setting[first[start[block]]];
  }

  /** The setting of the runs of smaller y. */
  int lower(int block) {
    return setting[second[start[block]]];
  }

  /** The signs of x in the order given; the runs of a setting stay together. */
  long[] signs() {
    return signs(IntStream.range(0, runs.n()).toArray());
  }

  /**
   * The signs of x, counted in each block.
   *
   * @param source of each run the one whose x it is given
   * @return of each block how many pairs are tied in x, times 2³², plus those whose first run has
   *     the larger x: such numbers add up
   */
  long[] signs(int[] source) {
    long[] signs = new long[count()];
    for (int block = 0; block < signs.length; block++) {
      long sum = 0;
      for (int p = start[block]; p < start[block + 1]; p++) {
        int sign = signsOfX[source[first[p]]][source[second[p]]];
        sum += sign > 0 ? MORE : sign < 0 ? 0 : TIED;
      }
      signs[block] = sum;
    }
    return signs;
  }

  /** Of so many pairs those whose first run has the smaller x, the same, and the larger. */
  static int[] counts(long signs, int pairs) {
    int more = (int) (signs & FIELD);
    int tied = (int) (signs >>> 32);
    return new int[] {pairs - more - tied, tied, more};
  }

  /**
   * Numbers the cells in the order in which ordered pairs, run by run, have them first.
   *
   * @param level of each setting
   * @param numbers by the levels of both runs, −1 at first; those that occur are set
   * @return how many
   */
  int number(int[] level, int[][] numbers) {
    int cells = 0;
    for (int i = 0; i < runs.n(); i++) {
      for (int j = 0; j < runs.n(); j++) {
        if (runs.y()[i] != runs.y()[j]) {
          int[] row = numbers[level[setting[i]]];
          int other = level[setting[j]];
          if (row[other] < 0) {
            row[other] = cells++;
          }
        }
      }
    }
    return cells;
  }

  /** The runs of each setting. */
  static Groups bySetting(Pairs pairs, RunSettings settings) {
    Map<List<String>, Integer> numbers = new HashMap<>();
    List<String> labels =
        Arrays.stream(pairs.rows())
            .mapToObj(row -> numbers.computeIfAbsent(settings.of(row), s -> numbers.size()))
            .map(String::valueOf)
            .toList();
    return Groups.of(labels);
  }
}
