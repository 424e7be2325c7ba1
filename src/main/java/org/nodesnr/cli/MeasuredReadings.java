package org.nodesnr.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Reading;
import org.nodesnr.measures.Gauges;
import org.nodesnr.measures.Specimen;
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
