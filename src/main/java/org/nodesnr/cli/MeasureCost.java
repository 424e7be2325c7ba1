package org.nodesnr.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.nodesnr.measures.Gauges;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.measures.net.Subject;
import org.nodesnr.network.Initialiser;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.MeasureChoice;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.sweep.Durations;
import org.nodesnr.sweep.Job;

/** How long measures beside S and G take. */
final class MeasureCost {
  /**
   * Floating-point operations a second of one core where no run was timed: those of products of
   * large batches, which come nearer to what it can do than a step of training.
   */
  private static final double RATE = 130e9;

  /** Operations in the time of one of training, so much less than 1 as filtering saves there. */
  private static final double OF_TRAINING = 0.65;

  /** Seconds that a network takes whatever is read of it: its file, its record, vectors. */
  private static final double NETWORK_SECONDS = 0.6;

  /** Seconds until a worker measures as fast as it will, beside those until it begins. */
  static final double WARM_UP_SECONDS = 2.5;

  private MeasureCost() {}

  /**
   * @param jobs runs
   * @param recorded floating-point operations a second of their training, where records tell
   * @return what their final networks' measures cost, in words; empty where there are none
   */
  static Optional<String> text(List<Job> jobs, OptionalDouble recorded) {
    Map<List<Object>, Double> known = new HashMap<>();
    double most = 0;
    int measures = 0;
    for (Job job : jobs) {
      RunSpec spec = job.spec();
      List<Object> same = List.of(spec.data(), spec.network(), spec.evaluation());
      double seconds =
          known.computeIfAbsent(
              same, key -> seconds(work(spec, spec.evaluation().measures()), recorded));
      most = Math.max(most, seconds);
      measures = Math.max(measures, spec.evaluation().measures().size());
    }
    return measures == 0
        ? Optional.empty()
        : Optional.of(
            measures
                + (measures == 1 ? " measure" : " measures")
                + " beside S and G: about "
                + Durations.of(most)
                + " for each final network, not counted in the time below");
  }

  /**
   * @param work floating-point operations of measures
   * @param recorded those of training in a second, where records tell
   * @return how long they take
   */
  static double seconds(double work, OptionalDouble recorded) {
    return work / rate(recorded);
  }

  /**
   * @param recorded floating-point operations a second of training, where records tell
   * @return those of measures
   */
  static double rate(OptionalDouble recorded) {
    return recorded.isPresent() ? OF_TRAINING * recorded.getAsDouble() : RATE;
  }

  /**
   * @param spec a run
   * @param measures some measures
   * @return floating-point operations of reading them of its final network
   */
  static double work(RunSpec spec, List<MeasureChoice> measures) {
    DataSpec data = spec.data();
    Structure structure =
        structure(spec.network(), data.inputSide(), data.channels(), data.classes());
    int train = spec.trainSamples() > 0 ? spec.trainSamples() : data.trainSize();
    return Gauges.work(structure, measures, train);
  }

  /**
   * @param spec a run
   * @param measures some measures
   * @return floating-point operations in the time that it takes to read them of a kept network
   */
  static double ofKept(RunSpec spec, List<MeasureChoice> measures) {
    return work(spec, measures) + NETWORK_SECONDS * RATE;
  }

  /**
   * @param network an architecture
   * @param side of its pictures in pixels
   * @param channels of its pictures
   * @param classes nodes of its last layer
   * @return its structure
   */
  static Structure structure(NetworkSpec network, int side, int channels, int classes) {
    Initialiser initialiser = new Initialiser(Regime.named("").initialisation(), new Streams(1));
    Model model = initialiser.build(network, new Shape(side, side, channels), classes);
    return Subject.of(model.inUse()).structure();
  }
}
