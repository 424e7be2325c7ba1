package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import org.knowm.xchart.style.markers.Marker;

/** A marker with a fill and an edge; hollow and struck out where it is excluded. */
final class PointMarker extends Marker {
  /** The inside of hollow markers. */
  static final Color CLEAR = new Color(255, 255, 255, 0);

  private static final double SIZE = 4.2;
  private static final double DOT = 2.4;
  private static final double SPECK = 1.3;
  private final Glyph glyph;
  private final Color fill;
  private final Color edge;
  private final double size;

  private PointMarker(Glyph glyph, Color fill, Color edge, double size) {
    this.glyph = glyph;
    this.fill = fill;
    this.edge = edge;
    this.size = size;
  }

  static PointMarker filled(Glyph glyph, Color fill, Color edge) {
    return new PointMarker(glyph, fill, edge, SIZE);
  }

  /** The same, so many times as large. */
  PointMarker scaled(double factor) {
    return new PointMarker(glyph, fill, edge, factor * size);
  }

  /** Transparent inside. */
  static PointMarker hollow(Glyph glyph, Color edge) {
    return filled(glyph, CLEAR, edge);
  }

  static PointMarker struckOut(Glyph glyph, Color edge) {
    return new PointMarker(glyph, null, edge, SIZE);
  }

  /** A small disc that marks a point of a line. */
  static PointMarker dot(Color colour) {
    return new PointMarker(Glyph.CIRCLE, colour, colour, DOT);
  }

  /** A small square without an edge, for many points. */
  static PointMarker speck(Color colour) {
    return new PointMarker(Glyph.SQUARE, colour, null, SPECK);
  }

  @Override
  public void paint(Graphics2D g, double x, double y, int markerSize) {
    Shape outline =
        AffineTransform.getTranslateInstance(x, y)
            .createTransformedShape(glyph.shape(Ink.pt(size)));
    g.setStroke(new BasicStroke((float) Ink.pt(0.6)));
    if (fill != null) {
      g.setColor(fill);
      g.fill(outline);
      if (edge == null) {
        return;
      }
      g.setColor(edge);
    } else {
      g.setColor(edge);
      double arm = Ink.pt(0.75 * size);
      g.draw(new Line2D.Double(x - arm, y - arm, x + arm, y + arm));
      g.draw(new Line2D.Double(x - arm, y + arm, x + arm, y - arm));
    }
    g.draw(outline);
  }
}
