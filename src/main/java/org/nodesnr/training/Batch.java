package org.nodesnr.training;

/**
 * What one step consumes.
 *
 * @param step the number of updates made before it
 * @param images pixels, sample by sample, each in the order of {@link org.nodesnr.network.Shape}
 * @param labels classes
 */
record Batch(int step, float[] images, int[] labels) {}
