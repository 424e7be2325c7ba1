/** Outputs during training, beside those of the network's linearisation. */
package org.nodesnr.measures.evolution;
