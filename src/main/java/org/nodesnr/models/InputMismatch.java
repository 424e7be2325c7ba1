package org.nodesnr.models;

import org.nodesnr.UserError;

/** Weights that are for another number of inputs than reach them: other samples may fit. */
public final class InputMismatch extends UserError {
  private static final long serialVersionUID = 1L;

  /**
   * @param origin the layer
   * @param weights how many inputs its weights are for
   * @param inputs how many reach it
   */
  InputMismatch(Origin origin, int weights, int inputs) {
    super(
        origin.refuse("weights for " + weights + " inputs where there are " + inputs).getMessage());
  }
}
