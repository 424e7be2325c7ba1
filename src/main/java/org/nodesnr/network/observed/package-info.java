/** What the nodes of a layer see of its input: their observations, and moments of these. */
package org.nodesnr.network.observed;
