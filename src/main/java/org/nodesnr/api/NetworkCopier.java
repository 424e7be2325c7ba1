package org.nodesnr.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Layer.Padding;
import org.nodesnr.network.Layer.Pool;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/**
 * Copies a Deeplearning4j network, as it is now, into the evaluator's own layers. Dropout does
 * nothing in an evaluation. What would change the numbers and is not known here is refused by name.
 */
final class NetworkCopier {
  private final MultiLayerNetwork network;
  private final List<Layer> layers = new ArrayList<>();
  private Shape shape;
  private int index;

  /** What the last layer with weights has been given; null before the first. */
  private Activation activation;

  private NetworkCopier(MultiLayerNetwork network, Shape input) {
    this.network = network;
    this.shape = input;
  }

  /**
   * @param network the network, initialised
   * @param input what one sample looks like
   * @return a copy of the network
   * @throws IllegalArgumentException when it has a layer that can't be measured, or does not fit
   */
  static Model read(MultiLayerNetwork network, Shape input) {
    NetworkCopier reader = new NetworkCopier(network, input);
    for (; reader.index < network.getnLayers(); reader.index++) {
      reader.add(conf(network, reader.index));
    }
    if (reader.activation == null) {
      throw new IllegalArgumentException("the network has no layer with weights");
    }
    return new Model(input, reader.layers);
  }

  private static org.deeplearning4j.nn.conf.layers.Layer conf(MultiLayerNetwork network, int k) {
    var layer = network.getLayerWiseConfigurations().getConf(k).getLayer();
    while (true) {
      if (layer instanceof FrozenLayer frozen) {
        layer = frozen.getLayer();
      } else if (layer instanceof FrozenLayerWithBackprop frozen) {
        layer = frozen.getUnderlying();
      } else {
        return layer;
      }
    }
  }

  private void add(org.deeplearning4j.nn.conf.layers.Layer layer) {
    Refusal refusal = new Refusal(index, layer);
    boolean planes = planes(refusal);
    // Subclasses compute something else.
    Class<?> type = layer.getClass();
    if (type == DenseLayer.class) {
      if (((DenseLayer) layer).hasLayerNorm()) {
        throw refusal.because("layer normalisation is not supported");
      }
      dense((BaseLayer) layer, planes, refusal);
    } else if (type == OutputLayer.class) {
      dense((BaseLayer) layer, planes, refusal);
    } else if (type == ConvolutionLayer.class) {
      convolution((ConvolutionLayer) layer, refusal);
    } else if (type == SubsamplingLayer.class) {
      pooling((SubsamplingLayer) layer, refusal);
    } else if (type == GlobalPoolingLayer.class) {
      globalPooling((GlobalPoolingLayer) layer, refusal);
    } else if (type == ActivationLayer.class) {
      nonlinearity(((ActivationLayer) layer).getActivationFn(), refusal);
    } else if (type == LossLayer.class) {
      nonlinearity(((LossLayer) layer).getActivationFn(), refusal);
    } else if (type != DropoutLayer.class) {
      throw refusal.because(
          "such layers are not supported, only dense, 2-D convolution, pooling, activation,"
              + " dropout, output and loss layers");
    }
  }

  /** Whether a dense layer gets the values of a picture channel by channel. */
  private boolean planes(Refusal refusal) {
    InputPreProcessor before = network.getLayerWiseConfigurations().getInputPreProcess(index);
    if (before instanceof CnnToFeedForwardPreProcessor flattening) {
      return flattening.getFormat() == CNN2DFormat.NCHW;
    }
    if (before != null && !(index == 0 && before instanceof FeedForwardToCnnPreProcessor)) {
      throw refusal.because(
          "the preprocessor before it, "
              + before.getClass().getSimpleName()
              + ", is not supported");
    }
    return false;
  }

