/**
 * What can be measured of a network: each measure with its name, symbol and place, and what was
 * read of it. A leaf: how a measure is computed is known to {@code evaluation} and to those that
 * implement its {@code Gauge}.
 */
package org.nodesnr.measure;
