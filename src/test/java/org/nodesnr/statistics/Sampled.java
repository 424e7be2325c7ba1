package org.nodesnr.statistics;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Two columns in groups. Values are multiples of 1/8, so that shifts and scalings by powers of two
 * are exact; some columns have many ties, some few, some are constant.
 */
record Sampled(double[] x, double[] y, List<String> labels) {
  static Arbitrary<Sampled> arbitrary(int minRows, int maxRows) {
    Arbitrary<Integer> rows = Arbitraries.integers().between(minRows, maxRows);
    Arbitrary<Integer> ranges = Arbitraries.of(0, 1, 4, 1000, 1000);
    Arbitrary<Integer> groups = Arbitraries.of(1, 1, 2, 4);
    return Combinators.combine(rows, ranges, ranges, groups)
        .as(Tuple::of)
        .flatMap(
            t ->
                Combinators.combine(
                        column(t.get1(), t.get2()),
                        column(t.get1(), t.get3()),
                        Arbitraries.integers()
                            .between(1, t.get4())
                            .map(g -> "g" + g)
                            .list()
                            .ofSize(t.get1()))
                    .as(Sampled::new));
  }

  private static Arbitrary<double[]> column(int rows, int range) {
    return Arbitraries.integers()
        .between(-range, range)
        .map(i -> i / 8.0)
        .list()
        .ofSize(rows)
        .map(list -> list.stream().mapToDouble(v -> v).toArray());
  }

  int n() {
    return x.length;
  }

  Groups groups() {
    return Groups.of(labels);
  }

  Sampled mapped(DoubleUnaryOperator ofX, DoubleUnaryOperator ofY) {
    return new Sampled(map(x, ofX), map(y, ofY), labels);
  }

  Sampled exchanged() {
    return new Sampled(y, x, labels);
  }

  Sampled shuffled(long seed) {
    List<Integer> order = new java.util.ArrayList<>(IntStream.range(0, n()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return rows(order.stream().mapToInt(i -> i).toArray());
  }

  Sampled rows(int... rows) {
    return new Sampled(
        Pairs.select(x, rows),
        Pairs.select(y, rows),
        Arrays.stream(rows).mapToObj(labels::get).toList());
  }

  /** With a row of the first group put behind. */
  Sampled and(double lastX, double lastY) {
    double[] moreX = Arrays.copyOf(x, n() + 1);
    double[] moreY = Arrays.copyOf(y, n() + 1);
    moreX[n()] = lastX;
    moreY[n()] = lastY;
    List<String> more = new java.util.ArrayList<>(labels);
    more.add(labels.isEmpty() ? "g1" : labels.get(0));
    return new Sampled(moreX, moreY, more);
  }

  private static double[] map(double[] column, DoubleUnaryOperator operator) {
    return Arrays.stream(column).map(operator).toArray();
  }

  @Override
  public String toString() {
    return Arrays.toString(x) + " " + Arrays.toString(y) + " " + labels;
  }
}
