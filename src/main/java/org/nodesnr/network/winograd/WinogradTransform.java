package org.nodesnr.network.winograd;

/**
 * The transforms of Winograd's minimal filtering F(4, 5): four values of the correlation of eight
 * inputs d with five taps g by eight multiplications, {@code y = Aᵀ [(G g) ∘ (Bᵀ d)]}, after the
 * Toom-Cook construction with the points 0, ±1, ±2, ±½ and ∞ (A. Lavin, S. Gray, «Fast Algorithms
 * for Convolutional Neural Networks», arXiv 1509.09308). Gradients are the transposed algorithm:
 * that of d is {@code B [(G g) ∘ (A y')]} and that of g is {@code Gᵀ [(Bᵀ d) ∘ (A y')]}, with y'
 * the gradient of y. Each value is a vector, so that a transform is done at many places at once; in
 * two dimensions a transform is applied to columns and then to rows.
 *
 * <p>Rows for the points a and −a differ in the sign of their odd terms: the even and the odd part
 * are computed once and added and subtracted.
 */
final class WinogradTransform {
  /** Outputs in each direction. */
  static final int OUTPUTS = 4;

  /** Taps in each direction. */
  static final int TAPS = 5;

  /** Inputs, and multiplications, in each direction. */
  static final int SIZE = OUTPUTS + TAPS - 1;

  /** One over the product of the distances of ±1, ±2, ±½ to the other points. */
  private static final float ONE = (float) (-2 / 9.0);

  private static final float TWO = (float) (1 / 90.0);
  private static final float HALF = (float) (32 / 45.0);

  private WinogradTransform() {}

  /**
   * {@code r ← Bᵀ d}.
   *
   * @param d 8 vectors
   * @param r modified; 8 others
   * @param n their length
   */
  static void input(float[][] d, float[][] r, int n) {
    VectorLoops.sum(r[0], 1, d[0], -5.25f, d[2], 5.25f, d[4], -1, d[6], n);
    VectorLoops.sum(r[1], 1, d[2], -4.25f, d[4], 1, d[6], n);
    VectorLoops.sum(r[2], 1, d[1], -4.25f, d[3], 1, d[5], n);
    VectorLoops.butterfly(r[1], r[2], n);
    VectorLoops.sum(r[3], 0.25f, d[2], -1.25f, d[4], 1, d[6], n);
    VectorLoops.sum(r[4], 0.5f, d[1], -2.5f, d[3], 2, d[5], n);
    VectorLoops.butterfly(r[3], r[4], n);
    VectorLoops.sum(r[5], 4, d[2], -5, d[4], 1, d[6], n);
    VectorLoops.sum(r[6], 2, d[1], -2.5f, d[3], 0.5f, d[5], n);
    VectorLoops.butterfly(r[5], r[6], n);
    VectorLoops.sum(r[7], -1, d[1], 5.25f, d[3], -5.25f, d[5], 1, d[7], n);
  }

  /**
   * {@code r ← B v}.
   *
   * @param v modified; 8 vectors
   * @param r modified; 8 others
   * @param n their length
   */
  static void inputGradient(float[][] v, float[][] r, int n) {
    pairs(v, n);
    System.arraycopy(v[0], 0, r[0], 0, n);
    VectorLoops.sum(r[1], 1, v[2], 0.5f, v[4], 2, v[6], -1, v[7], n);
    VectorLoops.sum(r[2], -5.25f, v[0], 1, v[1], 0.25f, v[3], 4, v[5], n);
    VectorLoops.sum(r[3], -4.25f, v[2], -2.5f, v[4], -2.5f, v[6], 5.25f, v[7], n);
    VectorLoops.sum(r[4], 5.25f, v[0], -4.25f, v[1], -1.25f, v[3], -5, v[5], n);
    VectorLoops.sum(r[5], 1, v[2], 2, v[4], 0.5f, v[6], -5.25f, v[7], n);
    VectorLoops.sum(r[6], -1, v[0], 1, v[1], 1, v[3], 1, v[5], n);
    System.arraycopy(v[7], 0, r[7], 0, n);
  }

