package org.nodesnr.measures.noise;

import java.util.SplittableRandom;

/** Standard normal numbers by the method of Box and Muller, the same on every Java. */
final class Gaussian {
  private final SplittableRandom random;
  private double kept;
  private boolean keeps;

  Gaussian(SplittableRandom random) {
    this.random = random;
  }

  double next() {
    if (keeps) {
      keeps = false;
      return kept;
    }
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    double angle = 2 * Math.PI * random.nextDouble();
    kept = radius * StrictMath.sin(angle);
    keeps = true;
    return radius * StrictMath.cos(angle);
  }
}
