package org.nodesnr.studies;

import java.util.List;
import java.util.function.Consumer;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.spec.StudySetting;
import org.nodesnr.spec.StudySpec;

/**
 * Trains small networks and finds something out. A new one is a class and a line in {@link #ALL}.
 */
public interface Study {
  /** All there are. */
  List<Study> ALL =
      List.of(
          new StepRatioStudy(),
          new DualityStudy(),
          new LinearisationStudy(),
          new LinearNoiseStudy(),
          new WeightNoiseStudy());

  /** Its name in configs. */
  String name();

  /** What it does, in a sentence. */
  String about();

  /** What its configs can give, with defaults and limits. */
  List<StudySetting> settings();

  /**
   * @param spec its settings
   * @param train training images
   * @param test test images
   * @param progress hears how far it is, in words
   * @return what it found
   */
  StudyFindings run(StudySpec spec, Inputs train, Inputs test, Consumer<String> progress);

  /**
   * @param name a study's
   * @return the study
   */
  static Study named(String name) {
    return ALL.stream().filter(study -> study.name().equals(name)).findFirst().orElseThrow();
  }
}
