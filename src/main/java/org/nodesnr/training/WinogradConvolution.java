package org.nodesnr.training;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;

/**
 * A convolution with 5×5 taps by {@link WinogradTransform}: 64 products of (tiles × input channels)
 * by (input channels × output channels), 4 multiplications for each output and pair of channels
 * where the sum over the taps has 25, for the forward pass and both gradients alike. A few samples
 * are taken at a time to stay in the second-level cache. The transformed input of the forward pass
 * is kept for the gradient of the kernels, the transformed kernels for the gradient of the input.
 */
final class WinogradConvolution implements Convolver {
  private static final int FREQUENCIES = WinogradTransform.SIZE * WinogradTransform.SIZE;

  /** Channels from which on the products outweigh the transforms. */
  private static final int LEAST_CHANNELS = 16;

  /** Tiles at a time, at most, but for a sample that has more. */
  private static final int TILES = 108;

  /** Floats between matrices, so that 64 of them don't compete for the same lines of the cache. */
  private static final int GAP = 16;

  private final int batchSize;
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
   * @param layer a convolution
   * @param shape of a sample at its input
   * @return whether this is the way to compute it
   */
  static boolean suits(Layer.Convolution layer, Shape shape) {
    return layer.kernelHeight() == WinogradTransform.TAPS
        && layer.kernelWidth() == WinogradTransform.TAPS
        && shape.channels() >= LEAST_CHANNELS
        && layer.nodes() >= LEAST_CHANNELS;
  }

  /**
   * @param shape of a sample at the input
   * @param outputs kernels
   * @param batchSize samples in a batch
   */
  WinogradConvolution(Shape shape, int outputs, int batchSize) {
    this.batchSize = batchSize;
    this.inputs = shape.channels();
    this.outputs = outputs;
    this.inputSize = shape.size();
    this.outputSize = shape.height() * shape.width() * outputs;
    this.inputTiles = new WinogradTiles(shape.height(), shape.width(), inputs);
    this.outputTiles = new WinogradTiles(shape.height(), shape.width(), outputs);
    this.chunk = Math.min(batchSize, Math.max(1, TILES / inputTiles.count()));
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

  /** Matrices one behind the other in native memory, where BLAS finds them. */
  private static final class Matrices implements AutoCloseable {
    private final FloatPointer memory;
    private final FloatBuffer values;
    private final List<FloatPointer> pointers = new ArrayList<>();
    private final int stride;

    Matrices(int count, int stride) {
      this.stride = stride;
      this.memory = new FloatPointer((long) count * stride);
      this.values = memory.asBuffer();
      for (int i = 0; i < count; i++) {
        pointers.add(memory.getPointer((long) i * stride));
      }
    }

    /** Tiles from the given one on, of the matrices from the given one on. */
    WinogradTiles.Place place(int matrix, int tile, int channels) {
      return new WinogradTiles.Place(values, matrix * stride + tile * channels, stride);
    }

    @Override
    public void close() {
      pointers.forEach(FloatPointer::close);
      memory.close();
    }
  }

  @Override
  public void forward(INDArray x, INDArray weights, INDArray y) {
    transformKernels(weights);
    FloatBuffer from = HostMemory.of(x);
    FloatBuffer to = HostMemory.of(y);
    int count = inputTiles.count();
    for (int first = 0; first < batchSize; first += chunk) {
      int matrix = first / chunk * FREQUENCIES;
      int samples = Math.min(chunk, batchSize - first);
      for (int s = 0; s < samples; s++) {
        inputTiles.input(
            from, (first + s) * inputSize, transformedInput.place(matrix, s * count, inputs));
      }
      for (int f = 0; f < FREQUENCIES; f++) {
        multiply(
            forwardKernels.pointers.get(f),
            outputs,
            transformedInput.pointers.get(matrix + f),
            inputs,
            samples * count,
            output.pointers.get(f));
      }
      for (int s = 0; s < samples; s++) {
        outputTiles.output(output.place(0, s * count, outputs), to, (first + s) * outputSize);
      }
    }
  }

  @Override
  public void backward(INDArray x, INDArray weights, INDArray gradient, INDArray dx, INDArray dw) {
    FloatBuffer from = HostMemory.of(gradient);
    FloatBuffer to = HostMemory.of(dx);
    int count = inputTiles.count();
    for (int first = 0; first < batchSize; first += chunk) {
      int matrix = first / chunk * FREQUENCIES;
      int samples = Math.min(chunk, batchSize - first);
      for (int s = 0; s < samples; s++) {
        outputTiles.outputGradient(
            from, (first + s) * outputSize, output.place(0, s * count, outputs));
      }
      for (int f = 0; f < FREQUENCIES; f++) {
        multiply(
            backwardKernels.pointers.get(f),
            inputs,
            output.pointers.get(f),
            outputs,
            samples * count,
            input.pointers.get(f));
        openblas.cblas_sgemm(
            openblas.CblasColMajor,
            openblas.CblasNoTrans,
            openblas.CblasTrans,
            inputs,
            outputs,
            samples * count,
            1,
            transformedInput.pointers.get(matrix + f),
            inputs,
            output.pointers.get(f),
            outputs,
            first == 0 ? 0 : 1,
            kernelGradient.pointers.get(f),
            inputs);
      }
      for (int s = 0; s < samples; s++) {
        inputTiles.inputGradient(input.place(0, s * count, inputs), to, (first + s) * inputSize);
      }
    }
    kernels.gradient(kernelGradient.values, taps);
    FloatBuffer target = HostMemory.of(dw);
    for (int run = 0; run < taps.length / inputs; run++) {
      target.put(memoryRun(run) * inputs, taps, run * inputs, inputs);
    }
  }

  /** {@code C ← K B}, K rows × inner and B inner × columns. */
  private static void multiply(
      FloatPointer k, int rows, FloatPointer b, int inner, int columns, FloatPointer c) {
    openblas.cblas_sgemm(
        openblas.CblasColMajor,
        openblas.CblasNoTrans,
        openblas.CblasNoTrans,
        rows,
        columns,
        inner,
        1,
        k,
        rows,
        b,
        inner,
        0,
        c,
        rows);
  }

  private void transformKernels(INDArray weights) {
    FloatBuffer source = HostMemory.of(weights);
    for (int run = 0; run < taps.length / inputs; run++) {
      source.get(memoryRun(run) * inputs, taps, run * inputs, inputs);
    }
    kernels.transform(taps, backwardKernels.values);
    int pairs = inputs * outputs;
    for (int from = 0; from < taps.length; from += pairs) {
      transpose(from);
    }
    kernels.transform(transposed, forwardKernels.values);
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
