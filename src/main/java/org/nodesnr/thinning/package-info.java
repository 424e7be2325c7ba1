/** Links, inputs and nodes removed from trained networks (section 7.3 of the paper). */
package org.nodesnr.thinning;
