package org.nodesnr.figures;

import org.knowm.xchart.XYChart;

/**
 * One plot of a page. Texts are markup of {@link RichText}.
 *
 * @param chart the plot, without titles and legend
 * @param rows what its rows are called, in place of numbers on its vertical axis
 * @param ends what its curves are called, right of it
 * @param heading above its left end, after the panel's letter
 * @param figures above its right end: what was computed from the points
 * @param xTitle below it
 * @param yTitle beside it; drawn once per row where all panels have the same
 */
record Panel(
    XYChart chart,
    RowLabels rows,
    EndLabels ends,
    String heading,
    String figures,
    String xTitle,
    String yTitle) {

  /** A plot whose vertical axis has numbers and whose legend says what is drawn. */
  Panel(XYChart chart, String heading, String figures, String xTitle, String yTitle) {
    this(chart, RowLabels.NONE, EndLabels.NONE, heading, figures, xTitle, yTitle);
  }
}
