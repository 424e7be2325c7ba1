/** Trains one network: a bare loop over batches, its stages, and what listens to it. */
package org.nodesnr.training;
