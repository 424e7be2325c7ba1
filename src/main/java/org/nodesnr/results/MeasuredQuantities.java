package org.nodesnr.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Quantity;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Total;

/**
 * What was measured at some checkpoints, in the order of columns: measures without variants, then
 * those of each variant; of a measure the network, its layers, its hidden layers together. Measures
 * that this process does not know follow those that it does.
 */
final class MeasuredQuantities {
  private final List<String> measures;
  private final List<String> variants;
  private final Set<Quantity> read = new LinkedHashSet<>();

  MeasuredQuantities(List<Checkpoint> checkpoints) {
    Set<String> ids = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    Measures.all().forEach(measure -> ids.add(measure.id()));
    for (Checkpoint checkpoint : checkpoints) {
      for (Reading reading : checkpoint.readings()) {
        ids.add(reading.measure());
        names.add(reading.variant());
        read.add(Quantity.of(reading));
      }
    }
    names.remove("");
    this.measures = List.copyOf(ids);
    this.variants = List.copyOf(names);
  }

  /** The names of the variants, in the order of the records. */
  List<String> variants() {
    return variants;
  }

  List<Quantity> inOrder() {
    List<Quantity> quantities = new ArrayList<>();
    Stream.concat(Stream.of(""), variants.stream())
        .forEach(variant -> measures.forEach(measure -> add(measure, variant, quantities)));
    return List.copyOf(quantities);
  }

  private void add(String id, String variant, List<Quantity> quantities) {
    List<Quantity> own =
        read.stream()
            .filter(q -> q.measure().equals(id) && q.variant().equals(variant))
            .sorted(Comparator.comparingInt(Quantity::layer))
            .toList();
    if (own.isEmpty()) {
      return;
    }
    Total total = Measures.find(id).map(Measure::total).orElse(Total.NONE);
    if (total == Total.EUCLIDEAN && own.get(0).layer() > 0) {
      quantities.add(new Quantity(id, variant, ""));
    }
    quantities.addAll(own);
    if (total == Total.HIDDEN_SUM) {
      quantities.add(new Quantity(id, variant, Quantity.HIDDEN));
    }
  }
}
