package org.nodesnr.training;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where the gradient of an array goes: {@code T ← k T + f Σ_batch ∂f/∂W}.
 *
 * @param target T, modified; of the array's shape and order, and maybe the array itself
 * @param keep k; where it is 0, T need not hold numbers
 * @param factor f
 */
record Sink(INDArray target, float keep, float factor) {}
