package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.util.Map;

/** Units, type and colours that all figures share. */
final class Ink {
  /** Dots per inch of the PNG files, and units per inch of every length. */
  static final int DPI = 300;

  static final Color TEXT = new Color(0x222222);
  static final Color FAINT_TEXT = new Color(0x555555);
  static final Color FRAME = new Color(0x777777);
  static final Color GRID = new Color(0xE8E8E8);
  static final Color FIT = new Color(0x444444);

  /** The type size of headings and axis titles. */
  static final double TITLE_SIZE = 8.5;

  /** The type size of tick labels, legends and notes. */
  static final double LABEL_SIZE = 7.5;

  /** Measures text alike for pixels and vectors. */
  static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

  static final Map<RenderingHints.Key, Object> HINTS =
      Map.of(
          RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE,
          RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);

  private Ink() {}

  /**
   * @param points typographic points, 1/72 inch
   * @return units
   */
  static double pt(double points) {
    return points * DPI / 72;
  }

  /**
   * @param points typographic points
   * @return whole units
   */
  static int px(double points) {
    return (int) Math.round(pt(points));
  }

  /**
   * @param points width of a line
   * @param dashes dashes and gaps in points; none for a solid line
   * @return a pen whose lines end where they should
   */
  static BasicStroke stroke(double points, float... dashes) {
    float[] pattern = dashes.length == 0 ? null : new float[dashes.length];
    for (int i = 0; i < dashes.length; i++) {
      pattern[i] = (float) pt(dashes[i]);
    }
    return new BasicStroke(
        (float) pt(points), BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
  }

  /**
   * @param points type size
   * @return the font of all text
   */
  static Font font(double points) {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) pt(points));
  }
}
