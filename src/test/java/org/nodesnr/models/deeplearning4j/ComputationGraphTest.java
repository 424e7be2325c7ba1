package org.nodesnr.models.deeplearning4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.UserError;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputHint;
import org.nodesnr.models.InputSource;
import org.nodesnr.models.ModelFiles;
import org.nodesnr.models.ModelReference;
import org.nodesnr.models.ModelSamples;
import org.nodesnr.network.ForwardPass;

/** Graphs that Deeplearning4j's own ModelSerializer writes, against its own output. */
class ComputationGraphTest {
  @TempDir Path directory;

  private static ConvolutionLayer convolution(int size, int nodes, int stride) {
    return new ConvolutionLayer.Builder(size, size)
        .nOut(nodes)
        .stride(stride, stride)
        .convolutionMode(ConvolutionMode.Same)
        .activation(Activation.IDENTITY)
        .build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build();
  }

  private static ComputationGraph graph(UnaryOperator<GraphBuilder> build) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.convolutional(9, 8, 3));
    ComputationGraph graph = new ComputationGraph(build.apply(builder).build());
    graph.init();
    Nd4j.getRandom().setSeed(9);
    INDArray noise = Nd4j.rand(DataType.FLOAT, graph.params().shape()).subi(0.5).muli(0.6);
    graph.params().addi(noise);
    return graph;
  }

  private Path written(ComputationGraph graph) throws IOException {
    Path file = directory.resolve("graph.zip");
    ModelSerializer.writeModel(graph, file.toFile(), false);
    return file;
  }

  private void check(ComputationGraph graph, int layers) throws IOException {
    InputSource source = ModelReference.samples("pictures");
    ImportedNetwork imported = ModelFiles.read(written(graph), source.shape());
    assertThat(imported.layerNames()).hasSize(layers);
    float[] values = new float[5 * 216];
    float[] sample = new float[216];
    for (int s = 0; s < 5; s++) {
      source.read(s, sample);
      System.arraycopy(sample, 0, values, s * 216, 216);
    }
    INDArray wanted = graph.outputSingle(Nd4j.create(values, new long[] {5, 3, 9, 8}, 'c'));
    try (ForwardPass pass = new ForwardPass(imported.graph(), 5)) {
      pass.run(
          new ModelSamples(imported, source, new int[0]),
          5,
          new ForwardPass.Observer() {
            @Override
            public void output(int layer, float[] logits, int from, int n) {
              if (layer == layers) {
                compare(logits, wanted);
              }
            }
          });
    }
  }

  private static void compare(float[] logits, INDArray wanted) {
    for (int s = 0; s < 5; s++) {
      double sum = 0;
      for (int k = 0; k < 4; k++) {
        sum += Math.exp(logits[s * 4 + k]);
      }
      for (int k = 0; k < 4; k++) {
        assertThat(Math.exp(logits[s * 4 + k]) / sum)
            .isCloseTo(wanted.getDouble(s, k), within(2e-6));
      }
    }
  }

  /**
   * A shortcut with weights of its own, a branch merged, normalisation with and without γ and β.
   */
  @Test
  void residualAndMerged() throws IOException {
    check(
        graph(
            g ->
                g.addLayer("c1", convolution(3, 4, 1), "in")
                    .addLayer("n1", new BatchNormalization(), "c1")
                    .addLayer("r1", new ActivationLayer(Activation.RELU), "n1")
                    .addLayer("short", convolution(1, 6, 2), "r1")
                    .addLayer("c2", convolution(3, 6, 2), "r1")
                    .addLayer(
                        "n2", new BatchNormalization.Builder().lockGammaBeta(true).build(), "c2")
                    .addVertex(
                        "add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "n2", "short")
                    .addLayer("r2", new ActivationLayer(Activation.ELU), "add")
                    .addLayer("a", convolution(1, 2, 1), "r2")
                    .addLayer("b", convolution(3, 3, 1), "r2")
                    .addVertex("m", new MergeVertex(), "a", "b")
                    .addLayer("r3", new ActivationLayer(Activation.SWISH), "m")
                    .addLayer("gp", new GlobalPoolingLayer(PoolingType.AVG), "r3")
                    .addLayer("out", output(), "gp")
                    .setOutputs("out")),
        6);
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {
        "ELU",
        "LEAKYRELU",
        "RELU6",
        "HARDSIGMOID",
        "SWISH",
        "SELU",
        "SOFTPLUS",
        "SOFTSIGN",
        "GELU",
        "MISH"
      })
  void activations(Activation activation) throws IOException {
    check(
        graph(
            g ->
                g.addLayer(
                        "d", new DenseLayer.Builder().nOut(6).activation(activation).build(), "in")
                    .addLayer("out", output(), "d")
                    .setOutputs("out")),
        2);
  }

  @Test
  void whatIsNotSupportedIsNamed() throws IOException {
    Path scaled =
        written(
            graph(
                g ->
                    g.addVertex("odd", new ScaleVertex(2), "in")
                        .addLayer("out", output(), "odd")
                        .setOutputs("out")));
    InputHint hint = ModelReference.samples("pictures").shape();
    assertThatThrownBy(() -> ModelFiles.read(scaled, hint))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ScaleVertex");
    Path two =
        written(
            graph(
                g ->
                    g.addLayer("out", output(), "in")
                        .addLayer("other", output(), "in")
                        .setOutputs("out", "other")));
    assertThatThrownBy(() -> ModelFiles.read(two, hint))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("outputs [out, other]; networks with one of each are supported");
  }
}
