package org.nodesnr.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.nodesnr.UserError;
import org.nodesnr.config.Suggestions;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Trajectory;
import org.nodesnr.spec.MeasureChoice;
import picocli.CommandLine.Option;

/** Which measures are computed beside S and G. */
final class MeasureOptions {
  private static final String ALL = "all";
  private static final Set<Need> OF_TRAINING = Set.of(Need.TRAINING_INPUTS, Need.GRADIENTS);

  @Option(
      names = "--measures",
      split = ",",
      paramLabel = "IDS",
      hideParamSyntax = true,
      description =
          "Also these measures, with commas between, or all: see 'nodesnr measures'. With --format csv"
              + " a line each instead of the layers.")
  private List<String> ids = List.of();

  @Option(
      names = "--measure-samples",
      paramLabel = "N",
      description =
          "Training samples of every one of --measures, the first ones; 0 for all (default: as each"
              + " measure has it).")
  private Integer samples;

  /**
   * @throws UserError when samples are given of measures that are not
   */
  void check() {
    if (samples != null && ids.isEmpty()) {
      throw new UserError(
          "--measure-samples " + samples + ": of which measures? Give --measures, too");
    }
  }

  /**
   * @param there training samples
   * @throws UserError when more are asked for
   */
  void requireSamples(int there) {
    if (samples != null && samples > there) {
      throw new UserError(
          "--measure-samples "
              + samples
              + ": there are "
              + there
              + " training samples; give at most so many, or 0 for all");
    }
  }

  /** Whether any is asked for. */
  boolean any() {
    return !ids.isEmpty();
  }

  /** The measures, in the order of tables. */
  List<MeasureChoice> chosen() {
    if (samples != null && samples < 0) {
      throw new UserError(
          "--measure-samples " + samples + ": give a positive number, or 0 for all");
    }
    List<String> known = new ArrayList<>(Measures.optional().stream().map(Measure::id).toList());
    for (String id : ids) {
      if (id.equals(Trajectory.GSNR_MEAN.id())) {
        throw new UserError(
            "--measures "
                + id
                + ": is the mean of "
                + Trajectory.OF
                + " over the checkpoints of a run, of which a network alone has none; tables have it"
                + " of runs that read "
                + Trajectory.OF
                + " at "
                + Trajectory.LEAST
                + " or more after step 0");
      }
      if (!id.equals(ALL) && !known.contains(id)) {
        throw new UserError(
            "--measures "
                + id
                + ": no such measure; "
                + Suggestions.nearest(id, known)
                    .map(near -> "did you mean " + near + "?")
                    .orElse("see 'nodesnr measures'"));
      }
    }
    return known.stream()
        .filter(id -> ids.contains(ALL) || ids.contains(id))
        .map(id -> new MeasureChoice(id, samples == null ? Measures.usualSamples(id) : samples))
        .toList();
  }

  /** Whether one of them reads training images. */
  boolean needTraining() {
    return chosen().stream()
        .map(choice -> Measures.find(choice.id()).orElseThrow())
        .anyMatch(
            measure ->
                measure.needs().contains(Need.TEST_LABELS)
                    || measure.needs().stream().anyMatch(OF_TRAINING::contains));
  }
}
