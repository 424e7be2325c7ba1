package org.nodesnr.models.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.nd4j.linalg.activations.Activation.IDENTITY;
import static org.nd4j.linalg.activations.Activation.RELU;
import static org.nd4j.linalg.activations.Activation.SIGMOID;
import static org.nd4j.linalg.activations.Activation.SOFTMAX;
import static org.nd4j.linalg.activations.Activation.TANH;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nodesnr.UserError;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.InputSource;
import org.nodesnr.models.ModelFiles;
import org.nodesnr.models.ModelReference;
import org.nodesnr.models.ModelSamples;
import org.nodesnr.network.ForwardPass;

/**
 * On files that Deeplearning4j's own ModelSerializer writes, against Deeplearning4j's own output.
 */
class Deeplearning4jReaderTest {
  private static final InputType PICTURES = InputType.convolutional(9, 8, 3);

  @TempDir Path directory;

  private static MultiLayerNetwork network(DataType type, InputType input, Layer... layers) {
    NeuralNetConfiguration.ListBuilder builder =
        new NeuralNetConfiguration.Builder().seed(7).dataType(type).list();
    for (Layer layer : layers) {
      builder.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(builder.setInputType(input).build());
    network.init();
    // Biases are zero at first.
    INDArray noise = Nd4j.rand(DataType.DOUBLE, network.params().shape()).subi(0.5).muli(0.2);
    network.params().addi(noise.castTo(network.params().dataType()));
    return network;
  }

  private Path written(MultiLayerNetwork network) throws IOException {
    Path file = directory.resolve("network.zip");
    ModelSerializer.writeModel(network, file.toFile(), false);
    return file;
  }

  private static ConvolutionLayer convolution(
      int high, int wide, int down, int right, Activation activation) {
    return new ConvolutionLayer.Builder(high, wide)
        .nOut(4)
        .stride(down, right)
        .padding(1, 2)
        .activation(activation)
        .build();
  }

  private static Layer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT).nOut(4).activation(SOFTMAX).build();
  }

  private static DenseLayer dense(int nodes, Activation activation) {
    return new DenseLayer.Builder().nOut(nodes).activation(activation).build();
  }

  /** The outputs of both on the samples of the reference. */
  private void check(MultiLayerNetwork network, String samples) throws IOException {
    InputSource source = ModelReference.samples(samples);
    ImportedNetwork imported = ModelFiles.read(written(network), source.shape());
    assertThat(imported.format()).isEqualTo("Deeplearning4j");
    assertThat(imported.softmaxAssumed()).isFalse();
    assertThat(imported.notes()).isEmpty();
    assertThat(imported.graph().weighted())
        .hasSize(
            (int) List.of(network.getLayers()).stream().filter(l -> l.numParams() > 0).count());
    int[] dims = source.shape().dims();
    long[] shape =
        dims.length == 3 ? new long[] {5, dims[0], dims[1], dims[2]} : new long[] {5, dims[0]};
    float[] values = new float[(int) Nd4j.zeros(shape).length()];
    float[] sample = new float[values.length / 5];
    for (int s = 0; s < 5; s++) {
      source.read(s, sample);
      System.arraycopy(sample, 0, values, s * sample.length, sample.length);
    }
    INDArray input = Nd4j.create(values, shape, 'c');
    if (network.getLayer(0).conf().getLayer() instanceof ConvolutionLayer first
        && first.getCnn2dDataFormat() == CNN2DFormat.NHWC) {
      input = input.permute(0, 2, 3, 1).dup('c');
    } else if (dims.length == 3 && inOneRow(network)) {
      input = input.reshape('c', 5, sample.length);
    }
    INDArray wanted = network.output(input.castTo(network.params().dataType()));
    int last = imported.layerNames().size();
    try (ForwardPass pass = new ForwardPass(imported.graph(), 5)) {
      pass.run(
          new ModelSamples(imported, source, new int[0]),
          5,
          new ForwardPass.Observer() {
            @Override
            public void output(int layer, float[] logits, int from, int n) {
              if (layer == last) {
                compare(logits, wanted);
              }
            }
          });
    }
  }

  private static boolean inOneRow(MultiLayerNetwork network) {
    return network.getLayerWiseConfigurations().getInputPreProcess(0) != null
        || network.getLayer(0).conf().getLayer() instanceof DenseLayer;
  }

  private static void compare(float[] logits, INDArray wanted) {
    int classes = (int) wanted.size(1);
    for (int s = 0; s < 5; s++) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += Math.exp(logits[s * classes + k]);
      }
      for (int k = 0; k < classes; k++) {
        assertThat(Math.exp(logits[s * classes + k]) / sum)
            .isCloseTo(wanted.getDouble(s, k), within(2e-6));
      }
    }
  }

  @Test
  void figuresOfACommittedFileAreThoseOfTheReference() throws IOException {
    ModelReference.check(
        "deeplearning4j.json", "windows.zip", ModelReference.FILES.resolve("windows.zip"));
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void denseLayers(DataType type) throws IOException {
    DenseLayer bare = new DenseLayer.Builder().nOut(6).activation(TANH).hasBias(false).build();
    check(
        network(
            type,
            InputType.feedForward(12),
            dense(9, RELU),
            new DropoutLayer(0.5),
            bare,
            dense(5, IDENTITY),
            new ActivationLayer(SIGMOID),
            output()),
        "rows");
  }

  @ParameterizedTest
  @EnumSource(
      value = ConvolutionMode.class,
      names = {"Same", "Truncate"})
  void paddingsStridesAndPoolings(ConvolutionMode mode) throws IOException {
    for (PoolingType pooling : List.of(PoolingType.MAX, PoolingType.AVG)) {
      for (boolean padded : new boolean[] {false, true}) {
        ConvolutionLayer first = convolution(3, 4, 2, 1, RELU);
        first.setConvolutionMode(mode);
        SubsamplingLayer pool =
            new SubsamplingLayer.Builder(pooling)
                .kernelSize(3, 2)
                .stride(1, 2)
                .padding(mode == ConvolutionMode.Same ? new int[2] : new int[] {2, 1})
                .convolutionMode(mode)
                .build();
        pool.setAvgPoolIncludePadInDivisor(padded);
        ConvolutionLayer second = convolution(2, 2, 1, 1, IDENTITY);
        second.setHasBias(false);
        second.setConvolutionMode(mode);
        check(
            network(
                DataType.FLOAT,
                PICTURES,
                first,
                pool,
                new ActivationLayer(mode == ConvolutionMode.Same ? IDENTITY : RELU),
                second,
                new SubsamplingLayer.Builder(pooling).kernelSize(2, 2).stride(2, 2).build(),
                new ActivationLayer(TANH),
                dense(5, SIGMOID),
                output()),
            "pictures");
      }
    }
  }

  @Test
  void picturesInOneRowAndZerosAround() throws IOException {
    check(
        network(
            DataType.FLOAT,
            InputType.convolutionalFlat(9, 8, 3),
            new ZeroPaddingLayer.Builder(1, 2, 0, 3).build(),
            new ConvolutionLayer.Builder(3, 3).nOut(4).stride(2, 3).activation(RELU).build(),
            output()),
        "pictures");
    check(
        network(DataType.FLOAT, InputType.convolutionalFlat(9, 8, 3), dense(5, RELU), output()),
        "pictures");
  }

  @Test
  void channelsLast() throws IOException {
    ConvolutionLayer first = convolution(3, 4, 2, 1, RELU);
    check(
        network(
            DataType.FLOAT,
            InputType.convolutional(9, 8, 3, CNN2DFormat.NHWC),
            first,
            new SubsamplingLayer.Builder(PoolingType.MAX).kernelSize(2, 2).stride(2, 2).build(),
            dense(5, RELU),
            output()),
        "pictures");
  }

  @Test
  void whatIsNotSupportedIsNamed() throws IOException {
    refused(
        "layers[0], DenseLayer 'layer0': ActivationCube is not supported; identity, ReLU",
        dense(5, Activation.CUBE),
        output());
    refused(
        "layers[0], DenseLayer 'layer0': layer normalisation is not supported",
        new DenseLayer.Builder().nOut(5).activation(RELU).hasLayerNorm(true).build(),
        output());
  }

  private void refused(String message, Layer... layers) throws IOException {
    Path file = written(network(DataType.FLOAT, InputType.feedForward(12), layers));
    InputHint hint = ModelReference.samples("rows").shape();
    assertThatThrownBy(() -> ModelFiles.read(file, hint))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void aNormaliserIsNotPassedOverInSilence() throws IOException {
    MultiLayerNetwork network =
        network(DataType.FLOAT, InputType.feedForward(12), dense(5, RELU), output());
    Path file = directory.resolve("normalised.zip");
    ModelSerializer.writeModel(network, file.toFile(), false);
    ModelSerializer.addNormalizerToModel(file.toFile(), new ImagePreProcessingScaler());
    ImportedNetwork imported = ModelFiles.read(file, ModelReference.samples("rows").shape());
    assertThat(imported.notes()).singleElement().asString().contains("normalizer.bin", "--scale");
  }

  /** Writes the file that src/test/reference/deeplearning4j_models.py computes S and G of. */
  @Test
  void theCommittedFileIsAsDeeplearning4jWritesIt() throws IOException {
    Nd4j.getRandom().setSeed(3);
    MultiLayerNetwork network =
        network(
            DataType.FLOAT,
            PICTURES,
            convolution(3, 4, 2, 1, RELU),
            new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .padding(1, 1)
                .build(),
            new ConvolutionLayer.Builder(2, 2)
                .nOut(5)
                .convolutionMode(ConvolutionMode.Same)
                .hasBias(false)
                .activation(TANH)
                .build(),
            new SubsamplingLayer.Builder(PoolingType.AVG)
                .kernelSize(2, 2)
                .stride(1, 1)
                .convolutionMode(ConvolutionMode.Same)
                .build(),
            dense(6, SIGMOID),
            output());
    Path committed = ModelReference.FILES.resolve("windows.zip");
    if (Boolean.getBoolean("models.write")) {
      ModelSerializer.writeModel(network, committed.toFile(), false);
    }
    MultiLayerNetwork read = ModelSerializer.restoreMultiLayerNetwork(committed.toFile());
    assertThat(read.getLayerWiseConfigurations().toJson())
        .isEqualTo(network.getLayerWiseConfigurations().toJson());
    assertThat(read.numParams()).isEqualTo(network.numParams());
    assertThat(Files.size(committed)).isLessThan(1 << 13);
  }
}
