package org.nodesnr.analysis;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Quantity;

/**
 * Which columns of measures tables and figures are about.
 *
 * @param all every measure of a layer or network that was read, in the order of the columns
 */
record MeasuredColumns(List<Quantity> all) {
  MeasuredColumns {
    all = List.copyOf(all);
  }

  /**
   * What is held against test accuracy: under a variant the measures that have one, S and G first,
   * then those that have none. Controls are not among them, nor is what reads test labels.
   */
  List<Quantity> shown(String variant) {
    Predicate<Quantity> predictor = q -> is(q, m -> !m.control() && !reads(m), true);
    return Stream.concat(
            all.stream().filter(q -> q.variant().equals(variant)),
            all.stream().filter(q -> q.variant().isEmpty()))
        .filter(predictor)
        .toList();
  }

  /** Those of one measure. */
  List<Quantity> of(String measure, String variant) {
    return shown(variant).stream().filter(q -> q.measure().equals(measure)).toList();
  }

  /** What any measure has to beat: of the network where it has a value there, else of layers. */
  List<Quantity> controls() {
    return all.stream()
        .filter(q -> is(q, Measure::control, false))
        .filter(q -> q.layer() == 0 || !all.contains(new Quantity(q.measure(), q.variant(), "")))
        .toList();
  }

  private static boolean reads(Measure measure) {
    return measure.needs().contains(Need.TEST_LABELS);
  }

  private static boolean is(Quantity quantity, Predicate<Measure> what, boolean unknown) {
    return Measures.find(quantity.measure()).map(what::test).orElse(unknown);
  }
}
