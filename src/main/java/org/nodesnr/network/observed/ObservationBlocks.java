package org.nodesnr.network.observed;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nodesnr.network.HostFloats;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;

/**
 * Lays what the nodes of a layer see, place after place and sample after sample, into matrices of
 * inputs × observations, and their weighted inputs beside it into matrices of nodes × observations,
 * for matrix products in buffers of bounded size.
 */
public final class ObservationBlocks implements AutoCloseable {
  private static final int BLOCK_VALUES = 1 << 20;
  private static final int MIN_OBSERVATIONS = 64;
  private static final int MAX_OBSERVATIONS = 2048;

  /** Takes a block. */
  public interface Consumer {
    /**
     * @param x inputs × {@link #capacity()}, Fortran order; zero beyond the last observation
     * @param r companions × {@link #capacity()}, likewise; null where there are none
     */
    void accept(INDArray x, INDArray r);
  }

  private final Window window;
  private final int inputs;
  private final int companions;
  private final int capacity;
  private final INDArray x;
  private final INDArray r;
  private final FloatBuffer xBuffer;
  private final FloatBuffer rBuffer;
  private final Consumer consumer;
  private final float[] shifts;
  private final float[] picture;
  private final float[] padding;
  private final boolean spread;
  private int filled;

  /**
   * @param window what the nodes see
   * @param shift subtracted from the values of each channel, and from padding zeros alike
   * @param companions numbers that come with each observation; 0 for none
   * @param consumer gets each block as it is full
   */
  public ObservationBlocks(Window window, float[] shift, int companions, Consumer consumer) {
    this(window, shift, companions, MAX_OBSERVATIONS, consumer);
  }

  /**
   * Blocks of few observations.
   *
   * @param window what the nodes see
   * @param shift subtracted from the values of each channel, and from padding zeros alike
   * @param companions numbers that come with each observation; 0 for none
   * @param most greatest number of observations in a block
   * @param consumer gets each block as it is full
   */
  public ObservationBlocks(
      Window window, float[] shift, int companions, int most, Consumer consumer) {
    this.window = window;
    this.inputs = window.inputs();
    this.companions = companions;
    int fitting = Math.min(MAX_OBSERVATIONS, BLOCK_VALUES / inputs);
    this.capacity = Math.min(most, Math.max(MIN_OBSERVATIONS, fitting));
    this.x = HostFloats.matrix(inputs, capacity);
    this.xBuffer = HostFloats.buffer(x);
    this.r = companions == 0 ? null : HostFloats.matrix(companions, capacity);
    this.rBuffer = companions == 0 ? null : HostFloats.buffer(r);
    this.consumer = consumer;
    this.spread = window.spread().rows() > 1 || window.spread().columns() > 1;
    this.picture = new float[window.input().size()];
    this.shifts = new float[picture.length];
    for (int k = 0; k < shifts.length; k++) {
      shifts[k] = shift[k % shift.length];
    }
    this.padding = new float[window.width() * shift.length];
    for (int k = 0; k < padding.length; k++) {
      padding[k] = 0f - shift[k % shift.length];
    }
  }

  /**
   * @return the number of observations in a block
   */
  public int capacity() {
    return capacity;
  }

  /**
   * @param values the layer's input, sample after sample; not modified
   * @param companion what comes with each observation, in their order; not modified
   * @param samples how many samples
   */
  public void add(float[] values, float[] companion, int samples) {
    int observation = 0;
    for (int s = 0; s < samples; s++) {
      System.arraycopy(values, s * picture.length, picture, 0, picture.length);
      for (int k = 0; k < picture.length; k++) {
        picture[k] -= shifts[k];
      }
      for (int oy = 0; oy < window.placesHigh(); oy++) {
        for (int ox = 0; ox < window.placesWide(); ox++, observation++) {
          if (spread) {
            observeSpread(oy, ox);
          } else {
            observe(window.top(oy), window.left(ox));
          }
          if (companions > 0) {
            rBuffer.put(filled * companions, companion, observation * companions, companions);
          }
          if (++filled == capacity) {
            emit();
          }
        }
      }
    }
  }

  private void observe(int top, int left) {
    Shape shape = window.input();
    int channels = shape.channels();
    int xFrom = Math.max(0, left);
    int xTo = Math.min(shape.width(), left + window.width());
    int before = Math.min(xFrom - left, window.width()) * channels;
    int inside = Math.max(0, xTo - xFrom) * channels;
    int after = padding.length - before - inside;
    int at = filled * inputs;
    for (int y = top; y < top + window.height(); y++, at += padding.length) {
      if (y < 0 || y >= shape.height() || inside == 0) {
        xBuffer.put(at, padding, 0, padding.length);
      } else {
        if (before > 0) {
          xBuffer.put(at, padding, 0, before);
        }
        xBuffer.put(at + before, picture, (y * shape.width() + xFrom) * channels, inside);
        if (after > 0) {
          xBuffer.put(at + before + inside, padding, 0, after);
        }
      }
    }
  }

  /** Values of a dilated window, which do not lie side by side. */
  private void observeSpread(int oy, int ox) {
    Shape shape = window.input();
    int channels = shape.channels();
    int at = filled * inputs;
    for (int ky = 0; ky < window.height(); ky++) {
      int y = window.row(oy, ky);
      for (int kx = 0; kx < window.width(); kx++, at += channels) {
        int x = window.column(ox, kx);
        boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
        xBuffer.put(
            at,
            inside ? picture : padding,
            inside ? (y * shape.width() + x) * channels : 0,
            channels);
      }
    }
  }

  /** Hands out what is left, with zeros behind it. */
  public void finish() {
    if (filled > 0) {
      zero(xBuffer, filled * inputs, capacity * inputs);
      if (companions > 0) {
        zero(rBuffer, filled * companions, capacity * companions);
      }
      emit();
    }
  }

  private static void zero(FloatBuffer buffer, int from, int to) {
    for (int k = from; k < to; k++) {
      buffer.put(k, 0f);
    }
  }

  private void emit() {
    HostFloats.written(x);
    if (r != null) {
      HostFloats.written(r);
    }
    consumer.accept(x, r);
    filled = 0;
  }

  @Override
  public void close() {
    x.close();
    if (r != null) {
      r.close();
    }
  }
}
