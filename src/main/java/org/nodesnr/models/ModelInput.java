package org.nodesnr.models;

/**
 * What a file says of its network's input.
 *
 * @param dims what one sample looks like; not to be modified
 * @param order how the format orders pictures, which matters where the input is one row
 */
public record ModelInput(int[] dims, ChannelOrder order) {}
