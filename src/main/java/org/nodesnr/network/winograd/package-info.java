/** Convolutions by Winograd's minimal filtering: fewer multiplications than sums over taps have. */
package org.nodesnr.network.winograd;
