package org.nodesnr.api;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.evaluation.BruteForce;
import org.nodesnr.network.Layer;
import org.nodesnr.spec.Activation;

/**
 * What the nodes of one layer of a Deeplearning4j network see, from Deeplearning4j's own
 * activations and weights in its own order: S and G don't depend on the order of inputs.
 *
 * @param index of the layer in the network
 * @param geometry of a convolution: stride down and right, zeros above and to the left; null for a
 *     dense layer
 * @param before what made the inputs
 * @param own the nodes' activation
 * @param activated index of the layer whose output is that of the nodes
 */
record Loops(int index, int[] geometry, Activation before, Activation own, int activated) {

  static Loops dense(int index, Activation before, Activation own) {
    return new Loops(index, null, before, own, index);
  }

  static Loops convolution(int index, int[] geometry, Activation before, Activation own) {
    return new Loops(index, geometry, before, own, index);
  }

  Loops activatedIn(int layer) {
    return new Loops(index, geometry, before, own, layer);
  }

  BruteForce.LayerSeen seen(MultiLayerNetwork network, INDArray x) {
    List<INDArray> values = network.feedForward(x, false);
    INDArray in = values.get(index);
    INDArray out = values.get(activated + 1);
    INDArray w = network.getLayer(index).getParam("W");
    if (geometry == null) {
      return dense(in, w, out);
    }
    var conf = (ConvolutionLayer) network.getLayerWiseConfigurations().getConf(index).getLayer();
    boolean last = conf.getCnn2dDataFormat() == CNN2DFormat.NHWC;
    int[] order = last ? new int[] {0, 3, 1, 2} : new int[] {0, 1, 2, 3};
    INDArray weighted = values.get(index + 1);
    return convolution(in.permute(order), w, weighted.permute(order), out.permute(order));
  }

  private BruteForce.LayerSeen dense(INDArray in, INDArray w, INDArray out) {
    BruteForce.LayerSeen seen =
        new BruteForce.LayerSeen(layer(w.transpose(), (int) w.size(1)), before);
    seen.own = own;
    int samples = (int) in.size(0);
    for (double[] row : in.dup('c').reshape('c', samples, in.length() / samples).toDoubleMatrix()) {
      seen.observations.add(row);
    }
    for (double[] row : out.toDoubleMatrix()) {
      seen.outputs.add(row);
    }
    return seen;
  }

  private BruteForce.LayerSeen convolution(
      INDArray in, INDArray w, INDArray weighted, INDArray out) {
    int kernels = (int) w.size(0);
    BruteForce.LayerSeen seen = new BruteForce.LayerSeen(layer(w, kernels), before);
    seen.own = own;
    for (int s = 0; s < in.size(0); s++) {
      for (int oy = 0; oy < weighted.size(2); oy++) {
        for (int ox = 0; ox < weighted.size(3); ox++) {
          int top = oy * geometry[0] - geometry[2];
          int left = ox * geometry[1] - geometry[3];
          seen.observations.add(patch(in, w, s, top, left));
        }
      }
      for (int y = 0; y < out.size(2); y++) {
        for (int x = 0; x < out.size(3); x++) {
          double[] nodes = new double[kernels];
          for (int i = 0; i < kernels; i++) {
            nodes[i] = out.getDouble(s, i, y, x);
          }
          seen.outputs.add(nodes);
        }
      }
    }
    return seen;
  }

  private Layer.Dense layer(INDArray byNode, int nodes) {
    return new Layer.Dense(byNode.dup('c').data().asFloat(), new float[nodes], own);
  }

  private static double[] patch(INDArray in, INDArray w, int sample, int top, int left) {
    double[] patch = new double[(int) (w.length() / w.size(0))];
    int j = 0;
    for (int c = 0; c < w.size(1); c++) {
      for (int y = top; y < top + w.size(2); y++) {
        for (int x = left; x < left + w.size(3); x++) {
          boolean inside = y >= 0 && y < in.size(2) && x >= 0 && x < in.size(3);
          patch[j++] = inside ? in.getDouble(sample, c, y, x) : 0;
        }
      }
    }
    return patch;
  }
}
