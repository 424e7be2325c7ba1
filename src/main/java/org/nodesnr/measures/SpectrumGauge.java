package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureScope;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Sign;
import org.nodesnr.measures.curvature.Eigenvalues;
import org.nodesnr.measures.curvature.Lanczos;
import org.nodesnr.measures.net.Landscape.Curvature;
import org.nodesnr.measures.net.Step;

/**
 * The eigenvalues of the training loss's Hessian, and of its layers' blocks, that follow the
 * largest: λ₂ to λ₁₀.
 */
final class SpectrumGauge implements OwnGauge {
  private static final int LAST = 10;

  /** Products that ten eigenvalues of a network take, about. */
  private static final int TEN = 35;

  private static final List<String> NUMBERS =
      List.of("Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten");
  private static final String SOURCE = "after Feng and Tu 2022, arXiv 2203.10736";

  private static final List<Measure> OF_NETWORK =
      measures("hessianEigenvalue", "Hessian eigenvalue", MeasureScope.NETWORK);
  private static final List<Measure> OF_BLOCKS =
      measures("blockEigenvalue", "eigenvalue of a layer’s Hessian block", MeasureScope.LAYER);

  private static List<Measure> measures(String id, String words, MeasureScope scope) {
    return NUMBERS.stream()
        .map(
            number ->
                Measure.of(
                        id + number,
                        words + " number " + number.toLowerCase(Locale.ROOT),
                        scope,
                        Sign.WORSE)
                    .needs(Need.WEIGHTS, Need.GRADIENTS))
        .toList();
  }

  @Override
  public List<Description> descriptions() {
    List<Description> all = new ArrayList<>();
    for (int i = 0; i < NUMBERS.size(); i++) {
      String of = "λ" + subscript(i + 2) + " of ";
      all.add(
          new Description(
              OF_NETWORK.get(i),
              of + "∇²L",
              SOURCE,
              EigenvalueGauge.SAMPLES,
              "ten",
              Work.hessianProducts(TEN)));
    }
    for (int i = 0; i < NUMBERS.size(); i++) {
      String of = "λ" + subscript(i + 2) + " of ";
      all.add(
          new Description(
              OF_BLOCKS.get(i),
              of + "a layer’s block of ∇²L",
              SOURCE,
              EigenvalueGauge.SAMPLES,
              EigenvalueGauge.BLOCKS,
              Work::blocks));
    }
    return all;
  }

  private static String subscript(int number) {
    return Integer.toString(number)
        .chars()
        .mapToObj(digit -> String.valueOf((char) (digit - '0' + '₀')))
        .reduce("", String::concat);
  }

  @Override
  public List<Reading> read(Measured measured) {
    List<Reading> readings = new ArrayList<>();
    if (OF_NETWORK.stream().anyMatch(measured::wants)) {
      Lanczos.Spectrum spectrum =
          new Eigenvalues(measured.landscape(), Measured.SEED).network(Curvature.HESSIAN, LAST);
      add(readings, OF_NETWORK, 0, spectrum, measured.structure().parameters());
    }
    if (OF_BLOCKS.stream().anyMatch(measured::wants)) {
      for (int l = 0; l < measured.structure().layers().size(); l++) {
        Step.Linear layer = measured.structure().layers().get(l);
        add(readings, OF_BLOCKS, l + 1, measured.block(l, LAST), layer.weights());
      }
    }
    return readings;
  }

  private static void add(
      List<Reading> readings,
      List<Measure> measures,
      int layer,
      Lanczos.Spectrum spectrum,
      int parameters) {
    IntStream.range(0, measures.size())
        .forEach(
            i -> {
              double value = spectrum.found(i + 2) ? spectrum.values()[i + 1] : Double.NaN;
              readings.add(Reading.of(measures.get(i), layer, value, parameters, 0));
            });
  }
}
