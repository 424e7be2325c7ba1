/**
 * Trains networks: a bare loop over batches, its stages, what listens to it, and engines around.
 */
package org.nodesnr.training;
