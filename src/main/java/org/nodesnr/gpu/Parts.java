package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.List;

/** Lists in pieces. */
final class Parts {
  private Parts() {}

  /**
   * @param all what is to be divided
   * @param most elements of a part
   * @param <T> of what
   * @return as few parts as there can be, of nearly equal sizes, in order
   */
  static <T> List<List<T>> of(List<T> all, int most) {
    int count = (all.size() + most - 1) / most;
    List<List<T>> parts = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int from = (int) ((long) all.size() * k / count);
      int to = (int) ((long) all.size() * (k + 1) / count);
      parts.add(List.copyOf(all.subList(from, to)));
    }
    return parts;
  }
}
