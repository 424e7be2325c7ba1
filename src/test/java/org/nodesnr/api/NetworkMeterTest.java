package org.nodesnr.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInitDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nodesnr.evaluation.BruteForce;
import org.nodesnr.spec.Variant;

/** Against loops over what Deeplearning4j itself computes. */
class NetworkMeterTest {
  private static final double TOLERANCE = 2e-5;
  private static final int SAMPLES = 25;

  private static MultiLayerNetwork network(InputType input, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .weightInit(
                new WeightInitDistribution(
                    new org.deeplearning4j.nn.conf.distribution.NormalDistribution(0.03, 0.3)))
            .biasInit(0.05)
            .list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
    network.init();
    return network;
  }

  private static DenseLayer dense(int nodes, Activation activation) {
    return new DenseLayer.Builder().nOut(nodes).activation(activation).build();
  }

  private static OutputLayer softmax(int classes) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(classes)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static INDArray random(long... shape) {
    Nd4j.getRandom().setSeed(11);
    return Nd4j.rand(DataType.FLOAT, shape);
  }

  private static INDArray labels(int classes) {
    INDArray labels = Nd4j.create(SAMPLES, classes);
    for (int s = 0; s < SAMPLES; s++) {
      labels.putScalar(s, s % classes, 1);
    }
    return labels;
  }

  /** Layers of one kind after another as {@link Loops} knows them, and the meter beside. */
  private static void check(MultiLayerNetwork network, INDArray x, int classes, Loops... layers) {
    try (NetworkMeter meter =
        new NetworkMeter(x, labels(classes), Variant.PAPER, Variant.NOTEBOOK)) {
      meter.measure(network); // once with and once from remembered covariances
      for (NetworkSnr snr : meter.measureAll(network)) {
        assertThat(snr.layers()).hasSize(layers.length);
        assertThat(snr.samples()).isEqualTo(SAMPLES);
        for (int k = 0; k < layers.length; k++) {
          LayerSnr layer = snr.layers().get(k);
          double[][] expected = BruteForce.figures(layers[k].seen(network, x), snr.variant());
          for (LayerSnr.Node node : layer.nodes()) {
            close(node.optimality(), expected[node.node()][0]);
            close(node.gain(), expected[node.node()][1]);
          }
          close(layer.optimality(), expected[layer.nodes().size()][0]);
          close(layer.gain(), expected[layer.nodes().size()][1]);
        }
        assertThat(snr.accuracy()).isCloseTo(accuracy(network, x, classes), within(1e-12));
      }
    }
  }

