package org.nodesnr.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nodesnr.UserError;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Reading;
import org.nodesnr.measures.Gauges;
import org.nodesnr.measures.GraphMeasures;
import org.nodesnr.measures.Specimen;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Samples;
import org.nodesnr.spec.MeasureChoice;

/**
 * Measures beside S and G of one network.
 *
 * @param readings what was read
 * @param missing measures that could not be, and why
 */
record MeasuredReadings(List<Reading> readings, List<String> missing) {
  /** Nothing was asked for. */
  static final MeasuredReadings NONE = new MeasuredReadings(List.of(), List.of());

  static final String HEADER = "network,measure,layer,value,count,leftOut";

  static MeasuredReadings of(Specimen specimen, List<MeasureChoice> chosen) {
    List<String> missing = new ArrayList<>();
    for (MeasureChoice choice : chosen) {
      Optional<String> obstacle =
          Gauges.obstacle(Measures.find(choice.id()).orElseThrow(), specimen);
      obstacle.ifPresent(why -> missing.add(choice.id() + " " + why));
    }
    return new MeasuredReadings(Gauges.read(specimen, chosen), missing);
  }

  /**
   * Of a network whose layers don't follow one another in one line.
   *
   * @throws UserError when none of the measures can be read of it
   */
  static MeasuredReadings of(Graph graph, Optional<Samples> train, List<MeasureChoice> chosen) {
    List<String> ids = chosen.stream().map(MeasureChoice::id).toList();
    List<String> others = ids.stream().filter(id -> !GraphMeasures.reads(id)).toList();
    List<String> unfed =
        ids.stream().filter(id -> GraphMeasures.readsOutputs(id) && train.isEmpty()).toList();
    List<String> missing = new ArrayList<>();
    if (!others.isEmpty()) {
      missing.add(
          String.join(", ", others)
              + ": only of dense layers, convolutions without groups or dilation, pooling and"
              + " activations in one line that ends in a layer with weights");
    }
    if (!unfed.isEmpty()) {
      missing.add(
          String.join(", ", unfed)
              + (unfed.size() == 1 ? ": needs" : ": need")
              + " training images with their classes");
    }
    if (others.size() == ids.size()) {
      throw new UserError("--measures " + missing.get(0));
    }
    return new MeasuredReadings(GraphMeasures.read(graph, train, chosen), missing);
  }

  void table(PrintWriter out) {
    if (!readings.isEmpty()) {
      out.println("  measure                   layer         value      count   left out");
    }
    for (Reading reading : readings) {
      out.printf(
          Locale.ROOT,
          "  %-24s  %5s  %12.6g  %9d  %9d%n",
          reading.measure(),
          reading.layer() == 0 ? "all" : String.valueOf(reading.layer()),
          reading.value(),
          reading.count(),
          reading.leftOut());
    }
    missing.forEach(line -> out.println("  not read: " + line));
  }

  void rows(String network, PrintWriter out) {
    for (Reading reading : readings) {
      out.println(
          String.join(
              ",",
              Csv.quoted(network),
              reading.measure(),
              String.valueOf(reading.layer()),
              Numbers.exact(reading.value()),
              String.valueOf(reading.count()),
              String.valueOf(reading.leftOut())));
    }
  }
}
