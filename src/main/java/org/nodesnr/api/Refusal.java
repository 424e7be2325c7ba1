package org.nodesnr.api;

import java.util.Locale;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nodesnr.network.Layer.Padding;
import org.nodesnr.network.Layer.Pool;
import org.nodesnr.spec.Activation;

/**
 * What is supported of the settings of a Deeplearning4j layer; the rest is refused, with the
 * layer's name.
 *
 * @param index number of the layer in the network, from 0 as Deeplearning4j counts
 * @param layer the layer
 */
record Refusal(int index, Layer layer) {
  IllegalArgumentException because(String reason) {
    String name = layer.getLayerName() == null ? "" : " '" + layer.getLayerName() + "'";
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "layer %d%s (%s): %s",
            index,
            name,
            layer.getClass().getSimpleName(),
            reason));
  }

  Activation activation(IActivation function) {
    Class<?> type = function.getClass();
    if (function instanceof ActivationReLU relu
        && relu.getMax() == null
        && isNone(relu.getThreshold())
        && isNone(relu.getNegativeSlope())) {
      return Activation.RELU;
    }
    if (type == ActivationTanH.class) {
      return Activation.TANH;
    } else if (type == ActivationSigmoid.class) {
      return Activation.SIGMOID;
    } else if (type == ActivationIdentity.class) {
      return Activation.IDENTITY;
    } else if (type == ActivationSoftmax.class) {
      return Activation.SOFTMAX;
    }
    throw because(
        "its activation, "
            + type.getSimpleName()
            + ", is not supported, only plain ReLU, tanh, sigmoid, identity and softmax");
  }

  private static boolean isNone(Double value) {
    return value == null || value == 0;
  }

  Padding padding(ConvolutionMode mode, int[] zeros) {
    return switch (mode) {
      case Same -> Padding.SAME;
      case Strict, Truncate ->
          zeros[0] == 0 && zeros[1] == 0
              ? Padding.VALID
              : new Padding.Explicit(zeros[0], zeros[1], zeros[0], zeros[1]);
      case Causal -> throw because("causal convolution is not supported");
    };
  }

  Pool pool(PoolingType type) {
    return switch (type) {
      case MAX -> Pool.MAX;
      case AVG -> Pool.AVERAGE;
      case SUM, PNORM -> throw because(type + " pooling is not supported, only MAX and AVG");
    };
  }

  void checkDilation(int[] dilation) {
    for (int d : dilation) {
      if (d != 1) {
        throw because("dilation is not supported");
      }
    }
  }
}
