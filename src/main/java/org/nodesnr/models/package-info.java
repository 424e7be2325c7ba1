/**
 * Networks trained elsewhere: readers of model files, and the samples to evaluate them on.
 *
 * <p>{@link org.nodesnr.models.ModelFiles} tells the formats apart. Each reader follows the layers
 * of its file and hands them to a {@link org.nodesnr.models.NetworkAssembler}, which knows where
 * every value of the file's tensors lies in the order of {@link org.nodesnr.network.Shape}, so that
 * weights behind a flattening reach the inputs they belong to, whether the file keeps channels
 * first or last. What a reader does not know it refuses by type, name and place; nothing is passed
 * over.
 */
package org.nodesnr.models;
