package org.nodesnr.data;

/**
 * What a network is judged on, without the set that it was trained on.
 *
 * @param images the test images
 * @param origin as {@link Dataset#origin}, of the files that were read
 */
public record TestSet(ImageSet images, String origin) {}
