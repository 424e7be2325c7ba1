package org.nodesnr.data;

/** The ten digits as strokes in the unit square, each in a few handwritings. */
final class DigitShapes {
  private DigitShapes() {}

  /**
   * Draws a digit.
   *
   * @param digit 0 to 9
   * @param draws varies the handwriting
   * @return strokes that fill about 0.2..0.8 by 0.1..0.9
   */
  static Strokes of(int digit, Draws draws) {
    Strokes s = new Strokes();
    double a = draws.uniform(-0.05, 0.05);
    double b = draws.uniform(-0.05, 0.05);
    double c = draws.uniform(-0.05, 0.05);
    switch (digit) {
      case 0 -> {
        double start = draws.uniform(-130, -50);
        s.newArc(0.5, 0.5, 0.24 + a, 0.4, start, start + draws.uniform(335, 375));
      }
      case 1 -> {
        boolean flag = draws.chance(0.5);
        if (flag) {
          s.from(0.34 + a, 0.28 + b).to(0.52, 0.1);
        } else {
          s.from(0.52, 0.1);
        }
        s.to(0.52 + c, 0.9);
        if (flag && draws.chance(0.5)) {
          s.from(0.32 + a, 0.9).to(0.72 + b, 0.9);
        }
      }
      case 2 ->
          s.newArc(0.5, 0.33 + a, 0.24 + b, 0.23, -170, draws.uniform(20, 50))
              .to(0.24 + c, 0.88)
              .to(0.78 + a, 0.88 + b);
      case 3 ->
          s.newArc(0.47, 0.3, 0.22 + a, 0.2, draws.uniform(-170, -130), 90)
              .arc(0.47, 0.7, 0.25 + b, 0.2, -90, draws.uniform(125, 160));
      case 4 -> {
        if (draws.chance(0.5)) {
          s.from(0.6 + a, 0.1).to(0.22, 0.6 + b).to(0.8, 0.6 + b);
          s.from(0.6 + a, 0.1).to(0.6 + c, 0.92);
        } else {
          s.from(0.3 + a, 0.12).to(0.25, 0.52 + b).to(0.76, 0.5 + b);
          s.from(0.68 + a, 0.14 + c).to(0.64 + c, 0.92);
        }
      }
      case 5 -> {
        s.from(0.74 + a, 0.12).to(0.34, 0.12).to(0.3, 0.46 + b);
        s.arc(0.48, 0.66, 0.24 + c, 0.23, -130, draws.uniform(125, 160));
      }
      case 6 ->
          s.newArc(0.68, 0.6, 0.42 + a, 0.52, draws.uniform(-105, -85), -180)
              .arc(0.49, 0.69, 0.23 + b, 0.21 + c, -180, draws.uniform(-540, -500));
      case 7 -> {
        s.from(0.24 + a, 0.13).to(0.76, 0.13 + b).to(0.42 + c, 0.92);
        if (draws.chance(0.35)) {
          s.from(0.38 + a, 0.52).to(0.7 + b, 0.5);
        }
      }
      case 8 -> {
        s.newArc(0.5, 0.3, 0.19 + a, 0.19, 90, 450);
        s.newArc(0.5, 0.69, 0.23 + b, 0.2, -90, 270);
      }
      case 9 -> {
        s.newArc(0.5, 0.33, 0.22 + a, 0.22 + b, 0, draws.uniform(-350, -400));
        s.from(0.72 + a, 0.33);
        if (draws.chance(0.5)) {
          s.to(0.66 + c, 0.92);
        } else {
          s.arc(0.44, 0.6, 0.26 + a, 0.32, 0, draws.uniform(90, 130));
        }
      }
      default -> throw new IllegalArgumentException("digit " + digit);
    }
    return s;
  }
}
