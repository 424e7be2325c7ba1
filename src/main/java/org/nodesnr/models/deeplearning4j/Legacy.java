package org.nodesnr.models.deeplearning4j;

import java.util.Map;

/** What versions before 1.0.0-beta called the classes in their configurations. */
final class Legacy {
  /** Name in the file to name of the class. */
  static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("activation", "ActivationLayer"),
          Map.entry("batchNormalization", "BatchNormalization"),
          Map.entry("convolution", "ConvolutionLayer"),
          Map.entry("dense", "DenseLayer"),
          Map.entry("dropout", "DropoutLayer"),
          Map.entry("GlobalPooling", "GlobalPoolingLayer"),
          Map.entry("loss", "LossLayer"),
          Map.entry("output", "OutputLayer"),
          Map.entry("subsampling", "SubsamplingLayer"),
          Map.entry("zeroPadding", "ZeroPaddingLayer"),
          Map.entry("cnnToFeedForward", "CnnToFeedForwardPreProcessor"),
          Map.entry("feedForwardToCnn", "FeedForwardToCnnPreProcessor"),
          Map.entry("ELU", "ActivationELU"),
          Map.entry("HardSigmoid", "ActivationHardSigmoid"),
          Map.entry("Identity", "ActivationIdentity"),
          Map.entry("LReLU", "ActivationLReLU"),
          Map.entry("ReLU", "ActivationReLU"),
          Map.entry("Sigmoid", "ActivationSigmoid"),
          Map.entry("Softmax", "ActivationSoftmax"),
          Map.entry("SWISH", "ActivationSwish"),
          Map.entry("TanH", "ActivationTanH"));

  private Legacy() {}
}
