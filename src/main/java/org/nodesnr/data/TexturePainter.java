package org.nodesnr.data;

/**
 * Draws 32×32 textures in two random colours: stripes across, upright and slanting, a chequerboard,
 * dots, rings, blobs, discs, crosses and spokes; turned a little, bent, softened, unevenly lit,
 * noisy, and with a patch of another texture over them. Mirroring keeps the class.
 */
final class TexturePainter implements Painter {
  private static final int SIDE = Texture.SIDE;

  @Override
  public int channels() {
    return 3;
  }

  @Override
  public int side() {
    return SIDE;
  }

  @Override
  public void paint(int label, Draws draws, byte[] pixels, int offset) {
    Texture texture = Texture.of(label, draws);
    Texture other = Texture.of(draws.integer(10), draws);
    double patchX = draws.uniform(0, SIDE);
    double patchY = draws.uniform(0, SIDE);
    double patchRadius = draws.uniform(0, 13);
    double[] first = colour(label, draws);
    double[] second = contrasting(first, draws);
    double slopeX = draws.normal(0.008);
    double slopeY = draws.normal(0.008);
    double noise = draws.uniform(0.04, 0.24);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double px = x - patchX;
        double py = y - patchY;
        boolean patch = px * px + py * py < patchRadius * patchRadius;
        double v = (patch ? other : texture).at(x, y);
        double light = slopeX * (x - SIDE / 2) + slopeY * (y - SIDE / 2);
        for (int c = 0; c < 3; c++) {
          double value = first[c] + v * (second[c] - first[c]) + light + draws.grain(noise);
          pixels[offset + (c * SIDE + y) * SIDE + x] =
              (byte) Math.round(255 * Math.max(0, Math.min(1, value)));
        }
      }
    }
  }

  /** A colour at a random distance from another, lighter if that is dark and darker if light. */
  private static double[] contrasting(double[] colour, Draws draws) {
    double mean = (colour[0] + colour[1] + colour[2]) / 3;
    double step = (mean < 0.5 ? 1 : -1) * draws.uniform(0.07, 0.46);
    double[] rgb = new double[3];
    for (int c = 0; c < 3; c++) {
      rgb[c] = colour[c] + step + draws.normal(0.1);
    }
    return rgb;
  }

  /** A colour that hints at a class, no more. */
  private static double[] colour(int label, Draws draws) {
    double hue = 0.2 * StrictMath.PI * label + draws.normal(0.8);
    double saturation = draws.uniform(0, 0.35);
    double value = draws.uniform(0.2, 0.8);
    double[] rgb = new double[3];
    for (int c = 0; c < 3; c++) {
      rgb[c] = value + saturation * StrictMath.cos(hue - 2 * StrictMath.PI * c / 3);
    }
    return rgb;
  }
}
