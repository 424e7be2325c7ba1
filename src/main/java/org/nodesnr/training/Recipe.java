package org.nodesnr.training;

import java.util.SplittableRandom;
import org.nodesnr.data.Dataset;
import org.nodesnr.network.Model;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.RunSpec;

/**
 * What a run is made of, the same whatever trains it: initial weights, batches and dropout masks,
 * each a function of the run's seed and, but for the first, of the step alone.
 */
public final class Recipe {
  private final RunSpec spec;
  private final Streams streams;
  private final TrainingImages images;
  private final int classes;

  /**
   * @param spec the run
   * @param data the data set that {@code spec.data()} names
   */
  public Recipe(RunSpec spec, Dataset data) {
    this.spec = spec;
    this.streams = new Streams(MasterSeed.of(spec));
    this.images = TrainingImages.of(data.train(), spec);
    this.classes = data.train().classes();
  }

  /**
   * @return the network before the first update, in arrays of its own
   */
  public Model initial() {
    return InitialNetwork.of(spec, images.shape(), classes);
  }

  /**
   * @return number of classes
   */
  public int classes() {
    return classes;
  }

  /**
   * @param step number of updates made
   * @return the batches of all steps from there on; one source at a time
   */
  BatchSource batches(int step) {
    return new BatchSource(images, streams, spec.regime().batchSize(), step, spec.regime().steps());
  }

  /**
   * @return what its steps consume, for an engine that has the training samples itself
   */
  public StepDraws draws() {
    return new StepDraws(images, streams, spec.regime().batchSize());
  }

  /**
   * All masks of a step come from one stream, layer by layer, as {@link DropoutMasks} draws them.
   *
   * @param step number of updates made before it
   * @return where the masks of that step are drawn from
   */
  SplittableRandom masks(int step) {
    return streams.stream(Streams.Purpose.DROPOUT, step);
  }
}
