package org.nodesnr.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Reading;
import org.nodesnr.measures.curvature.HessianTrace;
import org.nodesnr.measures.gradient.GradientMoments;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Subject;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.MeasureChoice;

/** Every measure of a network as runs and evaluations ask for it. */
class GaugesTest {
  private static final Shape PICTURE = new Shape(6, 6, 2);

  private static float[] numbers(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian() * 0.4f;
    }
    return values;
  }

  private static Model model(long seed, Activation activation) {
    return new Model(
        PICTURE,
        List.of(
            new Layer.Convolution(
                3,
                3,
                1,
                1,
                Layer.Padding.SAME,
                numbers(seed, 54),
                numbers(seed + 1, 3),
                activation),
            new Layer.Pooling(Layer.Pool.MAX, 2, 2, 2, 2, Layer.Padding.SAME),
            new Layer.Dense(numbers(seed + 2, 27 * 8), numbers(seed + 3, 8), activation),
            new Layer.Dense(numbers(seed + 4, 32), numbers(seed + 5, 4), Activation.SOFTMAX)));
  }

  private static Samples samples(long seed, int count) {
    float[] pixels = numbers(seed, count * PICTURE.size());
    return new Samples() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public Shape shape() {
        return PICTURE;
      }

      @Override
      public int label(int i) {
        return i % 4;
      }

      @Override
      public void copyTo(int i, float[] out, int offset) {
        System.arraycopy(pixels, i * PICTURE.size(), out, offset, PICTURE.size());
      }
    };
  }

  private static Specimen specimen(Activation activation, boolean last) {
    return new Specimen(
        model(1, activation),
        () -> Optional.of(model(20, activation)),
        Optional.of(samples(40, 60)),
        samples(41, 30),
        last);
  }

  private static List<MeasureChoice> all(int samples) {
    return Measures.optional().stream().map(m -> new MeasureChoice(m.id(), samples)).toList();
  }

  private static double value(List<Reading> readings, String id, int layer) {
    return readings.stream()
        .filter(r -> r.measure().equals(id) && r.layer() == layer)
        .mapToDouble(Reading::value)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyMeasureIsReadOfAFinalNetwork() {
    List<Reading> readings = Gauges.read(specimen(Activation.RELU, true), all(0));
    Set<String> read = new HashSet<>();
    readings.forEach(reading -> read.add(reading.measure()));
    assertThat(read)
        .containsExactlyInAnyOrderElementsOf(
            Measures.optional().stream().map(Measure::id).toList());
    // a third of the samples of a network that guesses is misclassified: no margin to divide by
    Set<String> overMargin = new HashSet<>();
    for (Reading reading : readings) {
      if (Double.isNaN(reading.value())) {
        overMargin.add(reading.measure());
      }
    }
    assertThat(value(readings, "margin", 0)).isNegative();
    assertThat(overMargin)
        .contains("inverseMargin", "pathNormOverMargin")
        .allMatch(
            id ->
                id.contains("Margin")
                    || id.startsWith("logSpectral")
                    || id.equals("blockTopTen")
                    || id.equals("dualSharpSize")
                    || id.equals("flatness")
                    || id.startsWith("pacBayes"));
  }

  @Test
  void readingsAreThoseOfTheMeasures() {
    Specimen specimen = specimen(Activation.RELU, true);
    List<Reading> readings = Gauges.read(specimen, all(48));
    Subject subject = Subject.of(specimen.network());
    Inputs train = Subject.inputs(specimen.train().orElseThrow()).first(48);
    try (Landscape landscape =
        new Landscape(subject.structure(), train, Precision.DOUBLE).at(subject.theta())) {
      HessianTrace trace = HessianTrace.exact(landscape);
      assertThat(value(readings, "hessianTrace", 0)).isCloseTo(trace.network(), offset(1e-4));
      assertThat(value(readings, "hessianTrace", 2)).isCloseTo(trace.layer(1), offset(1e-4));
    }
    double gsnr =
        GradientMoments.of(subject.structure(), subject.theta(), train, Precision.DOUBLE, false)
            .network()
            .gsnrMean();
    assertThat(value(readings, "gsnr", 0)).isCloseTo(gsnr, offset(1e-5));
    assertThat(value(readings, "parameters", 0)).isEqualTo(specimen.network().parameterCount());
  }

  @Test
  void whileTrainingOnlyCheapOnesAreRead() {
    List<Reading> readings = Gauges.read(specimen(Activation.RELU, false), all(0));
    assertThat(readings).extracting(Reading::measure).contains("gsnr", "margin", "distance");
    assertThat(readings)
        .extracting(Reading::measure)
        .doesNotContain("hessianTrace", "flatness", "dualSize", "blockTopEigenvalue");
  }

  @Test
  void nothingIsReadThatIsNotAskedFor() {
    Specimen specimen = specimen(Activation.RELU, true);
    assertThat(Gauges.read(specimen, List.of())).isEmpty();
    List<Reading> one = Gauges.read(specimen, List.of(new MeasureChoice("sameSign", 10)));
    assertThat(one).extracting(Reading::measure).containsOnly("sameSign");
    assertThat(one).extracting(Reading::layer).containsExactly(0, 1, 2, 3);
  }

  /** To the last bit, for runs with other lists of measures are compared. */
  @Test
  void noMeasureDependsOnWhatElseIsAskedFor() {
    Specimen specimen = specimen(Activation.RELU, true);
    List<Reading> together = Gauges.read(specimen, all(0));
    for (MeasureChoice one : all(0)) {
      assertThat(Gauges.read(specimen, List.of(one)))
          .as(one.id())
          .isNotEmpty()
          .isEqualTo(together.stream().filter(r -> r.measure().equals(one.id())).toList());
    }
  }

  @Test
  void withoutTrainingImagesNormsAlone() {
    Specimen full = specimen(Activation.RELU, true);
    Specimen bare =
        new Specimen(full.network(), Optional::empty, Optional.empty(), full.test(), true);
    List<String> read = new ArrayList<>();
    Gauges.read(bare, all(0)).forEach(reading -> read.add(reading.measure()));
    assertThat(read)
        .containsExactly(
            "parameters",
            "logFrobenius",
            "logSpectral",
            "stableRank",
            "pathNorm",
            "pathNormWeights",
            "noiseSnr",
            "noiseSnr",
            "noiseSnr");
    Measure margin = Measures.find("margin").orElseThrow();
    assertThat(Gauges.obstacle(margin, bare)).contains("needs training images with their classes");
    assertThat(Gauges.obstacle(margin, full)).isEmpty();
    assertThat(Gauges.obstacle(Measures.find("distance").orElseThrow(), bare))
        .contains("needs the weights before training");
  }

  @Test
  void theTraceOfASmoothNetworkIsEstimated() {
    Specimen specimen = specimen(Activation.TANH, true);
    double trace =
        value(
            Gauges.read(specimen, List.of(new MeasureChoice("hessianTrace", 0))),
            "hessianTrace",
            0);
    assertThat(trace).isFinite();
  }

  @Test
  void workCountsAPassOnceThatSeveralShare() {
    Subject subject = Subject.of(model(1, Activation.RELU));
    List<MeasureChoice> one = List.of(new MeasureChoice("gsnr", 0));
    List<MeasureChoice> two = List.of(new MeasureChoice("gsnr", 0), new MeasureChoice("osgr", 0));
    double work = Gauges.work(subject.structure(), one, 100);
    assertThat(Gauges.work(subject.structure(), two, 100)).isEqualTo(work);
    assertThat(work).isPositive();
    // convolution 54 · 36 places, dense 216 and 32: forward 4 times, back 1 time without the first
    double multiplyAdds = 54 * 36 + 216 + 32;
    assertThat(work).isEqualTo(100 * 2 * (3 * multiplyAdds + 216 + 32));
    assertThat(Gauges.work(subject.structure(), List.of(), 100)).isZero();
  }

  @Test
  void descriptionsAreCompleteAndDocumented() throws IOException {
    String page = Files.readString(Path.of("docs", "measures.md"));
    for (Description description : Gauges.descriptions()) {
      assertThat(description.formula()).isNotBlank();
      assertThat(description.source()).isNotBlank();
      assertThat(page).contains("| `" + description.measure().id() + "` |");
      assertThat(page).contains(description.formula());
      assertThat(description.measure().words()).isNotBlank();
    }
  }
}
