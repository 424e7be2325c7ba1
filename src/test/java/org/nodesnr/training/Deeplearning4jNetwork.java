package org.nodesnr.training;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nodesnr.network.BatchNormalisation;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.random.Streams;
import org.nodesnr.spec.RunSpec;

/** The same network trained by Deeplearning4j, with masks handed to it. */
final class Deeplearning4jNetwork {
  private final Shape input;
  private final MultiLayerNetwork network;
  private final int classes;

  /**
   * @param spec the run
   * @param model where the initial weights are copied from
   */
  Deeplearning4jNetwork(RunSpec spec, Model model) {
    this.input = model.input();
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .updater(new Sgd(spec.regime().learningRate()))
            .l2(spec.regime().l2Coefficient())
            .list();
    double dropped = spec.regime().dropProbability();
    List<Integer> sizes = new ArrayList<>();
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Convolution c) {
        layers.layer(
            new ConvolutionLayer.Builder(c.kernelHeight(), c.kernelWidth())
                .nOut(c.nodes())
                .stride(1, 1)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(CNN2DFormat.NHWC)
                .activation(activation(c.activation()))
                .build());
      } else if (layer instanceof Layer.Pooling p) {
        layers.layer(
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(p.height(), p.width())
                .stride(p.strideHeight(), p.strideWidth())
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(CNN2DFormat.NHWC)
                .build());
      } else if (layer instanceof BatchNormalisation own) {
        layers.layer(
            new BatchNormalization.Builder()
                .decay(own.momentum())
                .eps(own.epsilon())
                .useLogStd(false)
                .dataFormat(CNN2DFormat.NHWC)
                .build());
      } else if (layer instanceof Layer.Nonlinearity own) {
        layers.layer(new ActivationLayer(activation(own.activation())));
      } else if (layer instanceof Layer.Dense d) {
        boolean last = d.activation() == org.nodesnr.spec.Activation.SOFTMAX;
        // Deeplearning4j drops the inputs of a layer: those of the one after the hidden layer.
        IDropout dropout =
            dropped > 0 && !sizes.isEmpty()
                ? new GivenMasks(new Streams(spec.seed()), dropped, List.copyOf(sizes))
                : null;
        sizes.add(d.nodes());
        layers.layer(
            last
                ? new OutputLayer.Builder(new LossMCXENT(0, null))
                    .nOut(d.nodes())
                    .activation(Activation.SOFTMAX)
                    .dropOut(dropout)
                    .build()
                : new DenseLayer.Builder()
                    .nOut(d.nodes())
                    .activation(activation(d.activation()))
                    .dropOut(dropout)
                    .build());
      }
    }
    this.classes = sizes.get(sizes.size() - 1);
    boolean pictures = model.layers().get(0) instanceof Layer.Convolution;
    layers.setInputType(
        pictures
            ? InputType.convolutional(
                input.height(), input.width(), input.channels(), CNN2DFormat.NHWC)
            : InputType.feedForward(input.size()));
    this.network = new MultiLayerNetwork(layers.build());
    network.init();
    setWeights(model);
  }

  private static Activation activation(org.nodesnr.spec.Activation activation) {
    return Activation.valueOf(activation.name());
  }

  private void setWeights(Model model) {
    int index = 0;
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Weighted weighted) {
        long[] shape = {weighted.inputs(), weighted.nodes()};
        INDArray weights = Nd4j.create(weighted.weights(), shape, 'f');
        if (layer instanceof Layer.Convolution c) {
          // kernel × (row, column, channel) to [kernel, channel, row, column]
          int channels = c.inputs() / (c.kernelHeight() * c.kernelWidth());
          long[] kernels = {c.nodes(), c.kernelHeight(), c.kernelWidth(), channels};
          weights = Nd4j.create(weighted.weights(), kernels, 'c').permute(0, 3, 1, 2);
        }
        network.getLayer(index).getParam("W").assign(weights);
        network.getLayer(index).getParam("b").assign(Nd4j.createFromArray(weighted.bias()));
      }
      index++;
    }
  }

  void fit(Batch batch) {
    int samples = batch.labels().length;
    INDArray labels = Nd4j.zeros(DataType.FLOAT, samples, classes);
    for (int s = 0; s < samples; s++) {
      labels.putScalar(s, batch.labels()[s], 1);
    }
    boolean pictures = network.getLayer(0).getParam("W").rank() == 4;
    long[] shape =
        pictures
            ? new long[] {samples, input.height(), input.width(), input.channels()}
            : new long[] {samples, input.size()};
    network.fit(Nd4j.create(batch.images().clone(), shape, 'c'), labels);
  }

  /**
   * @return weights and biases in the order and layout of {@link Recipes#parameters}
   */
  float[][] parameters() {
    List<float[]> result = new ArrayList<>();
    for (var layer : network.getLayers()) {
      if (layer.numParams() == 0) {
        continue;
      }
      if (layer.getParam(BatchNormalizationParamInitializer.GAMMA) != null) {
        for (String name :
            List.of(
                BatchNormalizationParamInitializer.GAMMA,
                BatchNormalizationParamInitializer.BETA,
                BatchNormalizationParamInitializer.GLOBAL_MEAN,
                BatchNormalizationParamInitializer.GLOBAL_VAR)) {
          result.add(layer.getParam(name).dup('c').data().asFloat());
        }
        continue;
      }
      INDArray weights = layer.getParam("W");
      INDArray ours =
          weights.rank() == 4
              // [kernel, channel, row, column] to kernel × (row, column, channel)
              ? weights
                  .permute(0, 2, 3, 1)
                  .dup('c')
                  .reshape('c', weights.size(0), weights.length() / weights.size(0))
              : weights.transpose();
      result.add(ours.dup('c').data().asFloat());
      result.add(layer.getParam("b").dup('c').data().asFloat());
    }
    return result.toArray(float[][]::new);
  }

  /** The trainer's masks, drawn again from the step's stream. */
  private record GivenMasks(Streams streams, double dropProbability, List<Integer> sizes)
      implements IDropout {

    private INDArray mask(INDArray like, int iteration) {
      var random = streams.stream(Streams.Purpose.DROPOUT, iteration);
      DropoutMasks masks = new DropoutMasks(dropProbability);
      int samples = (int) like.size(0);
      float[] values = new float[0];
      for (int nodes : sizes) {
        values = new float[nodes * samples];
        masks.draw(random, values, values.length);
      }
      return Nd4j.create(values, like.shape(), 'c');
    }

    @Override
    public INDArray applyDropout(
        INDArray activations,
        INDArray result,
        int iteration,
        int epoch,
        LayerWorkspaceMgr workspaces) {
      return result.assign(activations.mul(mask(activations, iteration)));
    }

    @Override
    public INDArray backprop(
        INDArray gradientAtOutput, INDArray gradientAtInput, int iteration, int epoch) {
      return gradientAtInput.assign(gradientAtOutput.mul(mask(gradientAtOutput, iteration)));
    }

    @Override
    public void clear() {
      // Nothing is kept.
    }

    @Override
    @SuppressWarnings("MissingSuperCall")
    public IDropout clone() {
      return this;
    }
  }
}
