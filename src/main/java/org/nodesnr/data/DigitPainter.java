package org.nodesnr.data;

import java.util.List;
import org.nodesnr.data.Strokes.Point;

/**
 * Draws grey 28×28 digits: strokes bent by a smooth random field, then scaled, sheared, turned and
 * shifted, in a pen of random thickness and strength, with grain, specks and stray strokes.
 */
final class DigitPainter implements Painter {
  private static final int SIDE = 28;
  private static final double BOX = 22;

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public int side() {
    return SIDE;
  }

  @Override
  public void paint(int label, Draws draws, byte[] pixels, int offset) {
    double[] ink = new double[SIDE * SIDE];
    Strokes digit = bend(DigitShapes.of(label, draws), draws);
    draw(place(digit, draws), draws.uniform(0.6, 1.9), 1, ink);
    int strays = draws.integer(3);
    for (int k = 0; k < strays; k++) {
      draw(stray(draws), draws.uniform(0.5, 1.2), draws.uniform(0.4, 1), ink);
    }
    double strength = draws.uniform(0.55, 1);
    double grain = draws.uniform(0, 0.25);
    double specks = draws.uniform(0, 0.06);
    for (int p = 0; p < ink.length; p++) {
      double value = strength * ink[p];
      if (value > 0) {
        value += draws.grain(grain);
      }
      if (draws.chance(specks)) {
        value += draws.uniform(0.1, 0.7);
      }
      pixels[offset + p] = (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
    }
  }

  /** Moves every point by two long waves along each axis. */
  private static Strokes bend(Strokes strokes, Draws draws) {
    double[] wave = new double[16];
    for (int k = 0; k < wave.length; k += 4) {
      wave[k] = draws.uniform(0.01, 0.045);
      wave[k + 1] = draws.uniform(-8, 8);
      wave[k + 2] = draws.uniform(-8, 8);
      wave[k + 3] = draws.uniform(0, 2 * StrictMath.PI);
    }
    return strokes.moved(
        p ->
            new Point(
                p.x() + wave(wave, 0, p) + wave(wave, 4, p),
                p.y() + wave(wave, 8, p) + wave(wave, 12, p)));
  }

  private static double wave(double[] wave, int k, Point p) {
    return wave[k] * StrictMath.sin(wave[k + 1] * p.x() + wave[k + 2] * p.y() + wave[k + 3]);
  }

  /** From the unit square to pixels. */
  private static Strokes place(Strokes strokes, Draws draws) {
    double turn = draws.normal(0.17);
    double shear = draws.normal(0.17);
    double scaleX = BOX * draws.uniform(0.65, 1.05);
    double scaleY = BOX * draws.uniform(0.7, 1.05);
    double centreX = 0.5 * (SIDE - 1) + draws.uniform(-2.5, 2.5);
    double centreY = 0.5 * (SIDE - 1) + draws.uniform(-2.5, 2.5);
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    return strokes.moved(
        p -> {
          double y = scaleY * (p.y() - 0.5);
          double x = scaleX * (p.x() - 0.5) - shear * y;
          return new Point(centreX + cos * x - sin * y, centreY + sin * x + cos * y);
        });
  }

  /** A short straight stroke anywhere. */
  private static Strokes stray(Draws draws) {
    double x = draws.uniform(0, SIDE);
    double y = draws.uniform(0, SIDE);
    double angle = draws.uniform(0, 2 * StrictMath.PI);
    double length = draws.uniform(3, 8);
    Strokes stray = new Strokes().from(x, y);
    stray
        .lines()
        .get(0)
        .add(new Point(x + length * StrictMath.cos(angle), y + length * StrictMath.sin(angle)));
    return stray;
  }

  /** Adds strokes with soft edges; where lines cross the darker one counts. */
  private static void draw(Strokes strokes, double radius, double strength, double[] ink) {
    for (List<Point> line : strokes.lines()) {
      for (int k = 1; k < line.size(); k++) {
        draw(line.get(k - 1), line.get(k), radius, strength, ink);
      }
    }
  }

  private static void draw(Point a, Point b, double radius, double strength, double[] ink) {
    double reach = radius + 0.5;
    double dx = b.x() - a.x();
    double dy = b.y() - a.y();
    double length2 = Math.max(dx * dx + dy * dy, 1e-9);
    int top = clamp(Math.floor(Math.min(a.y(), b.y()) - reach));
    int bottom = clamp(Math.ceil(Math.max(a.y(), b.y()) + reach));
    int left = clamp(Math.floor(Math.min(a.x(), b.x()) - reach));
    int right = clamp(Math.ceil(Math.max(a.x(), b.x()) + reach));
    for (int y = top; y <= bottom; y++) {
      for (int x = left; x <= right; x++) {
        double t = ((x - a.x()) * dx + (y - a.y()) * dy) / length2;
        t = Math.max(0, Math.min(1, t));
        double ex = x - a.x() - t * dx;
        double ey = y - a.y() - t * dy;
        double cover = Math.min(1, reach - Math.sqrt(ex * ex + ey * ey));
        int at = y * SIDE + x;
        ink[at] = Math.max(ink[at], strength * cover);
      }
    }
  }

  private static int clamp(double v) {
    return (int) Math.max(0, Math.min(SIDE - 1, v));
  }
}
