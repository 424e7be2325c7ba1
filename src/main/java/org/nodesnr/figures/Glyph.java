package org.nodesnr.figures;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Shapes of markers, of about equal area, about the origin. */
enum Glyph {
  CIRCLE {
    @Override
    Shape shape(double size) {
      return new Ellipse2D.Double(-size / 2, -size / 2, size, size);
    }
  },
  SQUARE {
    @Override
    Shape shape(double size) {
      double side = 0.88 * size;
      return new Rectangle2D.Double(-side / 2, -side / 2, side, side);
    }
  },
  TRIANGLE_UP {
    @Override
    Shape shape(double size) {
      return polygon(size, 0, -0.66, 0.6, 0.42, -0.6, 0.42);
    }
  },
  DIAMOND {
    @Override
    Shape shape(double size) {
      return polygon(size, 0, -0.64, 0.64, 0, 0, 0.64, -0.64, 0);
    }
  },
  TRIANGLE_DOWN {
    @Override
    Shape shape(double size) {
      return polygon(size, 0, 0.66, 0.6, -0.42, -0.6, -0.42);
    }
  },
  PENTAGON {
    @Override
    Shape shape(double size) {
      return polygon(size, 0, -0.58, 0.55, -0.18, 0.34, 0.47, -0.34, 0.47, -0.55, -0.18);
    }
  },
  CROSS {
    @Override
    Shape shape(double size) {
      return polygon(
          size, -0.19, -0.57, 0.19, -0.57, 0.19, -0.19, 0.57, -0.19, 0.57, 0.19, 0.19, 0.19, 0.19,
          0.57, -0.19, 0.57, -0.19, 0.19, -0.57, 0.19, -0.57, -0.19, -0.19, -0.19);
    }
  },
  /** Points to the right; for what lies beyond the axis. */
  ARROW_RIGHT {
    @Override
    Shape shape(double size) {
      return polygon(size, 0.62, 0, -0.42, 0.5, -0.42, -0.5);
    }
  },
  /** Points to the left; for what lies before the axis. */
  ARROW_LEFT {
    @Override
    Shape shape(double size) {
      return polygon(size, -0.62, 0, 0.42, 0.5, 0.42, -0.5);
    }
  };

  /** The shapes that tell regimes apart, in order. */
  private static final Glyph[] OF_REGIMES = {
    CIRCLE, SQUARE, TRIANGLE_UP, DIAMOND, TRIANGLE_DOWN, PENTAGON, CROSS
  };

  static Glyph number(int number) {
    return OF_REGIMES[number % OF_REGIMES.length];
  }

  abstract Shape shape(double size);

  private static Shape polygon(double size, double... coordinates) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < coordinates.length; i += 2) {
      double x = size * coordinates[i];
      double y = size * coordinates[i + 1];
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }
}
