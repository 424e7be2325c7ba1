package org.nodesnr.measure;

/** What a measure is a property of. */
public enum MeasureScope {
  /** Each node has a value; that of a layer is a mean over its nodes. */
  NODE,
  /** Each layer has a value. */
  LAYER,
  /** The network as a whole has a value. */
  NETWORK
}
