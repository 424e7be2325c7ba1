package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureSource;
import org.nodesnr.measure.Reading;

/**
 * The gauges of every measure but those of nodes, which the evaluation of S and G reads itself. A
 * new one is a line in the list.
 */
public final class Gauges implements MeasureSource {
  private static final List<Gauge> OWN = List.of();

  /** For {@link ServiceLoader}. */
  public Gauges() {}

  @Override
  public List<Measure> measures() {
    return OWN.stream().flatMap(gauge -> gauge.measures().stream()).toList();
  }

  /**
   * @return nodesnr's own, then those of jars on the class path
   */
  public static List<Gauge> all() {
    Stream<Gauge> others =
        ServiceLoader.load(MeasureSource.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(Gauge.class::isInstance)
            .map(Gauge.class::cast);
    return Stream.concat(OWN.stream(), others).toList();
  }

  /**
   * @param specimen a network
   * @return what every gauge reads of it
   * @throws IllegalStateException when a gauge reads what is none of its measures, or of a layer
   *     that the network has not
   */
  public static List<Reading> read(Specimen specimen) {
    int layers = specimen.network().weighted().size();
    List<Reading> readings = new ArrayList<>();
    for (Gauge gauge : all()) {
      for (Reading reading : gauge.read(specimen)) {
        boolean own = gauge.measures().stream().anyMatch(m -> m.id().equals(reading.measure()));
        if (!own || reading.layer() < 0 || reading.layer() > layers) {
          throw new IllegalStateException(gauge.getClass().getName() + " reads " + reading);
        }
        readings.add(reading);
      }
    }
    return readings;
  }
}