  /**
   * {@code r ← Aᵀ m}.
   *
   * @param m modified; 8 vectors
   * @param r modified; 4 others
   * @param n their length
   */
  static void output(float[][] m, float[][] r, int n) {
    pairs(m, n);
    VectorLoops.sum(r[0], 1, m[0], 1, m[1], 1, m[3], 1, m[5], n);
    VectorLoops.sum(r[1], 1, m[2], 2, m[4], 0.5f, m[6], n);
    VectorLoops.sum(r[2], 1, m[1], 4, m[3], 0.25f, m[5], n);
    VectorLoops.sum(r[3], 1, m[2], 8, m[4], 0.125f, m[6], 1, m[7], n);
  }

  /**
   * {@code r ← A y}.
   *
   * @param y 4 vectors
   * @param r modified; 8 others
   * @param n their length
   */
  static void outputGradient(float[][] y, float[][] r, int n) {
    System.arraycopy(y[0], 0, r[0], 0, n);
    VectorLoops.sum(r[1], 1, y[0], 1, y[2], n);
    VectorLoops.sum(r[2], 1, y[1], 1, y[3], n);
    VectorLoops.butterfly(r[1], r[2], n);
    VectorLoops.sum(r[3], 1, y[0], 4, y[2], n);
    VectorLoops.sum(r[4], 2, y[1], 8, y[3], n);
    VectorLoops.butterfly(r[3], r[4], n);
    VectorLoops.sum(r[5], 1, y[0], 0.25f, y[2], n);
    VectorLoops.sum(r[6], 0.5f, y[1], 0.125f, y[3], n);
    VectorLoops.butterfly(r[5], r[6], n);
    System.arraycopy(y[3], 0, r[7], 0, n);
  }

  /**
   * {@code r ← G g}.
   *
   * @param g 5 vectors
   * @param r modified; 8 others
   * @param n their length
   */
  static void kernel(float[][] g, float[][] r, int n) {
    System.arraycopy(g[0], 0, r[0], 0, n);
    VectorLoops.sum(r[1], ONE, g[0], ONE, g[2], ONE, g[4], n);
    VectorLoops.sum(r[2], ONE, g[1], ONE, g[3], n);
    VectorLoops.butterfly(r[1], r[2], n);
    VectorLoops.sum(r[3], TWO, g[0], 4 * TWO, g[2], 16 * TWO, g[4], n);
    VectorLoops.sum(r[4], 2 * TWO, g[1], 8 * TWO, g[3], n);
    VectorLoops.butterfly(r[3], r[4], n);
    VectorLoops.sum(r[5], HALF, g[0], HALF / 4, g[2], HALF / 16, g[4], n);
    VectorLoops.sum(r[6], HALF / 2, g[1], HALF / 8, g[3], n);
    VectorLoops.butterfly(r[5], r[6], n);
    System.arraycopy(g[4], 0, r[7], 0, n);
  }

  /**
   * {@code r ← Gᵀ u}.
   *
   * @param u modified; 8 vectors
   * @param r modified; 5 others
   * @param n their length
   */
  static void kernelGradient(float[][] u, float[][] r, int n) {
    pairs(u, n);
    VectorLoops.sum(r[0], 1, u[0], ONE, u[1], TWO, u[3], HALF, u[5], n);
    VectorLoops.sum(r[1], ONE, u[2], 2 * TWO, u[4], HALF / 2, u[6], n);
    VectorLoops.sum(r[2], ONE, u[1], 4 * TWO, u[3], HALF / 4, u[5], n);
    VectorLoops.sum(r[3], ONE, u[2], 8 * TWO, u[4], HALF / 8, u[6], n);
    VectorLoops.sum(r[4], ONE, u[1], 16 * TWO, u[3], HALF / 16, u[5], 1, u[7], n);
  }

  /** Sums and differences of the values for a and −a. */
  private static void pairs(float[][] v, int n) {
    VectorLoops.butterfly(v[1], v[2], n);
    VectorLoops.butterfly(v[3], v[4], n);
    VectorLoops.butterfly(v[5], v[6], n);
  }
}
