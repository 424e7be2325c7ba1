package org.nodesnr.api;

/**
 * What an {@link SnrListener} has measured, once for each variant.
 *
 * @param updates how often the network's parameters had been updated
 * @param epoch number of the epoch, from 0 as Deeplearning4j counts
 * @param network S and G, and accuracy where the listener has labels
 */
public record SnrReading(long updates, int epoch, NetworkSnr network) {}
