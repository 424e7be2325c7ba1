/**
 * Measures of generalisation other than S and G, on networks that are described by a structure and
 * a vector of parameters. Pure arithmetic; what is undefined is NaN.
 */
package org.nodesnr.measures;
