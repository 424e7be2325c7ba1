package org.nodesnr.network.winograd;

import java.nio.FloatBuffer;
import java.util.List;
import org.nodesnr.network.Shape;

/**
 * A convolution with 5×5 taps by {@link WinogradTransform}: 64 products of (tiles × input channels)
 * by (input channels × output channels), 4 multiplications for each output and pair of channels
 * where the sum over the taps has 25, for the forward pass and both gradients alike. A few samples
 * are taken at a time to stay in the second-level cache. The transformed input of the forward pass
 * is kept for the gradient of the kernels, the transformed kernels for the gradient of the input.
 *
 * <p>Pictures are stored row by row, channels last; kernels one after the other, in the order (row,
 * column, channel). Not for use by several threads at once.
 */
public final class Filtering implements AutoCloseable {
  private static final int FREQUENCIES = WinogradTransform.SIZE * WinogradTransform.SIZE;

  /** Channels from which on the products outweigh the transforms. */
  private static final int LEAST_CHANNELS = 16;

  /** Tiles at a time, at most, but for a sample that has more. */
  private static final int TILES = 108;

  /** Floats between matrices, so that 64 of them don't compete for the same lines of the cache. */
  private static final int GAP = 16;

  private final int chunk;
  private final int inputs;
  private final int outputs;
  private final int inputSize;
  private final int outputSize;
  private final WinogradTiles inputTiles;
  private final WinogradTiles outputTiles;
  private final WinogradKernels kernels;
  private final float[] taps;
  private final float[] transposed;
  private final Matrices transformedInput;
  private final Matrices input;
  private final Matrices output;
  private final Matrices forwardKernels;
  private final Matrices backwardKernels;
  private final Matrices kernelGradient;

  /**
   * @param kernelHeight rows of a kernel
   * @param kernelWidth its columns
   * @param inputs channels
   * @param outputs kernels
   * @return whether this is the way to compute a convolution of stride 1 whose output is as large
   *     as its input
   */
  public static boolean suits(int kernelHeight, int kernelWidth, int inputs, int outputs) {
    return kernelHeight == WinogradTransform.TAPS
        && kernelWidth == WinogradTransform.TAPS
        && inputs >= LEAST_CHANNELS
        && outputs >= LEAST_CHANNELS;
  }

  /**
   * @param shape of a sample at the input
   * @return how many samples are taken at a time
   */
  public static int atOnce(Shape shape) {
    int outputs = WinogradTransform.OUTPUTS;
    int down = (shape.height() + outputs - 1) / outputs;
    int across = (shape.width() + outputs - 1) / outputs;
    return Math.max(1, TILES / (down * across));
  }

  /**
   * @param shape of a sample at the input
   * @param outputs kernels
   * @param batchSize samples, at most, of a forward pass
   */
  public Filtering(Shape shape, int outputs, int batchSize) {
    this.inputs = shape.channels();
    this.outputs = outputs;
    this.inputSize = shape.size();
    this.outputSize = shape.height() * shape.width() * outputs;
    this.inputTiles = new WinogradTiles(shape.height(), shape.width(), inputs);
    this.outputTiles = new WinogradTiles(shape.height(), shape.width(), outputs);
    this.chunk = Math.min(batchSize, atOnce(shape));
    this.kernels = new WinogradKernels(inputs * outputs);
    this.taps = new float[WinogradTransform.TAPS * WinogradTransform.TAPS * inputs * outputs];
    this.transposed = new float[taps.length];
    int tiles = chunk * inputTiles.count();
    int chunks = (batchSize + chunk - 1) / chunk;
    this.transformedInput = new Matrices(chunks * FREQUENCIES, tiles * inputs + GAP);
    this.input = new Matrices(FREQUENCIES, tiles * inputs + GAP);
    this.output = new Matrices(FREQUENCIES, tiles * outputs + GAP);
    this.forwardKernels = new Matrices(FREQUENCIES, inputs * outputs);
    this.backwardKernels = new Matrices(FREQUENCIES, inputs * outputs);
    this.kernelGradient = new Matrices(FREQUENCIES, inputs * outputs);
  }

  /**
   * Takes over kernels for {@link #forward}.
   *
   * @param weights not modified
   */
  public void forwardKernels(FloatBuffer weights) {
    read(weights);
    transformForward();
  }

  private void transformForward() {
    int pairs = inputs * outputs;
    for (int from = 0; from < taps.length; from += pairs) {
      transpose(from);
    }
    kernels.transform(transposed, forwardKernels.values);
  }

  /**
   * Takes over kernels for {@link #backward}.
   *
   * @param weights not modified
   */
  public void backwardKernels(FloatBuffer weights) {
    read(weights);
    transformBackward();
  }

  private void transformBackward() {
    kernels.transform(taps, backwardKernels.values);
  }

  /**
   * Takes over kernels for both ways.
   *
   * @param weights not modified
   */
  public void kernels(FloatBuffer weights) {
    read(weights);
    transformBackward();
    transformForward();
  }

