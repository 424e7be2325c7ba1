/** Second derivatives of the training loss, exact, and how the loss rises at a distance. */
package org.nodesnr.measures.curvature;
