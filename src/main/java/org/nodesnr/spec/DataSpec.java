package org.nodesnr.spec;

/**
 * Which samples a run sees, and how they reach the network.
 *
 * @param set as a config names it, {@code mnist} say; arrays of one's own with their shape, {@code
 *     arrays/letters/28x28x1/26/5000/1000}
 * @param crop side in pixels of the square that the network sees: random while augmentation crops,
 *     else central; 0 for the whole image
 * @param standardisation what is done to the pixels after they are scaled to [0, 1]
 * @param trainSamples how many training samples are used, the first ones; 0 for all
 * @param testSamples how many test samples are used, the first ones; 0 for all
 * @param syntheticSeed the seed of the made-up data sets; without effect on the others
 */
public record DataSpec(
    String set,
    int crop,
    Standardisation standardisation,
    int trainSamples,
    int testSamples,
    long syntheticSeed) {

  /**
   * @return side in pixels of what the network sees
   */
  public int inputSide() {
    return DataSet.side(this);
  }

  /**
   * @return channels of a picture: 1 or 3
   */
  public int channels() {
    return DataSet.of(set).channels;
  }

  /**
   * @return number of classes
   */
  public int classes() {
    return DataSet.of(set).classes;
  }

  /**
   * @return how many training samples there are to use: {@link #trainSamples}, or all of the set
   */
  public int trainSize() {
    return DataSet.trainSamples(this);
  }

  /**
   * @return how many test samples there are to use: {@link #testSamples}, or all of the set
   */
  public int testSize() {
    return DataSet.testSamples(this);
  }

  /**
   * @return numbers of all pixels of the training samples
   */
  public long trainPixels() {
    DataSet all = DataSet.of(set);
    return (long) DataSet.trainSamples(this) * all.side() * all.side() * all.channels;
  }

  /** What is done to the pixels of an image after they are scaled to [0, 1]. */
  public enum Standardisation {
    /** Nothing. */
    NONE,
    /**
     * {@code (x − mean) / max(σ, 1/√n)} over the n values of the image, as TensorFlow's tutorial
     * network does.
     */
    PER_IMAGE
  }
}
