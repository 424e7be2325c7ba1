package org.nodesnr.models;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.nodesnr.network.Curve;
import org.nodesnr.network.Operation;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/**
 * Makes a graph of the evaluator's own steps from the operations of a file, each told with the
 * {@linkplain Value values} that it takes.
 *
 * <p>Reshaping and transposing change the dimensions of a value and where its numbers lie, never
 * the numbers; a dense layer takes its weights to the positions of its inputs; an operation that
 * needs a picture gets it in its own order, if need be by a step that moves the numbers. The order
 * of the network's own input is free: the first operation on it settles it. {@link #finish} folds
 * normalisation into weights, gives activations to the layers they belong to and leaves out what
 * the output does not depend on.
 */
public final class GraphAssembler {
  private final ModelInput input;
  private final Drafts drafts = new Drafts();
  private final Pictures pictures;
  private final LayerAssembler layers;
  private final JunctionAssembler junctions;

  /**
   * @param origin the input
   * @param input what the file says of it
   */
  public GraphAssembler(Origin origin, ModelInput input) {
    this.input = input;
    this.pictures = new Pictures(input, drafts);
    this.junctions = new JunctionAssembler(drafts, pictures);
    this.layers = new LayerAssembler(drafts, pictures);
    if (input.dims().length == 0) {
      throw origin.refuse("the input has no dimension beside that of the samples");
    }
    Layout.checkSize(origin, input.dims());
  }

  /**
   * @return the network's input
   */
  public Value input() {
    return new Value(0, input.dims(), null, null);
  }

  /**
   * @return takes the operations that bring values together or take them apart
   */
  public JunctionAssembler junctions() {
    return junctions;
  }

  /**
   * @return takes the layers that have weights or go over pictures
   */
  public LayerAssembler layers() {
    return layers;
  }

  /**
   * The same numbers, row by row, under other dimensions.
   *
   * @param origin the layer
   * @param value what it takes
   * @param to the new dimensions
   * @return what it makes
   */
  public Value reshape(Origin origin, Value value, int... to) {
    unpadded(origin, value);
    Layout.checkSize(origin, to);
    if (Tensor.count(to) != value.size()) {
      throw origin.refuse(Tensor.text(value.dims()) + " can't become " + Tensor.text(to));
    }
    return value.reshaped(to);
  }

  /**
   * @param origin the layer
   * @param value what it takes
   * @param axes for each dimension afterwards the one it is now, from 0
   * @return what it makes
   */
  public Value transpose(Origin origin, Value value, int... axes) {
    unpadded(origin, value);
    int[] dims = value.dims();
    if (!Tensor.isPermutation(axes, dims.length)) {
      throw origin.refuse("the axes are no permutation of those of " + Tensor.text(dims));
    }
    int[] to = Arrays.stream(axes).map(a -> dims[a]).toArray();
    boolean sameOrder =
        Arrays.equals(
            IntStream.of(axes).filter(a -> dims[a] != 1).toArray(),
            IntStream.of(axes).filter(a -> dims[a] != 1).sorted().toArray());
    if (sameOrder) {
      return value.reshaped(to);
    }
    drafts.claim(origin, value.size());
    int[] from = Tensor.positions(dims, axes);
    for (int k = 0; k < from.length; k++) {
      from[k] = Layout.at(value.positions(), from[k]);
    }
    return new Value(value.number(), to, from, null);
  }

  /**
   * {@code x → s x + t}. What follows the sums of a layer is folded into its weights.
   *
   * @param origin the layer
   * @param value what it takes
   * @param scale s, broadcast over the dimensions of a sample as NumPy does
   * @param shift t, likewise
   * @return what it makes
   */
  public Value affine(Origin origin, Value value, Tensor scale, Tensor shift) {
    return affine(origin, value, scale, shift, false);
  }

  /**
   * Batch normalisation in inference: {@code γ (x − μ) / √(σ² + ε) + β}, folded into the weights
   * beside it where that is possible, which the network's notes then say.
   *
   * @param origin the layer
   * @param value what it takes
   * @param axis of the channels among the dimensions of a sample
   * @param factors of each channel
   * @return what it makes
   */
  public Value normalisation(Origin origin, Value value, int axis, Normalisation factors) {
    float[] scale = factors.scale();
    float[] shift = factors.shift();
    int[] dims = value.dims();
    if (axis < 0
        || axis >= dims.length
        || scale.length != dims[axis]
        || shift.length != dims[axis]) {
      throw origin.refuse(scale.length + " channels where the input is " + Tensor.text(dims));
    }
    int[] along = new int[dims.length];
    Arrays.fill(along, 1);
    along[axis] = dims[axis];
    return affine(origin, value, new Tensor(along, scale), new Tensor(along, shift), true);
  }

  private Value affine(
      Origin origin, Value value, Tensor scale, Tensor shift, boolean normalisation) {
    unpadded(origin, value);
    int[] positions = pictures.settled(origin, value);
    Shape shape = drafts.shape(value.number());
    drafts.claim(origin, 2L * value.size());
    Operation.Affine affine =
        new Operation.Affine(
            Broadcast.over(origin, scale, value.dims(), positions, shape.channels()),
            Broadcast.over(origin, shift, value.dims(), positions, shape.channels()));
    if (affine.scale().length != affine.shift().length) {
      affine =
          new Operation.Affine(
              Broadcast.repeated(affine.scale(), shape.size()),
              Broadcast.repeated(affine.shift(), shape.size()));
    }
    int made =
        normalisation
            ? drafts.addNormalisation(origin, affine, value.number())
            : drafts.add(origin, affine, value.number());
    return new Value(made, value.dims(), positions, null);
  }

  /**
   * The activation of the layer before. Maximum pooling in between is of no matter: the activations
   * never fall, so that the maximum of the activations is the activation of the maximum.
   *
   * @param origin the layer
   * @param value what it takes
   * @param activation which
   * @return what it makes
   */
  public Value activation(Origin origin, Value value, Activation activation) {
    unpadded(origin, value);
    int made = drafts.activate(origin, activation, value.number());
    return value.as(made);
  }

  /**
   * An activation that the evaluator has no name for.
   *
   * @param origin the layer
   * @param value what it takes
   * @param curve the function
   * @return what it makes
   */
  public Value activation(Origin origin, Value value, Curve curve) {
    unpadded(origin, value);
    return value.as(drafts.activate(origin, curve, value.number()));
  }

  /**
   * @param origin the end of the file
   * @param format name of the file's format
   * @param output what the network makes
   * @return the network
   */
  public ImportedNetwork finish(Origin origin, String format, Value output) {
    unpadded(origin, output);
    DraftFolding.Finished finished = new DraftFolding(drafts, origin, output.number()).finish();
    ImportedNetwork network =
        new ImportedNetwork(
            format,
            finished.graph(),
            input,
            pictures.inputPositions(),
            finished.names(),
            finished.softmaxAssumed(),
            finished.notes());
    return network.softmaxAssumed() ? network.noting(ImportedNetwork.SOFTMAX_NOTE) : network;
  }

  static void unpadded(Origin origin, Value value) {
    if (value.zeros() != null) {
      throw origin.refuse("padding is supported right before a convolution or pooling");
    }
  }
}
