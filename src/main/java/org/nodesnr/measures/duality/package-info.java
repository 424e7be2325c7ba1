/** Changes of a sample as changes of weights. */
package org.nodesnr.measures.duality;
