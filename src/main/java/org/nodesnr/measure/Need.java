package org.nodesnr.measure;

/** What a measure is computed from. */
public enum Need {
  /** The weights as they are when the network is measured. */
  WEIGHTS,
  /** The weights before the first update. */
  INITIAL_WEIGHTS,
  /** What goes into each layer and its weighted inputs, on test images. */
  TEST_INPUTS,
  /** The same on training images. */
  TRAINING_INPUTS,
  /** The gradient of each training sample's loss. */
  GRADIENTS,
  /** The classes of test images: such a measure is no predictor and never ranked as one. */
  TEST_LABELS
}
