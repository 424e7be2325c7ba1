package org.nodesnr.studies;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.nodesnr.files.Numbers;
import org.nodesnr.measures.evolution.LinearTraining;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Structure;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.StudySetting;
import org.nodesnr.spec.StudySpec;

/**
 * How far a network's outputs are from those of its linearisation about the start, both trained by
 * the same full-batch steps: e = ‖f − f_lin‖/‖f − f₀‖ (after Borovykh, arXiv 1912.08526).
 */
final class LinearisationStudy implements Study {
  @Override
  public String name() {
    return "linearisation";
  }

  @Override
  public String about() {
    return "linearised outputs against real training, over widths and learning rates";
  }

  @Override
  public List<StudySetting> settings() {
    return List.of(
        StudySetting.count("widths", 1, 16, 64, 256).orList(),
        StudySetting.positive("rates", 0.01, 0.1).orList(),
        StudySetting.count("steps", 1, 1, 3, 10, 30, 100).orRisingList(),
        StudySetting.count("samples", 1, 1000),
        StudySetting.count("testSamples", 1, 1000),
        StudySetting.count("seed", 0, 1));
  }

  @Override
  public StudyFindings run(StudySpec spec, Inputs train, Inputs test, Consumer<String> progress) {
    int[] steps = spec.wholes("steps");
    SplittableRandom random = new SplittableRandom(spec.whole("seed"));
    Inputs some = Networks.kept(train.first(spec.whole("samples")), 784, 0, random);
    Inputs others = Networks.kept(test.first(spec.whole("testSamples")), 784, 0, random);
    List<List<String>> rows = new ArrayList<>();
    List<StudyFindings.Panel> panels = new ArrayList<>();
    for (double rate : spec.all("rates")) {
      List<StudyFindings.Line> lines = new ArrayList<>();
      for (int width : spec.wholes("widths")) {
        progress.accept("width " + width + ", rate " + Numbers.rounded(rate, 4));
        Structure structure = Networks.dense(Activation.RELU, 784, width, 10);
        double[] initial = Networks.normal(structure, 2, spec.whole("seed"));
        List<LinearTraining.Standing> found = new ArrayList<>();
        try (LinearTraining both =
            new LinearTraining(structure, initial, some, others, rate, Precision.SINGLE)) {
          for (int step = 1; step <= steps[steps.length - 1]; step++) {
            both.step();
            int now = step;
            if (Arrays.stream(steps).anyMatch(s -> s == now)) {
              found.add(both.standing());
            }
          }
        }
        for (LinearTraining.Standing at : found) {
          rows.add(
              List.of(
                  Integer.toString(width),
                  Numbers.exact(rate),
                  Integer.toString(at.step()),
                  Numbers.exact(at.loss()),
                  Numbers.exact(at.linearLoss()),
                  Numbers.exact(at.trainError()),
                  Numbers.exact(at.testError())));
        }
        lines.add(
            new StudyFindings.Line(
                "width " + width,
                found.stream().mapToDouble(LinearTraining.Standing::step).toArray(),
                found.stream().mapToDouble(LinearTraining.Standing::testError).toArray()));
      }
      panels.add(
          new StudyFindings.Panel(
              "learning rate " + Numbers.rounded(rate, 4),
              new StudyFindings.Axis("Full-batch steps", true),
              new StudyFindings.Axis("Error of the linear model", false),
              lines));
    }
    return new StudyFindings(
        List.of("width", "rate", "step", "loss", "linearLoss", "trainError", "testError"),
        rows,
        panels,
        "Distance of logits from the linear model’s, over their distance from the start, on "
            + others.size()
            + " test images; networks 784-width-10 with ReLUs on "
            + some.size()
            + " training images, the same full-batch steps for the network and for its"
            + " linearisation about the start.",
        List.of(),
        "loss");
  }
}
