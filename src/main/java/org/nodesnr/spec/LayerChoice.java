package org.nodesnr.spec;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Which layers with weights are meant, counted from 1 as in tables.
 *
 * @param numbers ascending; none for every layer
 */
public record LayerChoice(List<Integer> numbers) {
  /** Every layer. */
  public static final LayerChoice ALL = new LayerChoice(List.of());

  /** Sorts and copies the numbers, each once. */
  public LayerChoice {
    numbers = numbers.stream().sorted().distinct().toList();
  }

  /**
   * @param layer number of a layer, from 1
   * @return whether it is meant
   */
  public boolean has(int layer) {
    return numbers.isEmpty() || numbers.contains(layer);
  }

  /** The greatest number; 0 for every layer. */
  int last() {
    return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
  }

  /** {@code all}, or numbers with commas between. */
  @Override
  public String toString() {
    return numbers.isEmpty()
        ? "all"
        : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
