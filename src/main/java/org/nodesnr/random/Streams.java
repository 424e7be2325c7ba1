package org.nodesnr.random;

import java.util.SplittableRandom;

/**
 * Random streams addressed by name and index instead of by history.
 *
 * <p>A stream is a function of (master seed, purpose, index): the batch order of epoch 7 or the
 * dropout masks of step 1,234 can be drawn again without drawing anything before them. So numbers
 * depend neither on threads nor on the order of draws elsewhere, and an interrupted run goes on
 * from its step number alone.
 *
 * <p>The key of a stream is mixed with the finaliser of MurmurHash3 as varied by Stafford (variant
 * 13, the one of {@link SplittableRandom}), whose generator, SplitMix64, then draws the numbers.
 *
 * @param masterSeed the seed of the replicate
 */
public record Streams(long masterSeed) {

  /** What a stream is for. The constants, not their order, enter the key. */
  public enum Purpose {
    /** Initial weights; the index is the layer. */
    INITIALISATION(0x1),
    /** Order of the training samples; the index is the epoch. */
    BATCH_ORDER(0x2),
    /** Dropout masks; the index is the step. */
    DROPOUT(0x3),
    /** Augmentation of a batch; the index is the step. */
    AUGMENTATION(0x4),
    /** Made-up data; the index is the image. */
    SYNTHESIS(0x5),
    /** Resampling in the statistics; the index is free. */
    RESAMPLING(0x6),
    /** Labels drawn anew; the index is the training sample. */
    LABEL_NOISE(0x7),
    /** Noise on the inputs of a batch; the index is the step. */
    INPUT_NOISE(0x8),
    /** What measures put into a network; the index is the test sample. */
    MEASURED_NOISE(0x10);

    private final long key;

    Purpose(long key) {
      this.key = key;
    }
  }

  /**
   * The stream of a purpose at an index.
   *
   * @param purpose what the numbers are for
   * @param index epoch, step, layer or image, as the purpose says
   * @return a fresh generator, always the same for the same arguments
   */
  public SplittableRandom stream(Purpose purpose, long index) {
    return new SplittableRandom(seed(purpose, index));
  }

  /**
   * @param purpose what the numbers are for
   * @param index epoch, step, layer or image, as the purpose says
   * @return what {@link #stream} begins with: its i-th number, from 0 on, is {@code mix(seed + (i +
   *     1) γ)}, γ being 0x9e3779b97f4a7c15, so that others than Java can draw it
   */
  public long seed(Purpose purpose, long index) {
    long key = mix(masterSeed + 0x9e3779b97f4a7c15L);
    key = mix(key ^ (purpose.key * 0xd1342543de82ef95L));
    return mix(key ^ (index * 0x9e3779b97f4a7c15L + 0x632be59bd9b4e019L));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
