package org.nodesnr.training;

import org.nodesnr.network.Model;

/** What happens around the training loop: measurements, progress, stopping. */
public interface TrainingListener {

  /** Of training in which nothing is measured. */
  interface Unmeasured extends TrainingListener {
    @Override
    default boolean due(int step) {
      return false;
    }

    @Override
    default void measure(int step, Model model) {
      throw new IllegalStateException("nothing is due");
    }
  }

  /**
   * @param step number of updates made
   * @return whether {@link #measure} is to be called now
   */
  boolean due(int step);

  /**
   * Measures the network. Called before the first update too, where step 0 is due.
   *
   * @param step number of updates made
   * @param model a copy of the network as it is then, {@linkplain Model#inUse in use}
   */
  void measure(int step, Model model);

  /**
   * @param step number of updates made
   * @return whether the gradient of the next update is to be handed to {@link #gradient}; updates
   *     are the same, bit for bit, whether it is or not
   */
  default boolean wantsGradient(int step) {
    return false;
  }

  /**
   * Sees a gradient.
   *
   * @param step number of updates made before it was taken
   * @param gradient of the batch's mean cross-entropy, without penalties, clipping or decay, at the
   *     weights before the update and under that step's dropout masks; weights and biases of its
   *     layers are the derivatives by those of the network
   */
  default void gradient(int step, Model gradient) {}

  /**
   * Asked after every update and the measurement that belongs to it; must be cheap.
   *
   * @param step number of updates made
   * @param loss mean cross-entropy of the batch of the last update, in nats
   * @return false to stop here
   */
  default boolean keepGoing(int step, double loss) {
    return true;
  }

  /**
   * Told once, when the run is over, by the thread that trains; runs beside it may go on. Its
   * weights are still there.
   *
   * @param outcome how it ended
   */
  default void ended(TrainingOutcome outcome) {}
}
