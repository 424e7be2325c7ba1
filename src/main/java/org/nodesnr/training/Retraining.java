package org.nodesnr.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.spec.PullSettings;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;

/**
 * A finished run that goes on for some updates with a network that something was removed from: a
 * weight that is 0 stays 0. Batches, masks and the learning rate are those that would have come
 * next; what the optimiser remembered is forgotten, and weights are pulled no more.
 */
public final class Retraining {
  private Retraining() {}

  /**
   * @param spec a run
   * @return why it can't go on with a network from which something was removed; empty where it can
   */
  public static Optional<String> refusal(RunSpec spec) {
    return spec.network().layers().stream()
        .filter(layer -> !layer.inUse().isEmpty())
        .map(
            layer ->
                "networks with "
                    + layer.type()
                    + " are thinned as they are used and can't be trained on so; leave out --retrain")
        .findFirst();
  }

  /**
   * @param spec the run
   * @param data the data set that {@code spec.data()} names
   * @param start its network, some weights 0; not modified
   * @param updates how many more
   * @return the network then
   * @throws InterruptedException when the thread is interrupted
   */
  public static Model of(RunSpec spec, Dataset data, Model start, int updates)
      throws InterruptedException {
    int steps = spec.regime().steps();
    RunSpec longer =
        spec.withRegime(
            spec.regime().with(Settings.STEPS, steps + updates).with(PullSettings.STRENGTH, 0.0));
    try (Trainer trainer = new Trainer(longer, data)) {
      trainer.start(steps, start);
      TrainingListener masks = new Masks(trainer, start);
      trainer.train(masks);
      return trainer.model();
    }
  }

  /** Puts zeros back after every update. */
  private static final class Masks implements TrainingListener.Unmeasured {
    private final Trainer trainer;
    private final List<int[]> zeros = new ArrayList<>();

    Masks(Trainer trainer, Model start) {
      this.trainer = trainer;
      for (Layer.Weighted layer : start.weighted()) {
        float[] w = layer.weights();
        zeros.add(IntStream.range(0, w.length).filter(k -> w[k] == 0).toArray());
      }
    }

    @Override
    public boolean keepGoing(int step, double loss) {
      trainer.clear(zeros);
      return true;
    }
  }
}