  /**
   * The convolution.
   *
   * @param x pictures, not modified
   * @param from index of the first value of the first
   * @param samples how many
   * @param y modified: overwritten by the outputs
   * @param to index of the first value of the first
   */
  public void forward(FloatBuffer x, int from, int samples, FloatBuffer y, int to) {
    int count = inputTiles.count();
    for (int first = 0; first < samples; first += chunk) {
      int matrix = first / chunk * FREQUENCIES;
      int some = Math.min(chunk, samples - first);
      for (int s = 0; s < some; s++) {
        int at = from + (first + s) * inputSize;
        inputTiles.input(x, at, transformedInput.place(matrix, s * count, inputs));
      }
      for (int f = 0; f < FREQUENCIES; f++) {
        Matrices.multiply(
            forwardKernels.pointers.get(f),
            outputs,
            transformedInput.pointers.get(matrix + f),
            inputs,
            some * count,
            output.pointers.get(f));
      }
      for (int s = 0; s < some; s++) {
        int at = to + (first + s) * outputSize;
        outputTiles.output(output.place(0, s * count, outputs), y, at);
      }
    }
  }

  /**
   * The gradient with respect to the input.
   *
   * @param gradient with respect to outputs, not modified
   * @param from index of the first value of the first sample
   * @param samples how many
   * @param dx modified: overwritten
   * @param to index of the first value of the first sample
   */
  public void backward(FloatBuffer gradient, int from, int samples, FloatBuffer dx, int to) {
    for (int first = 0; first < samples; first += chunk) {
      int some = Math.min(chunk, samples - first);
      outputGradient(gradient, from + first * outputSize, some);
      for (int f = 0; f < FREQUENCIES; f++) {
        multiplyBack(f, some);
      }
      inputGradient(some, dx, to + first * inputSize);
    }
  }

  /**
   * Both gradients, following on {@link #forward} of as many samples.
   *
   * @param gradient with respect to outputs, not modified
   * @param samples how many
   * @param dx modified: overwritten by the gradient with respect to the input
   * @param dw modified: overwritten by that with respect to the weights, in their order
   */
  public void gradients(FloatBuffer gradient, int samples, FloatBuffer dx, FloatBuffer dw) {
    for (int first = 0; first < samples; first += chunk) {
      int matrix = first / chunk * FREQUENCIES;
      int some = Math.min(chunk, samples - first);
      outputGradient(gradient, first * outputSize, some);
      for (int f = 0; f < FREQUENCIES; f++) {
        multiplyBack(f, some);
        multiplyKernels(matrix, f, some, first > 0);
      }
      inputGradient(some, dx, first * inputSize);
    }
    write(dw);
  }

  /**
   * The gradient with respect to the weights, summed over samples.
   *
   * @param x pictures, not modified
   * @param gradient with respect to outputs, not modified
   * @param samples how many of both
   * @param dw modified: overwritten
   */
  public void kernelGradient(FloatBuffer x, FloatBuffer gradient, int samples, FloatBuffer dw) {
    int count = inputTiles.count();
    for (int first = 0; first < samples; first += chunk) {
      int some = Math.min(chunk, samples - first);
      for (int s = 0; s < some; s++) {
        int at = (first + s) * inputSize;
        inputTiles.input(x, at, transformedInput.place(0, s * count, inputs));
      }
      outputGradient(gradient, first * outputSize, some);
      for (int f = 0; f < FREQUENCIES; f++) {
        multiplyKernels(0, f, some, first > 0);
      }
    }
    write(dw);
  }

  private void multiplyKernels(int matrix, int frequency, int samples, boolean add) {
    Matrices.multiplyTransposed(
        transformedInput.pointers.get(matrix + frequency),
        inputs,
        output.pointers.get(frequency),
        outputs,
        samples * inputTiles.count(),
        kernelGradient.pointers.get(frequency),
        add);
  }

  private void write(FloatBuffer dw) {
    kernels.gradient(kernelGradient.values, taps);
    for (int run = 0; run < taps.length / inputs; run++) {
      dw.put(memoryRun(run) * inputs, taps, run * inputs, inputs);
    }
  }

  private void outputGradient(FloatBuffer gradient, int from, int samples) {
    for (int s = 0; s < samples; s++) {
      outputTiles.outputGradient(
          gradient, from + s * outputSize, output.place(0, s * inputTiles.count(), outputs));
    }
  }

  private void multiplyBack(int frequency, int samples) {
    Matrices.multiply(
        backwardKernels.pointers.get(frequency),
        inputs,
        output.pointers.get(frequency),
        outputs,
        samples * inputTiles.count(),
        input.pointers.get(frequency));
  }

  private void inputGradient(int samples, FloatBuffer dx, int to) {
    for (int s = 0; s < samples; s++) {
      inputTiles.inputGradient(
          input.place(0, s * inputTiles.count(), inputs), dx, to + s * inputSize);
    }
  }

  private void read(FloatBuffer weights) {
    for (int run = 0; run < taps.length / inputs; run++) {
      weights.get(memoryRun(run) * inputs, taps, run * inputs, inputs);
    }
  }

  /** A run is the input channels of a tap of a kernel: tap by tap here, kernel by kernel there. */
  private int memoryRun(int run) {
    int tap = run / outputs;
    int kernel = run % outputs;
    return kernel * WinogradTransform.TAPS * WinogradTransform.TAPS + tap;
  }

  private void transpose(int from) {
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        transposed[from + i * outputs + o] = taps[from + o * inputs + i];
      }
    }
  }

  @Override
  public void close() {
    for (Matrices matrices :
        List.of(transformedInput, input, output, forwardKernels, backwardKernels, kernelGradient)) {
      matrices.close();
    }
  }
}