  private static void close(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(TOLERANCE));
  }

  private static double accuracy(MultiLayerNetwork network, INDArray x, int classes) {
    org.nd4j.evaluation.classification.Evaluation evaluation =
        new org.nd4j.evaluation.classification.Evaluation(classes);
    evaluation.eval(labels(classes), network.output(x, false));
    return evaluation.accuracy();
  }

  @Test
  void denseLayers() {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(9),
            dense(7, Activation.RELU),
            new DropoutLayer.Builder(0.5).build(),
            dense(6, Activation.TANH),
            new FrozenLayer(dense(5, Activation.SIGMOID)),
            new DenseLayer.Builder().nOut(4).activation(Activation.RELU).hasBias(false).build(),
            softmax(3));
    check(
        network,
        random(SAMPLES, 9),
        3,
        Loops.dense(0, org.nodesnr.spec.Activation.RELU, org.nodesnr.spec.Activation.RELU),
        Loops.dense(2, org.nodesnr.spec.Activation.RELU, org.nodesnr.spec.Activation.TANH),
        Loops.dense(3, org.nodesnr.spec.Activation.TANH, org.nodesnr.spec.Activation.SIGMOID),
        Loops.dense(4, org.nodesnr.spec.Activation.SIGMOID, org.nodesnr.spec.Activation.RELU),
        Loops.dense(5, org.nodesnr.spec.Activation.RELU, org.nodesnr.spec.Activation.SOFTMAX));
  }

  @Test
  void activationsOfTheirOwn() {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(6),
            dense(7, Activation.IDENTITY),
            new ActivationLayer(Activation.RELU),
            dense(3, Activation.IDENTITY),
            new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build());
    check(
        network,
        random(SAMPLES, 6),
        3,
        Loops.dense(0, org.nodesnr.spec.Activation.RELU, org.nodesnr.spec.Activation.RELU)
            .activatedIn(1),
        Loops.dense(2, org.nodesnr.spec.Activation.RELU, org.nodesnr.spec.Activation.SOFTMAX));
  }

  private static Layer[] pictureLayers(CNN2DFormat format) {
    return new Layer[] {
      new ConvolutionLayer.Builder(3, 3)
          .nOut(4)
          .convolutionMode(ConvolutionMode.Same)
          .dataFormat(format)
          .activation(Activation.RELU)
          .build(),
      new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
          .kernelSize(2, 2)
          .stride(2, 2)
          .dataFormat(format)
          .build(),
      new ConvolutionLayer.Builder(3, 2)
          .nOut(5)
          .stride(2, 1)
          .padding(1, 1)
          .convolutionMode(ConvolutionMode.Truncate)
          .dataFormat(format)
          .activation(Activation.TANH)
          .build(),
      new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
          .kernelSize(2, 2)
          .stride(1, 1)
          .convolutionMode(ConvolutionMode.Same)
          .dataFormat(format)
          .build(),
      dense(6, Activation.RELU),
      softmax(3)
    };
  }

  private static final Loops[] PICTURE_LOOPS = {
    Loops.convolution(
        0,
        new int[] {1, 1, 1, 1},
        org.nodesnr.spec.Activation.RELU,
        org.nodesnr.spec.Activation.RELU),
    Loops.convolution(
        2,
        new int[] {2, 1, 1, 1},
        org.nodesnr.spec.Activation.RELU,
        org.nodesnr.spec.Activation.TANH),
    Loops.dense(4, org.nodesnr.spec.Activation.TANH, org.nodesnr.spec.Activation.RELU),
    Loops.dense(5, org.nodesnr.spec.Activation.RELU, org.nodesnr.spec.Activation.SOFTMAX)
  };

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void convolutionsInBothFormats(CNN2DFormat format) {
    boolean first = format == CNN2DFormat.NCHW;
    INDArray x = first ? random(SAMPLES, 2, 8, 7) : random(SAMPLES, 8, 7, 2);
    MultiLayerNetwork network =
        network(InputType.convolutional(8, 7, 2, format), pictureLayers(format));
    check(network, x, 3, PICTURE_LOOPS);
  }

  @Test
  void picturesGivenAsRows() {
    MultiLayerNetwork network =
        network(InputType.convolutionalFlat(8, 7, 2), pictureLayers(CNN2DFormat.NCHW));
    INDArray x = random(SAMPLES, 2 * 8 * 7);
    MultiLayerNetwork same =
        network(
            InputType.convolutional(8, 7, 2, CNN2DFormat.NCHW), pictureLayers(CNN2DFormat.NCHW));
    same.setParams(network.params());
    try (NetworkMeter rows = new NetworkMeter(x, labels(3));
        NetworkMeter pictures = new NetworkMeter(x.reshape('c', SAMPLES, 2, 8, 7), labels(3))) {
      assertThat(rows.measure(network)).isEqualTo(pictures.measure(same));
      assertThat(rows.measure(network).accuracy()).isEqualTo(accuracy(network, x, 3));
    }
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void globalPoolingAndActivationBehindPooling(CNN2DFormat format) {
    boolean first = format == CNN2DFormat.NCHW;
    MultiLayerNetwork network =
        network(
            InputType.convolutional(8, 7, 2, format),
            new ConvolutionLayer.Builder(3, 3)
                .nOut(4)
                .dataFormat(format)
                .activation(Activation.IDENTITY)
                .build(),
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                .kernelSize(2, 2)
                .stride(1, 1)
                .dataFormat(format)
                .build(),
            new ActivationLayer(Activation.RELU),
            new GlobalPoolingLayer(PoolingType.AVG),
            softmax(3));
    check(
        network,
        first ? random(SAMPLES, 2, 8, 7) : random(SAMPLES, 8, 7, 2),
        3,
        Loops.convolution(
                0,
                new int[] {1, 1, 0, 0},
                org.nodesnr.spec.Activation.RELU,
                org.nodesnr.spec.Activation.RELU)
            .activatedIn(2),
        Loops.dense(4, org.nodesnr.spec.Activation.RELU, org.nodesnr.spec.Activation.SOFTMAX));
  }

  @Test
  void sumsOfGain() {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(5),
            dense(4, Activation.RELU),
            dense(4, Activation.RELU),
            softmax(2));
    try (NetworkMeter meter = new NetworkMeter(random(SAMPLES, 5), null)) {
      NetworkSnr snr = meter.measure(network);
      List<LayerSnr> layers = snr.layers();
      assertThat(snr.hiddenGain()).isEqualTo(layers.get(0).gain() + layers.get(1).gain());
      assertThat(snr.outputGain()).isEqualTo(layers.get(2).gain());
      assertThat(snr.accuracy()).isNaN();
    }
  }

  @Test
  void withoutASoftmaxThereIsNoAccuracy() {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(5),
            dense(4, Activation.RELU),
            new OutputLayer.Builder(LossFunction.XENT)
                .nOut(1)
                .activation(Activation.SIGMOID)
                .build());
    try (NetworkMeter meter = new NetworkMeter(random(SAMPLES, 5), labels(2))) {
      assertThat(meter.measure(network).accuracy()).isNaN();
      assertThat(meter.measure(network).layers().get(1).gain()).isFinite();
    }
  }

  private static void refused(MultiLayerNetwork network, INDArray x, String message) {
    try (NetworkMeter meter = new NetworkMeter(x, null)) {
      assertThatThrownBy(() -> meter.measure(network))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
      assertThatThrownBy(() -> meter.check(network)).hasMessageContaining(message);
    }
  }

  @Test
  void otherLayersAreRefusedByName() {
    INDArray x = random(SAMPLES, 5);
    InputType five = InputType.feedForward(5);
    refused(
        network(
            five,
            dense(4, Activation.RELU),
            new BatchNormalization.Builder().name("norm").build(),
            softmax(2)),
        x,
        "layer 1 'norm' (BatchNormalization): such layers are not supported");
    refused(
        network(five, dense(4, Activation.LEAKYRELU), softmax(2)),
        x,
        "(DenseLayer): its activation, ActivationLReLU, is not supported");
    refused(
        network(five, dense(4, Activation.SOFTMAX), softmax(2)),
        x,
        "layer 1 'layer1' (OutputLayer): S and G are not defined behind a softmax");
    refused(
        network(five, dense(4, Activation.RELU), new ActivationLayer(Activation.TANH), softmax(2)),
        x,
        "it must follow a layer with weights and without activation");
    refused(
        network(five, new DenseLayer.Builder().nOut(3).hasLayerNorm(true).build(), softmax(2)),
        x,
        "layer normalisation is not supported");
  }

  @Test
  void otherConvolutionsAreRefusedByName() {
    INDArray x = random(SAMPLES, 2, 8, 7);
    InputType pictures = InputType.convolutional(8, 7, 2);
    refused(
        network(pictures, new Deconvolution2D.Builder(2, 2).nOut(2).build(), softmax(2)),
        x,
        "(Deconvolution2D): such layers are not supported");
    refused(
        network(
            pictures,
            new ConvolutionLayer.Builder(2, 2)
                .nOut(2)
                .dilation(2, 2)
                .activation(Activation.RELU)
                .build(),
            softmax(2)),
        x,
        "dilation is not supported");
    refused(
        network(
            pictures,
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.SUM).kernelSize(2, 2).build(),
            softmax(2)),
        x,
        "SUM pooling is not supported");
  }

  @Test
  void inputsAndLabelsMustFit() {
    MultiLayerNetwork network =
        network(InputType.feedForward(5), dense(4, Activation.RELU), softmax(2));
    refused(network, random(SAMPLES, 6), "it has 5 inputs where there are 6");
    refused(network, random(SAMPLES, 6, 2), "inputs of shape [25, 6, 2] do not fit the network");
    try (NetworkMeter meter = new NetworkMeter(random(SAMPLES, 5), labels(3))) {
      assertThatThrownBy(() -> meter.measure(network))
          .hasMessage("labels of 3 classes for a network of 2");
    }
    INDArray one = random(1, 5);
    assertThatThrownBy(() -> new NetworkMeter(one, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("inputs of 1 samples: covariances need at least 2");
    INDArray nan = random(SAMPLES, 5).putScalar(4, 3, Float.NaN);
    assertThatThrownBy(() -> new NetworkMeter(nan, null))
        .hasMessageContaining("input 3 of sample 4 is NaN");
    INDArray few = random(3, 5);
    INDArray many = labels(2);
    assertThatThrownBy(() -> new NetworkMeter(few, many))
        .hasMessage("labels must be 3 × classes, one-hot, as there are 3 samples");
    assertThatThrownBy(() -> new NetworkMeter(few, null, Variant.PAPER, Variant.PAPER))
        .hasMessage("two variants of one name");
  }
}