  private void dense(BaseLayer layer, boolean planes, Refusal refusal) {
    INDArray w = network.getLayer(index).getParam("W");
    if (w.size(0) != shape.size()) {
      throw refusal.because("it has " + w.size(0) + " inputs where there are " + shape.size());
    }
    int nodes = Math.toIntExact(w.size(1));
    float[] byNode = Matrix.rowMajor(w.transpose());
    float[] weights = new InputLayout(shape, planes).values(byNode);
    Activation own = refusal.activation(layer.getActivationFn());
    weighted(new Layer.Dense(weights, bias(nodes), own), refusal);
  }

  private void convolution(ConvolutionLayer layer, Refusal refusal) {
    refusal.checkDilation(layer.getDilation());
    // [kernel, channel, row, column], whatever the format of the pictures
    INDArray w = network.getLayer(index).getParam("W");
    if (w.size(1) != shape.channels()) {
      throw refusal.because(
          "it has " + w.size(1) + " channels where there are " + shape.channels());
    }
    int nodes = Math.toIntExact(w.size(0));
    int[] kernel = layer.getKernelSize();
    int[] stride = layer.getStride();
    Padding padding = refusal.padding(layer.getConvolutionMode(), layer.getPadding());
    Activation own = refusal.activation(layer.getActivationFn());
    float[] weights = Matrix.rowMajor(w.permute(0, 2, 3, 1));
    weighted(
        new Layer.Convolution(
            kernel[0], kernel[1], stride[0], stride[1], padding, weights, bias(nodes), own),
        refusal);
  }

  private void pooling(SubsamplingLayer layer, Refusal refusal) {
    refusal.checkDilation(layer.getDilation());
    Pool pool = refusal.pool(layer.getPoolingType());
    if (pool == Pool.AVERAGE && layer.isAvgPoolIncludePadInDivisor()) {
      pool = Pool.PADDED_AVERAGE;
    }
    int[] kernel = layer.getKernelSize();
    int[] stride = layer.getStride();
    Padding padding = refusal.padding(layer.getConvolutionMode(), layer.getPadding());
    add(new Layer.Pooling(pool, kernel[0], kernel[1], stride[0], stride[1], padding));
  }

  private void globalPooling(GlobalPoolingLayer layer, Refusal refusal) {
    boolean planes = InputLayout.format(network) == CNN2DFormat.NCHW;
    int[] dimensions = layer.getPoolingDimensions();
    boolean whole =
        dimensions == null
            ? planes
            : Arrays.equals(dimensions, planes ? new int[] {2, 3} : new int[] {1, 2});
    if (!whole || !layer.isCollapseDimensions()) {
      throw refusal.because("only pooling over whole pictures is supported");
    }
    Pool pool = refusal.pool(layer.getPoolingType());
    add(new Layer.Pooling(pool, shape.height(), shape.width(), 1, 1, Padding.VALID));
  }

  /** An activation that stands by itself is that of the layer with weights before it. */
  private void nonlinearity(IActivation function, Refusal refusal) {
    Activation own = refusal.activation(function);
    if (own == Activation.IDENTITY) {
      return;
    }
    if (activation != Activation.IDENTITY) {
      throw refusal.because("it must follow a layer with weights and without activation");
    }
    activation = own;
    int last = layers.size() - 1;
    if (layers.get(last) instanceof Layer.Dense d) {
      layers.set(last, d.with(own));
    } else if (own == Activation.SOFTMAX) {
      throw refusal.because("a softmax must follow a dense layer");
    } else {
      layers.add(new Layer.Nonlinearity(own));
    }
  }

  private void weighted(Layer.Weighted layer, Refusal refusal) {
    boolean behindSoftmax = activation == Activation.SOFTMAX;
    activation = layer.activation();
    add(layer);
    if (behindSoftmax) {
      throw refusal.because("S and G are not defined behind a softmax");
    }
  }

  private void add(Layer layer) {
    layers.add(layer);
    shape = layer.output(shape);
  }

  private float[] bias(int nodes) {
    INDArray b = network.getLayer(index).getParam("b");
    return b == null ? new float[nodes] : Matrix.rowMajor(b);
  }
}
