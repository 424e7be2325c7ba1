/**
 * The images: readers for the official files, their download, the two made-up sets, and what is
 * done to a sample before a network sees it.
 *
 * <p>{@link org.nodesnr.data.Datasets} finds and reads a set, {@link org.nodesnr.data.ImageSet}
 * holds it as bytes, {@link org.nodesnr.data.Augmenter} turns samples into network input.
 */
package org.nodesnr.data;
