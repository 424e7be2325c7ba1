package org.nodesnr.network;

import java.util.List;

/**
 * A layer that a network has in training and not in use: there, layers of other kinds stand for it.
 * It has no nodes, and its arrays have no penalties. All that a kind computes is in one class that
 * implements this.
 */
public non-sealed interface TrainingLayer extends Layer {

  /**
   * @return how many of {@link #arrays} are trained, the first ones; the others follow from the
   *     batches
   */
  int trained();

  /**
   * @return whether a constant added to a channel of what it is given changes nothing in training:
   *     then the biases of the layer before it have the gradient 0
   */
  boolean cancelsBias();

  /**
   * @param input the shape of one sample at the layer's input
   * @param samples how many are in a batch
   * @return what computes it
   */
  Passage passage(Shape input, int samples);

  /**
   * Has the network in use do what the layer does with what training left in its arrays.
   *
   * @param before modified: the layers before it in use, none of this kind
   */
  void standIn(List<Layer> before);

  /**
   * A batch on its way through the layer and back. Values are those of one sample after the other,
   * each in the order of {@link Shape}. One thread at a time.
   */
  interface Passage {
    /**
     * @param x what the layer is given
     * @param arrays those of {@link Layer#arrays} as they are now; not modified
     * @param y modified: what it gives
     */
    void forward(float[] x, List<float[]> arrays, float[] y);

    /**
     * The way back of the last {@link #forward}.
     *
     * @param x what the layer was given
     * @param arrays as there; modified where they follow from the batches
     * @param ofY gradient of the summed loss with respect to what it gave
     * @param ofX modified: gradient with respect to x
     * @param ofArrays modified: gradient with respect to each array that is trained
     */
    void backward(
        float[] x, List<float[]> arrays, float[] ofY, float[] ofX, List<float[]> ofArrays);
  }
}
