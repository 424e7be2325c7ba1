/**
 * Figures: points and curves on XChart panels, composed into pages, written as PNG and SVG with
 * their data beside them. The only package that knows XChart.
 *
 * <p>Lengths are pixels at 300 dots per inch, type sizes points. Text is drawn as outlines, so a
 * figure looks the same wherever it is opened.
 */
package org.nodesnr.figures;
