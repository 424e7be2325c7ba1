package org.nodesnr.data;

/**
 * Random changes to a training sample that leave its class alone.
 *
 * @param maxShift largest shift in pixels, along each axis and in either direction; 0 for none
 * @param randomCrop whether a crop, where there is one, lies at random instead of in the centre
 * @param horizontalFlip whether a sample is mirrored left to right with probability 1/2
 */
public record Augmentation(int maxShift, boolean randomCrop, boolean horizontalFlip) {
  /** No change at all. */
  public static final Augmentation NONE = new Augmentation(0, false, false);

  /** Checks the range. */
  public Augmentation {
    if (maxShift < 0) {
      throw new IllegalArgumentException("maxShift " + maxShift + " is negative");
    }
  }

  /** Whether anything is random. */
  public boolean isNone() {
    return equals(NONE);
  }
}
