package org.nodesnr.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Regime.AugmentationSpec;

/** The two implementations do the same. Sizes are such that pieces of arrays are cut off too. */
class ElementwiseTest {
  private static final Elementwise HOST = new HostElementwise();
  private static final Elementwise DEVICE = new Nd4jElementwise();

  private final SplittableRandom random = new SplittableRandom(2);

  /** Numbers in −2 … 2, Fortran order. */
  private INDArray matrix(int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (4 * random.nextDouble() - 2);
    }
    return Nd4j.create(values, new long[] {rows, columns}, 'f');
  }

  private INDArray vector(int length) {
    return matrix(length, 1).reshape(length);
  }

  private INDArray mask(INDArray like, double drop) {
    float[] values = new float[(int) like.length()];
    new DropoutMasks(drop).draw(random, values, values.length);
    return Nd4j.create(values, like.shape(), 'f');
  }

  /** Lets both change a copy of the array and compares what becomes of it. */
  private static void same(INDArray array, BiConsumer<Elementwise, INDArray> change) {
    assertThat(result(array, change)).isNotEqualTo(Recipes.values(array));
  }

  private static float[] result(INDArray array, BiConsumer<Elementwise, INDArray> change) {
    INDArray host = array.dup('f');
    INDArray device = array.dup('f');
    change.accept(HOST, host);
    change.accept(DEVICE, device);
    assertThat(Recipes.values(host)).containsExactly(Recipes.values(device), within(2e-6f));
    return Recipes.values(host);
  }

  @ParameterizedTest
  @EnumSource(names = "SOFTMAX", mode = EnumSource.Mode.EXCLUDE)
  void activate(Activation activation) {
    for (int nodes : new int[] {1, 10, 37, 1024, 5000}) {
      INDArray h = matrix(nodes, 11);
      INDArray bias = vector(nodes);
      INDArray mask = mask(h, 0.3);
      same(h, (e, x) -> e.activate(x, bias, activation, null));
      same(h, (e, x) -> e.activate(x, bias, activation, mask));
    }
  }

  @ParameterizedTest
  @EnumSource(names = "SOFTMAX", mode = EnumSource.Mode.EXCLUDE)
  void backpropagate(Activation activation) {
    for (int nodes : new int[] {10, 37, 5000}) {
      INDArray h = matrix(nodes, 11);
      INDArray d = matrix(nodes, 11);
      INDArray mask = mask(h, 0.3);
      INDArray dropped = h.dup('f');
      HOST.activate(h, vector(nodes), activation, null);
      HOST.activate(dropped, vector(nodes), activation, mask);
      if (activation != Activation.IDENTITY) {
        same(d, (e, x) -> e.backpropagate(x, h, activation, null, 1));
      }
      same(d, (e, x) -> e.backpropagate(x, dropped, activation, mask, 1 / 0.7f));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "10,7", "64,1000", "3,5001", "5000,3"})
  void addRowSums(int rows, int columns) {
    INDArray d = matrix(rows, columns);
    same(vector(rows).reshape(rows, 1), (e, x) -> e.addRowSums(x.reshape(rows), 0.9f, d, -0.01f));
  }

  @Test
  void scaleAndAdd() {
    INDArray d = matrix(75, 64);
    same(matrix(75, 64), (e, w) -> e.scaleAndAdd(w, 0.75f, d, -0.5f));
  }

  @Test
  void uploadAndDownload() {
    float[] values = Recipes.values(matrix(9, 5));
    float[] longer = Arrays.copyOf(values, 60);
    same(matrix(9, 5), (e, x) -> e.upload(values, x));
    same(matrix(9, 5), (e, x) -> e.upload(longer, x));
    for (Elementwise elementwise : new Elementwise[] {HOST, DEVICE}) {
      INDArray target = matrix(9, 5);
      elementwise.upload(values, target);
      float[] read = new float[60];
      elementwise.download(target, read);
      assertThat(read).startsWith(values).endsWith(new float[15]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2,4,6,3,2,RELU",
    "3,5,7,2,2,TANH",
    "2,7,5,4,3,SIGMOID",
    "1,9,10,1,4,RELU",
    "2,3,3,5,1,RELU",
    "2,4,4,64,3,IDENTITY",
    "1,2,2,3,5,RELU"
  })
  void poolAndUnpool(
      int samples, int height, int width, int channels, int side, Activation activation) {
    PoolWindow window = new PoolWindow(samples, height, width, channels, side);
    INDArray r = matrix(channels, samples * height * width);
    INDArray bias = vector(channels);
    INDArray h = matrix(window.outputSize() / samples, samples);
    same(h, (e, x) -> e.pool(r, bias, activation, window, x));
    HOST.pool(r, bias, activation, window, h);
    INDArray gradient = matrix(window.outputSize() / samples, samples);
    same(
        matrix(channels, samples * height * width),
        (e, d) -> e.unpool(gradient.dup('f'), h, activation, window, r, d));
    float[] pooled =
        result(
            gradient,
            (e, g) -> e.unpool(g, h, activation, window, r, matrix(channels, r.columns())));
    assertThat(pooled).hasSize(window.outputSize());
  }

  @Test
  void ofEqualMaximaTheFirstTakesTheGradient() {
    PoolWindow window = new PoolWindow(1, 2, 2, 3, 2);
    INDArray r =
        Nd4j.create(new float[] {1, 5, 0, 1, 5, 0, 1, 4, 2, 1, 5, 2}, new long[] {3, 4}, 'f');
    INDArray h = Nd4j.create(new float[3], new long[] {3, 1}, 'f');
    HOST.pool(r, Nd4j.create(new float[3]), Activation.IDENTITY, window, h);
    assertThat(Recipes.values(h)).containsExactly(1, 5, 2);
    INDArray d = matrix(3, 4);
    INDArray gradient = Nd4j.create(new float[] {10, -20, 30}, new long[] {3, 1}, 'f');
    HOST.unpool(gradient, h, Activation.IDENTITY, window, r, d);
    assertThat(Recipes.values(d)).containsExactly(10, -20, 0, 0, 0, 0, 0, 0, 30, 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.02,0.4"})
  void trainToTheSameWeights(double l2, double drop) throws InterruptedException {
    var regime = Recipes.regime(0.1, l2, drop, 5, 6, AugmentationSpec.NONE);
    var spec = Recipes.spec(Recipes.ODD, regime, 0);
    var data = Recipes.noise(7, 5, 2, 20);
    UpdateSpec update = UpdateSpec.of(regime);
    ConvolutionMethod method = ConvolutionMethod.WINOGRAD;
    try (Trainer host = new Trainer(spec, data, new HostElementwise(), update, method);
        Trainer device = new Trainer(spec, data, new Nd4jElementwise(), update, method)) {
      host.train(Listeners.NONE);
      device.train(Listeners.NONE);
      float[][] expected = Recipes.parameters(device.model());
      float[][] actual = Recipes.parameters(host.model());
      for (int i = 0; i < expected.length; i++) {
        assertThat(actual[i]).containsExactly(expected[i], within(2e-6f));
      }
    }
  }
}
