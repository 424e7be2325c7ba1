package org.nodesnr.training;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.network.TrainingLayer;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.NoiseSettings;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.SelectiveSettings;

/** The layers of a network in training, one behind the other, with their dropout masks. */
final class Stages implements AutoCloseable {
  /**
   * @param stage a layer, or a convolution with its pooling
   * @param dropout what draws the mask of its outputs, null for none
   * @param mask the mask, null for none
   * @param weighted whether it has weights
   */
  private record Entry(Stage stage, DropoutMasks dropout, INDArray mask, boolean weighted) {}

  private final int batchSize;
  private final Elementwise elementwise;
  private final Regime regime;
  private final Iterator<LayerSpec.Dense> hidden;
  private final ConvolutionMethod method;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Parameters> parameters = new ArrayList<>();
  private final List<Parameters> weighted = new ArrayList<>();
  private final List<Entry> selective = new ArrayList<>();
  private float[] maskValues = new float[0];

  /** Of what the next layer with weights sees. */
  private double dropNext;

  private boolean selectNext;

  /**
   * @param spec the run
   * @param model its network, whose weights are copied
   * @param elementwise the loops
   * @param method how convolutions are computed
   */
  Stages(RunSpec spec, Model model, Elementwise elementwise, ConvolutionMethod method) {
    this.batchSize = spec.regime().batchSize();
    this.elementwise = elementwise;
    this.regime = spec.regime();
    this.hidden = spec.network().hiddenDense().iterator();
    this.method = method;
    Shape shape = model.input();
    List<Layer> layers = model.layers();
    addDropout(shape, regime.get(NoiseSettings.INPUT_DROP_PROBABILITY));
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      Layer next = i + 1 < layers.size() ? layers.get(i + 1) : null;
      Shape output = layer.output(shape);
      if (layer instanceof Layer.Weighted weighted) {
        dropBefore(shape);
        boolean pooled = addWeighted(weighted, shape, next);
        if (pooled) {
          output = next.output(output);
          i++;
        }
      } else if (layer instanceof Layer.Pooling pooling) {
        add(new PoolingStage(pooling, shape, batchSize));
      } else if (layer instanceof Layer.Nonlinearity own) {
        add(new NonlinearityStage(own.activation(), shape, batchSize, elementwise));
      } else if (layer instanceof TrainingLayer own) {
        add(new PassageStage(own, held(Parameters.of(own)), shape, batchSize, elementwise));
      }
      shape = output;
    }
  }

  /** Whether the pooling that follows is in the stage, too. */
  private boolean addWeighted(Layer.Weighted layer, Shape shape, Layer next) {
    Parameters own =
        held(Parameters.of(layer, !(next instanceof TrainingLayer after && after.cancelsBias())));
    weighted.add(own);
    if (layer instanceof Layer.Dense dense) {
      addDense(dense, own, next);
      return false;
    }
    Layer.Convolution convolution = (Layer.Convolution) layer;
    dropNext = regime.get(NoiseSettings.CONVOLUTION_DROP_PROBABILITY);
    if (!isPlain(convolution)) {
      add(new StridedConvolutionStage(convolution, own, shape, batchSize, first(), elementwise));
      return false;
    }
    boolean pooled = next instanceof Layer.Pooling pooling && isPlain(pooling);
    int side = pooled ? ((Layer.Pooling) next).height() : 1;
    add(
        new ConvolutionStage(
            convolution, own, shape, side, batchSize, first(), elementwise, method));
    return pooled;
  }

  /**
   * What a layer with weights sees is dropped by the probability that belongs to the one before.
   */
  private void dropBefore(Shape shape) {
    boolean selected = selectNext;
    selectNext = false;
    if (selected) {
      addWithMask(new DropoutStage(shape.size(), batchSize, elementwise), shape.size(), 0);
      selective.add(entries.get(entries.size() - 1));
    } else {
      addDropout(shape, dropNext);
    }
    dropNext = 0;
  }

  /** Whether the fast stage does it: stride 1, SAME padding. */
  private static boolean isPlain(Layer.Convolution c) {
    return c.strideHeight() == 1 && c.strideWidth() == 1 && c.padding() == Layer.Padding.SAME;
  }

  /** Whether the stage of its convolution does it too: maxima of windows that do not overlap. */
  private static boolean isPlain(Layer.Pooling p) {
    return p.pool() == Layer.Pool.MAX
        && p.strideHeight() == p.height()
        && p.strideWidth() == p.width()
        && p.height() == p.width()
        && p.padding() == Layer.Padding.SAME;
  }

  /** Whether there is nothing before it to propagate to. */
  private boolean first() {
    return entries.stream().allMatch(entry -> entry.stage() instanceof DropoutStage);
  }

  private Parameters held(Parameters own) {
    parameters.add(own);
    return own;
  }

  private void add(Stage stage) {
    add(stage, null, null);
  }

  /** Stages with weights are added right behind their parameters. */
  private void add(Stage stage, DropoutMasks dropout, INDArray mask) {
    long before = entries.stream().filter(Entry::weighted).count();
    entries.add(new Entry(stage, dropout, mask, weighted.size() > before));
  }

  /** Its outputs are dropped in its own stage, unless its activation follows in another. */
  private void addDense(Layer.Dense dense, Parameters own, Layer next) {
    boolean last = next == null;
    double given = hidden.hasNext() ? hidden.next().dropProbability() : 0;
    double drop = last || given > 0 ? given : regime.dropProbability();
    boolean select = !last && regime.get(SelectiveSettings.MOST) > 0;
    boolean later = !last && !(next instanceof Layer.Weighted);
    double here = later ? 0 : drop;
    Stage stage = new DenseStage(dense, own, batchSize, first(), here, elementwise);
    if (later) {
      add(stage);
      dropNext = drop;
      selectNext = select;
    } else if (select || drop > 0) {
      addWithMask(stage, dense.nodes(), drop);
      if (select) {
        selective.add(entries.get(entries.size() - 1));
      }
    } else {
      add(stage);
    }
  }

  /**
   * Sets the drop probabilities of selective dropout.
   *
   * @param probabilities of the hidden dense layers, for the masks to come
   */
  void dropProbabilities(float[] probabilities) {
    for (int k = 0; k < probabilities.length; k++) {
      selective.get(k).dropout().probability(probabilities[k]);
      selective.get(k).stage().dropProbability(probabilities[k]);
    }
  }

  private void addDropout(Shape shape, double dropProbability) {
    if (dropProbability > 0) {
      Stage stage = new DropoutStage(shape.size(), batchSize, elementwise);
      stage.dropProbability(dropProbability);
      addWithMask(stage, shape.size(), dropProbability);
    }
  }

  private void addWithMask(Stage stage, int outputs, double dropProbability) {
    INDArray mask = Nd4j.createUninitialized(DataType.FLOAT, new long[] {outputs, batchSize}, 'f');
    add(stage, new DropoutMasks(dropProbability), mask);
    if (maskValues.length < mask.length()) {
      maskValues = new float[(int) mask.length()];
    }
  }

  /** The arrays of each layer that has some. */
  List<Parameters> parameters() {
    return parameters;
  }

  /** Those of each layer with weights. */
  List<Parameters> weighted() {
    return weighted;
  }

  /**
   * Draws all masks of a step, layer by layer.
   *
   * @param random that of {@link Recipe#masks}
   */
  void drawMasks(SplittableRandom random) {
    for (Entry entry : entries) {
      if (entry.mask() != null) {
        entry.dropout().draw(random, maskValues, (int) entry.mask().length());
        elementwise.upload(maskValues, entry.mask());
      }
    }
  }

  /**
   * @param input features × samples; must stay as it is until {@link #backward} returns
   * @return weighted inputs plus biases of the softmax layer, classes × samples
   */
  INDArray forward(INDArray input) {
    INDArray values = input;
    for (Entry entry : entries) {
      values = entry.stage().forward(values, entry.mask());
    }
    return values;
  }

  /**
   * A forward pass as when the network is used. {@link #backward} belongs to {@link #forward},
   * which comes after it.
   *
   * @param input features × samples
   * @return what each layer with weights sees without dropout, features × samples; valid until the
   *     next pass
   */
  List<INDArray> inputsWithoutDropout(INDArray input) {
    List<INDArray> inputs = new ArrayList<>();
    INDArray values = input;
    for (Entry entry : entries) {
      if (entry.weighted()) {
        inputs.add(values);
      }
      values = entry.stage().forward(values, null);
    }
    return inputs;
  }

  /** Takes the gradient with respect to what {@link #forward} gave back through all layers. */
  void backward(INDArray ofOutput) {
    INDArray gradient = ofOutput;
    for (int i = entries.size() - 1; i >= 0; i--) {
      gradient = entries.get(i).stage().backward(gradient);
    }
  }

  @Override
  public void close() {
    parameters.forEach(Parameters::close);
    for (Entry entry : entries) {
      entry.stage().close();
      if (entry.mask() != null) {
        entry.mask().close();
      }
    }
  }
}
