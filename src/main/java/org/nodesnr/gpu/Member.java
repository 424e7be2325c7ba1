package org.nodesnr.gpu;

import java.io.IOException;
import java.nio.file.Path;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Model;
import org.nodesnr.network.WeightFile;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.training.Recipe;
import org.nodesnr.training.StepDraws;
import org.nodesnr.training.TrainingOutcome;

/**
 * A run of a session. While its population is on the card, its weights are there; before and after
 * they are here.
 */
final class Member {
  private final RunSpec spec;
  private final Recipe recipe;
  private Model model;
  private Population population;
  private int slot;
  private int step;
  private TrainingOutcome outcome;

  Member(RunSpec spec, Dataset data) {
    this.spec = spec;
    this.recipe = new Recipe(spec, data);
  }

  RunSpec spec() {
    return spec;
  }

  StepDraws draws() {
    return recipe.draws();
  }

  int step() {
    return step;
  }

  /** One more update. */
  void stepped() {
    step++;
  }

  TrainingOutcome outcome() {
    return outcome;
  }

  void end(TrainingOutcome how) {
    outcome = how;
  }

  Model weights() {
    if (population != null) {
      return population.weights(slot);
    }
    return model == null ? recipe.initial() : model;
  }

  void save(Path file, String id) throws IOException {
    WeightFile.write(file, id, step, weights());
  }

  void restore(Path file, String id) throws IOException {
    Model read = recipe.initial();
    step = WeightFile.read(file, id, read);
    if (population == null) {
      model = read;
    } else {
      population.load(slot, read);
    }
  }

  /**
   * Goes to the card.
   *
   * @param to where
   * @param number of it there
   */
  void enter(Population to, int number) {
    to.load(number, weights());
    population = to;
    slot = number;
    model = null;
  }

  /** Comes back from the card. */
  void leave() {
    model = weights();
    population = null;
  }
}
