package org.nodesnr.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Reading;
import org.nodesnr.results.NodeValues;

/**
 * The columns of the measures that have variants, S and G first, in tables for people.
 *
 * @param first width of the first column, the blanks before it included
 * @param others width of the others
 */
record MeasureCells(int first, int others) {

  /** Names of the columns in CSV. */
  static String ids() {
    return Measure.OF_VARIANTS.stream().map(Measure::id).collect(Collectors.joining(","));
  }

  String symbols() {
    List<String> symbols = Measure.OF_VARIANTS.stream().map(Measure::symbol).toList();
    return IntStream.range(0, symbols.size())
        .mapToObj(i -> String.format(Locale.ROOT, "%" + width(i) + "s", symbols.get(i)))
        .collect(Collectors.joining());
  }

  String of(List<Reading> readings) {
    return cells(readings.stream().mapToDouble(Reading::value).toArray());
  }

  String of(NodeValues node) {
    return cells(Measure.OF_VARIANTS.stream().mapToDouble(node::value).toArray());
  }

  private String cells(double... values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> String.format(Locale.ROOT, "%" + width(i) + ".4f", values[i]))
        .collect(Collectors.joining());
  }

  private int width(int column) {
    return column == 0 ? first : others;
  }
}
