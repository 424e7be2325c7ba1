package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureSource;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Reading;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.measures.net.Subject;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.MeasureChoice;

/**
 * The gauges of every measure but those of nodes, which the evaluation of S and G reads itself. A
 * new one is a line in the list.
 */
public final class Gauges implements MeasureSource {
  /** Training samples, at most, of what is read while training goes on. */
  public static final int ALONG_THE_WAY = 6000;

  /** Later than experiments with {@code measures = all}, whose runs keep their ids. */
  private static final List<OwnGauge> LATER = List.of(new NoiseGauge(), new SpectrumGauge());

  private static final List<OwnGauge> OWN =
      Stream.concat(
              Stream.of(
                  new SignalGauge(),
                  new TraceGauge(),
                  new EigenvalueGauge(),
                  new NormGauge(),
                  new MarginGauge(),
                  new FlatnessGauge(),
                  new DualityGauge()),
              LATER.stream())
          .toList();

  /** For {@link ServiceLoader}. */
  public Gauges() {}

  @Override
  public List<Measure> measures() {
    return descriptions().stream().map(Description::measure).toList();
  }

  @Override
  public boolean onRequest() {
    return true;
  }

  @Override
  public boolean inAll(String id) {
    return LATER.stream()
        .flatMap(gauge -> gauge.descriptions().stream())
        .noneMatch(d -> d.measure().id().equals(id));
  }

  @Override
  public int usualSamples(String id) {
    return descriptions().stream()
        .filter(description -> description.measure().id().equals(id))
        .mapToInt(Description::samples)
        .findFirst()
        .orElse(0);
  }

  /**
   * @return what a reader wants to know of nodesnr's own, in the order of tables
   */
  public static List<Description> descriptions() {
    return OWN.stream().flatMap(gauge -> gauge.descriptions().stream()).toList();
  }

  /**
   * The work of measuring a network, measures that come from one pass counted once.
   *
   * @param structure the network
   * @param chosen measures
   * @param train how many training samples there are
   * @return floating-point operations
   */
  public static double work(Structure structure, List<MeasureChoice> chosen, int train) {
    Map<String, Double> ofPass = new LinkedHashMap<>();
    for (Description description : descriptions()) {
      for (MeasureChoice choice : chosen) {
        if (choice.id().equals(description.measure().id())) {
          int samples = choice.samples() == 0 ? train : Math.min(train, choice.samples());
          double own = samples * description.work().applyAsDouble(structure);
          ofPass.merge(description.pass() + " of " + samples, own, Math::max);
        }
      }
    }
    return ofPass.values().stream().mapToDouble(work -> work).sum();
  }

  /**
   * @param specimen a network
   * @param chosen what is read of it beside the gauges of jars, which are always read
   * @return the readings; of a network that is still trained, those of cheap measures alone, on at
   *     most {@value #ALONG_THE_WAY} training samples
   * @throws IllegalStateException when a gauge reads what is none of its measures, or of a layer
   *     that the network has not
   */
  public static List<Reading> read(Specimen specimen, List<MeasureChoice> chosen) {
    List<Reading> readings = new ArrayList<>(own(specimen, chosen));
    int layers = specimen.network().weighted().size();
    for (Gauge gauge : others()) {
      for (Reading reading : gauge.read(specimen)) {
        boolean known = gauge.measures().stream().anyMatch(m -> m.id().equals(reading.measure()));
        if (!known || reading.layer() < 0 || reading.layer() > layers) {
          throw new IllegalStateException(gauge.getClass().getName() + " reads " + reading);
        }
        readings.add(reading);
      }
    }
    return readings;
  }

  private static List<Gauge> others() {
    return ServiceLoader.load(MeasureSource.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(Gauge.class::isInstance)
        .map(Gauge.class::cast)
        .toList();
  }

  /**
   * Why a measure can't be read of a network, in words; empty where it can.
   *
   * @param measure one of nodesnr's own
   * @param specimen a network
   * @return the end of a sentence that begins with the measure
   */
  public static Optional<String> obstacle(Measure measure, Specimen specimen) {
    Set<Need> needs = measure.needs();
    boolean loss = needs.contains(Need.GRADIENTS) || needs.contains(Need.TRAINING_INPUTS);
    boolean pairs = needs.contains(Need.TEST_LABELS);
    if ((loss || pairs) && specimen.train().filter(Samples::labelled).isEmpty()) {
      return Optional.of("needs training images with their classes");
    } else if (pairs && !specimen.test().labelled()) {
      return Optional.of("needs the classes of test images");
    } else if ((loss || pairs) && !classifies(specimen.network())) {
      return Optional.of("needs a network that ends in a softmax or in its logits");
    } else if (needs.contains(Need.INITIAL_WEIGHTS) && specimen.initial().get().isEmpty()) {
      return Optional.of("needs the weights before training");
    }
    return Optional.empty();
  }

  private static boolean classifies(Model model) {
    List<Layer.Weighted> layers = model.weighted();
    Activation last = model.outputs().get(layers.size() - 1).activation();
    return last == Activation.SOFTMAX || last == Activation.IDENTITY;
  }

  /** Measures of as many samples share what they need, such as eigenvectors. */
  private static List<Reading> own(Specimen specimen, List<MeasureChoice> chosen) {
    Map<Integer, Set<String>> bySamples = new LinkedHashMap<>();
    for (MeasureChoice choice : chosen) {
      for (OwnGauge gauge : OWN) {
        gauge.descriptions().stream()
            .map(Description::measure)
            .filter(measure -> measure.id().equals(choice.id()))
            .filter(measure -> specimen.last() || gauge.cheap())
            .filter(measure -> obstacle(measure, specimen).isEmpty())
            .forEach(
                measure ->
                    bySamples
                        .computeIfAbsent(samples(specimen, choice), n -> new TreeSet<>())
                        .add(measure.id()));
      }
    }
    List<Reading> readings = new ArrayList<>();
    bySamples.forEach((samples, ids) -> readings.addAll(read(specimen, samples, ids)));
    return readings;
  }

  private static int samples(Specimen specimen, MeasureChoice choice) {
    int samples = choice.samples() == 0 ? Integer.MAX_VALUE : choice.samples();
    return specimen.last() ? samples : Math.min(samples, ALONG_THE_WAY);
  }

  private static List<Reading> read(Specimen specimen, int samples, Set<String> wanted) {
    double[] initial =
        specimen.initial().get().map(model -> Subject.of(model).theta()).orElse(new double[0]);
    Inputs train = specimen.train().map(Subject::inputs).orElse(Inputs.NONE).first(samples);
    List<Reading> readings = new ArrayList<>();
    try (Measured measured =
        new Measured(
            Subject.of(specimen.network()),
            initial,
            train,
            Subject.inputs(specimen.test()),
            wanted)) {
      for (OwnGauge gauge : OWN) {
        if (gauge.descriptions().stream().anyMatch(d -> wanted.contains(d.measure().id()))) {
          gauge.read(measured).stream()
              .filter(reading -> wanted.contains(reading.measure()))
              .forEach(readings::add);
        }
      }
    }
    return readings;
  }
}
