package org.nodesnr.thinning;

/** What is removed, the same share in each layer that it is removed from. */
public enum Unit {
  /** Single weights of every layer. */
  LINKS,
  /** Inputs of the first layer, with all weights that see them. */
  INPUTS,
  /** Nodes or channels of hidden layers, with all weights of the next layer that see them. */
  NODES
}
