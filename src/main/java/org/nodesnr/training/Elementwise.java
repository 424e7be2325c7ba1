package org.nodesnr.training;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.spec.Activation;

/**
 * What a training step does besides convolutions. Matrices are Fortran-ordered, one column a
 * sample; pictures are stored row by row, channels last. {@link HostElementwise} loops over the
 * memory of the host, and does in one pass what takes ND4J several.
 */
interface Elementwise {

  /**
   * @param source values, from the first on
   * @param target modified: overwritten in storage order
   */
  void upload(float[] source, INDArray target);

  /**
   * @param source values, contiguous
   * @param target modified: overwritten in the storage order of the source
   */
  void download(INDArray source, float[] target);

  /**
   * {@code C ← α op(A) op(B) + β C}.
   *
   * @param a A, a whole array in Fortran order, as all three
   * @param transposeA whether op(A) is Aᵀ
   * @param b B
   * @param transposeB whether op(B) is Bᵀ
   * @param c modified; C
   * @param alpha α
   * @param beta β
   */
  void multiply(
      INDArray a,
      boolean transposeA,
      INDArray b,
      boolean transposeB,
      INDArray c,
      float alpha,
      float beta);

  /**
   * {@code h ← g(h + b) ∘ m}.
   *
   * @param h modified; weighted inputs (nodes × samples) on entry
   * @param bias b, one value a node
   * @param activation g
   * @param mask m: 0 for a dropped output, {@code 1 / (1 − p)} for the others; null for none
   */
  void activate(INDArray h, INDArray bias, Activation activation, INDArray mask);

  /**
   * {@code d ← d ∘ m ∘ g'}, the gradient with respect to the weighted inputs.
   *
   * @param d modified; the gradient with respect to {@code h}
   * @param h what {@link #activate} left
   * @param activation g
   * @param mask m, or null
   * @param maskScale {@code 1 / (1 − p)}; 1 without mask
   */
  void backpropagate(INDArray d, INDArray h, Activation activation, INDArray mask, float maskScale);

  /**
   * {@code b ← k b + f Σ_samples d}.
   *
   * @param bias modified; b, one value a row of d
   * @param keep k
   * @param d rows × columns
   * @param factor f
   */
  void addRowSums(INDArray bias, float keep, INDArray d, float factor);

  /**
   * {@code w ← a w + f d}.
   *
   * @param w modified
   * @param a its factor
   * @param d same storage order as w
   * @param factor f
   */
  void scaleAndAdd(INDArray w, float a, INDArray d, float factor);

  /** Changes a stretch of one array by that of another. */
  @FunctionalInterface
  interface Revision {
    /**
     * @param stretch number of the stretch, from 0
     * @param w modified: values, in the first places
     * @param g values of the other array; may be modified
     * @param count how many values
     */
    void revise(int stretch, float[] w, float[] g, int count);
  }

  /**
   * Goes over two arrays together, in stretches of {@link Optimiser#STRETCH}.
   *
   * @param w modified
   * @param g same size and storage order as w; not modified
   * @param revision what is done
   */
  void revise(INDArray w, INDArray g, Revision revision);

  /**
   * {@code Σ g²}.
   *
   * @param g g
   * @return the sum, in double precision
   */
  double sumOfSquares(INDArray g);

  /**
   * {@code h ← g(maxpool(r) + b)}. Bias and activation come after the maximum: both are monotone,
   * so the result is that of the usual order, for a fraction of the work.
   *
   * @param r the convolution's result, (samples · places) columns of channels
   * @param bias b, one value a channel
   * @param activation g
   * @param window geometry
   * @param h modified: the pooled result
   */
  void pool(INDArray r, INDArray bias, Activation activation, PoolWindow window, INDArray h);

  /**
   * {@code d ← } gradient with respect to r, given that with respect to h.
   *
   * @param gradient modified; the gradient with respect to h, on return that with respect to the
   *     pooled weighted inputs
   * @param h what {@link #pool} left
   * @param activation g
   * @param window geometry
   * @param r what {@link #pool} was given; of equal maxima the first one takes the gradient
   * @param d modified: overwritten everywhere, zeros included; may be r itself
   */
  void unpool(
      INDArray gradient,
      INDArray h,
      Activation activation,
      PoolWindow window,
      INDArray r,
      INDArray d);
}
