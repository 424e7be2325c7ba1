/** Norms of weights, margins, and how much noise weights bear. */
package org.nodesnr.measures.norms;
