package example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nodesnr.api.LayerSnr;
import org.nodesnr.api.NetworkMeter;
import org.nodesnr.api.NetworkSnr;
import org.nodesnr.api.Snr;
import org.nodesnr.api.SnrListener;
import org.nodesnr.api.SnrReading;
import org.nodesnr.api.SnrSettings;
import org.nodesnr.spec.Variant;

/** The code of docs/library.md and README.md, which a test holds against this file. */
public final class LibraryExample {
  private static final int CLASSES = 3;
  private static final int INPUTS = 6;

  private LibraryExample() {}

  /**
   * Runs all of it.
   *
   * @param args none
   * @throws IOException when the readings can't be written
   */
  public static void main(String[] args) throws IOException {
    print(arrays());
    System.out.println(settings(arrays().nodes().size()).optimality());
    Path csv = Files.createTempDirectory("snr").resolve("snr.csv");
    listener(network(), batches(1), batches(2), csv)
        .forEach(r -> System.out.println(r.updates() + " updates: " + r.network().hiddenGain()));
    System.out.print(Files.readString(csv));
    System.out.println(once(network(), batches(2).next(200)).hiddenGain());
  }

  /** S and G from arrays. */
  public static LayerSnr arrays() {
    // begin arrays
    double[][] x = {{0, 0}, {0, 1}, {1, 0}, {1, 1}}; // samples × inputs
    double[][] w = {{3, 1}, {4, -1}}; // inputs × nodes
    LayerSnr layer = Snr.measure(x, w);
    double s = layer.nodes().get(0).optimality(); // 1: w lies along c
    double g = layer.nodes().get(0).gain(); // 1.25 = ‖w‖ / max |w|
    // end arrays
    System.out.printf(Locale.ROOT, "S = %.4f, G = %.4f%n", s, g);
    return layer;
  }

  private static void print(LayerSnr layer) {
    for (LayerSnr.Node node : layer.nodes()) {
      System.out.printf(
          Locale.ROOT,
          "node %d: S = %.4f, G = %.4f%n",
          node.node(),
          node.optimality(),
          node.gain());
    }
  }

  /** A softmax layer behind tanh, with biases, as the author's notebook computes. */
  public static LayerSnr settings(int nodes) {
    float[][] x = {{0.3f, -0.2f}, {0.9f, 0.1f}, {-0.5f, 0.8f}};
    float[][] w = new float[2][nodes];
    w[0][0] = 1;
    float[] bias = new float[nodes];
    // begin settings
    SnrSettings settings =
        new SnrSettings(
            Variant.NOTEBOOK,
            org.nodesnr.spec.Activation.TANH, // made x
            org.nodesnr.spec.Activation.SOFTMAX); // of the layer itself
    LayerSnr layer = Snr.measure(x, w, bias, settings);
    // end settings
    return layer;
  }

  /** A network measured once. */
  public static NetworkSnr once(MultiLayerNetwork network, DataSet test) {
    // begin once
    try (NetworkMeter meter = new NetworkMeter(test.getFeatures(), test.getLabels())) {
      NetworkSnr snr = meter.measure(network);
      System.out.printf(
          Locale.ROOT, "accuracy %.3f, G^(1..n-1) %.3f%n", snr.accuracy(), snr.hiddenGain());
      return snr;
    }
    // end once
  }

  /** A network measured while it is trained. */
  public static List<SnrReading> listener(
      MultiLayerNetwork network, DataSetIterator train, DataSetIterator test, Path csv) {
    List<SnrReading> readings = new ArrayList<>();
    // begin listener
    try (NetworkMeter meter = NetworkMeter.of(test, Variant.PAPER, Variant.NOTEBOOK)) {
      network.addListeners(
          SnrListener.with(meter).everyUpdates(5).to(readings::add).toCsv(csv).build());
      network.fit(train, 2);
    }
    // end listener
    return readings;
  }

  /** Two dense layers. */
  public static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.1))
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(INPUTS)
                        .nOut(8)
                        .activation(Activation.RELU)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(8)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }

  /** Ten batches of made-up samples: input k is larger in class k mod 3. */
  public static DataSetIterator batches(long seed) {
    Random random = new Random(seed);
    int batches = 10;
    int batch = 20;
    List<DataSet> all = new ArrayList<>();
    for (int b = 0; b < batches; b++) {
      INDArray x = Nd4j.create(batch, INPUTS);
      INDArray labels = Nd4j.create(batch, CLASSES);
      for (int s = 0; s < batch; s++) {
        int label = random.nextInt(CLASSES);
        labels.putScalar(s, label, 1);
        for (int k = 0; k < INPUTS; k++) {
          double level = k % CLASSES == label ? 0.6 : 0;
          x.putScalar(s, k, Math.max(0, level + 0.3 * random.nextGaussian()));
        }
      }
      all.add(new DataSet(x, labels));
    }
    return new ListDataSetIterator<>(DataSet.merge(all).asList(), batch);
  }
}
