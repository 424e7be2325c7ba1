package org.nodesnr.training;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.NetworkSpec;

/**
 * Deeplearning4j's {@code fit} as it comes, on one batch of random numbers again and again: what
 * the trainer's speed is measured against.
 */
public final class ReferenceFit {
  private static final int BATCH = 60;
  private static final int CLASSES = 10;

  private final MultiLayerNetwork network;
  private final INDArray images;
  private final INDArray labels;

  /**
   * @param spec one of the architectures of the paper
   * @param input shape of one sample
   */
  public ReferenceFit(NetworkSpec spec, Shape input) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(0.01)).list();
    for (LayerSpec described : spec.layers()) {
      if (described instanceof LayerSpec.Convolution c) {
        layers.layer(
            new ConvolutionLayer.Builder(c.kernel(), c.kernel())
                .nOut(c.nodes())
                .padding(c.kernel() / 2, c.kernel() / 2)
                .activation(Activation.RELU)
                .build());
      } else if (described instanceof LayerSpec.Pooling p) {
        layers.layer(
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(p.window(), p.window())
                .stride(p.stride(), p.stride())
                .build());
      } else if (described instanceof LayerSpec.Dense d) {
        layers.layer(new DenseLayer.Builder().nOut(d.nodes()).activation(Activation.RELU).build());
      } else {
        throw new IllegalArgumentException("no network of the paper has " + described);
      }
    }
    layers.layer(
        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
            .nOut(CLASSES)
            .activation(Activation.SOFTMAX)
            .build());
    boolean pictures = spec.hasConvolutions();
    layers.setInputType(
        pictures
            ? InputType.convolutional(input.height(), input.width(), input.channels())
            : InputType.feedForward(input.size()));
    network = new MultiLayerNetwork(layers.build());
    network.init();
    images =
        pictures
            ? Nd4j.rand(DataType.FLOAT, BATCH, input.channels(), input.height(), input.width())
            : Nd4j.rand(DataType.FLOAT, BATCH, input.size());
    labels = Nd4j.zeros(DataType.FLOAT, BATCH, CLASSES);
    for (int s = 0; s < BATCH; s++) {
      labels.putScalar(s, s % CLASSES, 1);
    }
  }

  /**
   * @param steps number of updates
   */
  public void train(int steps) {
    for (int step = 0; step < steps; step++) {
      network.fit(images, labels);
    }
  }
}
