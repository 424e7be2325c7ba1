/** Networks as layers of plain arrays, their first weights, and the forward pass. */
package org.nodesnr.network;
