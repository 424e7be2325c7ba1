package org.nodesnr.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A partition of rows: each row's group as a number from 0, in the order of first appearance. */
public final class Groups {
  private final int[] groupOfRow;
  private final List<String> labels;

  private Groups(int[] groupOfRow, List<String> labels) {
    this.groupOfRow = groupOfRow;
    this.labels = labels;
  }

  /**
   * Groups by label.
   *
   * @param labelOfRow one label per row
   * @return the partition
   */
  public static Groups of(List<String> labelOfRow) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    int[] groupOfRow = new int[labelOfRow.size()];
    for (int row = 0; row < groupOfRow.length; row++) {
      Integer known = numbers.putIfAbsent(labelOfRow.get(row), numbers.size());
      groupOfRow[row] = known == null ? numbers.size() - 1 : known;
    }
    return new Groups(groupOfRow, List.copyOf(numbers.keySet()));
  }

  /**
   * All rows in one group.
   *
   * @param rows how many
   * @return the trivial partition
   */
  public static Groups single(int rows) {
    return new Groups(new int[rows], rows == 0 ? List.of() : List.of("all"));
  }

  /** Every row a group of its own. */
  static Groups each(int rows) {
    int[] groupOfRow = new int[rows];
    Arrays.setAll(groupOfRow, row -> row);
    return new Groups(groupOfRow, IntStream.range(0, rows).mapToObj(Integer::toString).toList());
  }

  /**
   * The partition of some of the rows; groups without a row vanish.
   *
   * @param rows row numbers, repetition allowed
   * @return the partition of {@code rows}, in their order
   */
  public Groups select(int[] rows) {
    int[] renumbered = new int[labels.size()];
    Arrays.fill(renumbered, -1);
    List<String> kept = new ArrayList<>();
    int[] selected = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int group = groupOfRow[rows[i]];
      if (renumbered[group] < 0) {
        renumbered[group] = kept.size();
        kept.add(labels.get(group));
      }
      selected[i] = renumbered[group];
    }
    return new Groups(selected, List.copyOf(kept));
  }

  /**
   * The rows of each group.
   *
   * @return row numbers in ascending order, group by group
   */
  public int[][] members() {
    int[] sizes = new int[labels.size()];
    for (int group : groupOfRow) {
      sizes[group]++;
    }
    int[][] members = new int[sizes.length][];
    for (int group = 0; group < sizes.length; group++) {
      members[group] = new int[sizes[group]];
    }
    Arrays.fill(sizes, 0);
    for (int row = 0; row < groupOfRow.length; row++) {
      int group = groupOfRow[row];
      members[group][sizes[group]++] = row;
    }
    return members;
  }

  /**
   * The group of a row.
   *
   * @param row the row
   * @return its group's number
   */
  public int groupOf(int row) {
    return groupOfRow[row];
  }

  /**
   * How many rows.
   *
   * @return rows
   */
  public int rows() {
    return groupOfRow.length;
  }

  /**
   * How many groups.
   *
   * @return groups
   */
  public int count() {
    return labels.size();
  }

  /**
   * The labels.
   *
   * @return one per group, by number
   */
  public List<String> labels() {
    return labels;
  }
}
