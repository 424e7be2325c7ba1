package org.nodesnr.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Model;
import org.nodesnr.spec.RunSpec;

/**
 * Trains one run at a time in this process, on ND4J's native library.
 *
 * @param method how convolutions are computed
 */
public record Nd4jEngine(ConvolutionMethod method) implements TrainingEngine {
  /** The name that records give. */
  public static final String NAME = "nd4j";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String convolution() {
    return method.key();
  }

  @Override
  public int capacity(RunSpec like) {
    return 1;
  }

  @Override
  public TrainingSession open(List<RunSpec> runs, Dataset data) {
    if (runs.size() != 1) {
      throw new IllegalArgumentException(
          runs.size() + " runs for an engine that trains one at a time");
    }
    return new Session(new Trainer(runs.get(0), data, method));
  }

  /** The one run. */
  private record Session(Trainer trainer) implements TrainingSession {
    private Trainer trainer(int run) {
      if (run != 0) {
        throw new IndexOutOfBoundsException("run " + run + " of 1");
      }
      return trainer;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public int step(int run) {
      return trainer(run).step();
    }

    @Override
    public Model weights(int run) {
      return trainer(run).model();
    }

    @Override
    public void save(int run, Path file, String id) throws IOException {
      trainer(run).save(file, id);
    }

    @Override
    public void restore(int run, Path file, String id) throws IOException {
      trainer(run).resume(file, id);
    }

    @Override
    public List<TrainingOutcome> train(List<? extends TrainingListener> listeners)
        throws InterruptedException {
      if (listeners.size() != 1) {
        throw new IllegalArgumentException(listeners.size() + " listeners for 1 run");
      }
      TrainingOutcome outcome = trainer.train(listeners.get(0));
      listeners.get(0).ended(outcome);
      return List.of(outcome);
    }

    @Override
    public void close() {
      trainer.close();
    }
  }
}
