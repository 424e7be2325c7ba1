package org.nodesnr.api;

import java.util.Arrays;
import java.util.Locale;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nodesnr.network.Shape;

/**
 * How a Deeplearning4j network takes its inputs.
 *
 * @param shape what one sample looks like
 * @param channelsFirst whether its values come channel by channel
 */
record InputLayout(Shape shape, boolean channelsFirst) {
  private static final int PICTURES = 4;

  /**
   * @param network the network
   * @param array shape of the array it is fed with: samples × values, or samples of pictures
   * @throws IllegalArgumentException when the network takes no such array
   */
  static InputLayout of(MultiLayerNetwork network, long[] array) {
    InputPreProcessor first = network.getLayerWiseConfigurations().getInputPreProcess(0);
    if (array.length == 2 && first instanceof FeedForwardToCnnPreProcessor p) {
      Shape shape = shape(p.getInputHeight(), p.getInputWidth(), p.getNumChannels());
      check(array[1] == shape.size(), array);
      return new InputLayout(shape, true);
    }
    if (array.length == 2) {
      return new InputLayout(Shape.flat(Math.toIntExact(array[1])), false);
    }
    check(array.length == PICTURES, array);
    return format(network) == CNN2DFormat.NCHW
        ? new InputLayout(shape(array[2], array[3], array[1]), true)
        : new InputLayout(shape(array[1], array[2], array[3]), false);
  }

  /**
   * @param given the samples as the network takes them, in C order; not modified
   * @return their values in the order of {@link Shape}; the same array where that is the order
   */
  float[] values(float[] given) {
    if (!channelsFirst) {
      return given;
    }
    float[] values = new float[given.length];
    int channels = shape.channels();
    int places = shape.height() * shape.width();
    for (int sample = 0; sample < given.length; sample += shape.size()) {
      for (int c = 0; c < channels; c++) {
        for (int p = 0; p < places; p++) {
          values[sample + p * channels + c] = given[sample + c * places + p];
        }
      }
    }
    return values;
  }

  /** The order in which the network holds pictures. */
  static CNN2DFormat format(MultiLayerNetwork network) {
    for (int k = 0; k < network.getnLayers(); k++) {
      InputPreProcessor before = network.getLayerWiseConfigurations().getInputPreProcess(k);
      if (before instanceof CnnToFeedForwardPreProcessor flattening) {
        return flattening.getFormat();
      }
      Layer layer = network.getLayerWiseConfigurations().getConf(k).getLayer();
      if (layer instanceof ConvolutionLayer convolution) {
        return convolution.getCnn2dDataFormat();
      } else if (layer instanceof SubsamplingLayer pooling) {
        return pooling.getCnn2dDataFormat();
      }
    }
    return CNN2DFormat.NCHW;
  }

  private static Shape shape(long height, long width, long channels) {
    return new Shape(Math.toIntExact(height), Math.toIntExact(width), Math.toIntExact(channels));
  }

  private static void check(boolean fits, long[] array) {
    if (!fits) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "inputs of shape %s do not fit the network", Arrays.toString(array)));
    }
  }
}
