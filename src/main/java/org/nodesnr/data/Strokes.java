package org.nodesnr.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Lines in the unit square, x to the right and y down, made of short straight pieces. */
final class Strokes {
  /** A point, or a vector. */
  record Point(double x, double y) {}

  private static final double PIECE = 0.06;

  private final List<List<Point>> lines = new ArrayList<>();

  /** Begins a new line. */
  Strokes from(double x, double y) {
    lines.add(new ArrayList<>(List.of(new Point(x, y))));
    return this;
  }

  /** Goes on in a straight line, in pieces, so that it bends when the plane is bent. */
  Strokes to(double x, double y) {
    List<Point> line = last();
    Point start = line.get(line.size() - 1);
    double length = StrictMath.sqrt(square(x - start.x()) + square(y - start.y()));
    int pieces = Math.max(1, (int) StrictMath.ceil(length / PIECE));
    for (int k = 1; k <= pieces; k++) {
      double t = (double) k / pieces;
      line.add(new Point(start.x() + t * (x - start.x()), start.y() + t * (y - start.y())));
    }
    return this;
  }

  /**
   * Goes on along an ellipse, by a straight line to where it begins.
   *
   * @param cx centre
   * @param cy centre
   * @param rx half axis
   * @param ry half axis
   * @param first angle in degrees: 0 is right, 90 down, −90 up
   * @param last angle in degrees
   */
  Strokes arc(double cx, double cy, double rx, double ry, double first, double last) {
    double turn = StrictMath.toRadians(last - first);
    int pieces = Math.max(2, (int) StrictMath.ceil(Math.abs(turn) * Math.max(rx, ry) / PIECE));
    for (int k = 0; k <= pieces; k++) {
      double angle = StrictMath.toRadians(first) + turn * k / pieces;
      double x = cx + rx * StrictMath.cos(angle);
      double y = cy + ry * StrictMath.sin(angle);
      if (k == 0 && !last().isEmpty()) {
        to(x, y);
      } else {
        last().add(new Point(x, y));
      }
    }
    return this;
  }

  /** Begins a new line along an ellipse; see {@link #arc}. */
  Strokes newArc(double cx, double cy, double rx, double ry, double first, double last) {
    lines.add(new ArrayList<>());
    return arc(cx, cy, rx, ry, first, last);
  }

  /** The same lines with every point moved. */
  Strokes moved(UnaryOperator<Point> move) {
    Strokes moved = new Strokes();
    lines.forEach(line -> moved.lines.add(line.stream().map(move).toList()));
    return moved;
  }

  /** The lines. */
  List<List<Point>> lines() {
    return lines;
  }

  private List<Point> last() {
    return lines.get(lines.size() - 1);
  }

  private static double square(double v) {
    return v * v;
  }
}
