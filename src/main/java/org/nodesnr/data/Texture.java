package org.nodesnr.data;

/** A pattern of values in [0, 1] over the plane. */
final class Texture {
  /** Rows and columns of the pictures. */
  static final int SIDE = 32;

  private static final double CENTRE = 0.5 * (SIDE - 1);
  private static final double TAU = 2 * StrictMath.PI;

  private final int kind;
  private final double cos;
  private final double sin;
  private final double scale;
  private final double phaseX;
  private final double phaseY;
  private final double bendPhase;
  private final double[] bendX = new double[SIDE];
  private final double[] bendY = new double[SIDE];
  private final double sharpness;
  private final double fill;
  private final int spokes;

  private Texture(int kind, Draws draws) {
    this.kind = kind;
    double turn = draws.normal(0.14);
    if (kind == 1) {
      turn += StrictMath.PI / 2;
    } else if (kind == 2) {
      turn += (draws.chance(0.5) ? 1 : -1) * StrictMath.PI / 4;
    }
    this.cos = StrictMath.cos(turn);
    this.sin = StrictMath.sin(turn);
    this.scale = 1 / draws.uniform(5, 11);
    this.phaseX = draws.uniform(-0.5, 0.5);
    this.phaseY = draws.uniform(-0.5, 0.5);
    double bend = draws.uniform(0, 1.6);
    this.bendPhase = draws.uniform(0, TAU);
    this.sharpness = draws.uniform(1.5, 6);
    this.fill = draws.uniform(-0.3, 0.3);
    this.spokes = 3 + draws.integer(4);
    for (int k = 0; k < SIDE; k++) {
      bendX[k] = bend * StrictMath.sin(0.25 * k + bendPhase);
      bendY[k] = bend * StrictMath.cos(0.25 * k + bendPhase);
    }
  }

  /**
   * A texture with random scale, place and softness.
   *
   * @param kind 0 to 9
   * @param draws all that varies
   */
  static Texture of(int kind, Draws draws) {
    return new Texture(kind, draws);
  }

  /** The value at a pixel. */
  double at(int pixelX, int pixelY) {
    double x = pixelX - CENTRE + bendX[pixelY];
    double y = pixelY - CENTRE + bendY[pixelX];
    double u = scale * (cos * x + sin * y) + phaseX;
    double v = scale * (cos * y - sin * x) + phaseY;
    double level =
        switch (kind) {
          case 0, 1, 2 -> StrictMath.sin(TAU * v);
          case 3 -> 2 * StrictMath.sin(StrictMath.PI * u) * StrictMath.sin(StrictMath.PI * v);
          case 4 -> 0.6 * (StrictMath.cos(TAU * u) + StrictMath.cos(TAU * v) - 0.6);
          case 5 -> StrictMath.sin(TAU * radius(u, v));
          case 6 ->
              0.7
                  * (StrictMath.sin(2.3 * u + 4.1 * v + bendPhase)
                      + StrictMath.sin(4.7 * u - 1.9 * v + sharpness)
                      + StrictMath.sin(-3.1 * u + 3.7 * v + 9 * fill));
          case 7 -> 2 * (0.34 - radius(cell(0.7 * u, 0), cell(0.7 * v, StrictMath.floor(0.7 * u))));
          case 8 -> cross(cell(0.7 * u, 0), cell(0.7 * v, 0));
          case 9 -> StrictMath.sin(spokes * StrictMath.atan2(v, u));
          default -> throw new IllegalArgumentException("texture " + kind);
        };
    double steep = sharpness * (level + fill);
    return 0.5 + 0.5 * steep / Math.sqrt(1 + steep * steep);
  }

  private static double radius(double u, double v) {
    return StrictMath.sqrt(u * u + v * v);
  }

  /** Position within a cell of a grid, whose columns are shifted against each other. */
  private static double cell(double v, double column) {
    double shifted = v + 0.37 * column;
    return shifted - StrictMath.floor(shifted) - 0.5;
  }

  private static double cross(double u, double v) {
    double arm = Math.min(Math.abs(u), Math.abs(v));
    double end = Math.max(Math.abs(u), Math.abs(v));
    return 4 * Math.min(0.11 - arm, 0.4 - end);
  }
}
