package org.nodesnr.gpu;

import org.nodesnr.gpu.Workbench.NetworkLaunch;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Shape;
import org.nodesnr.network.Window;
import org.nodesnr.spec.Activation;

/**
 * Pooling forward.
 *
 * @param bench the networks
 * @param input what is pooled, sample by sample
 * @param shape of one sample there
 */
record Pools(Workbench bench, Device.Buffer input, Shape shape) {
  private static final Layer.Pooling SINGLE =
      new Layer.Pooling(Layer.Pool.MAX, 1, 1, 1, 1, Layer.Padding.SAME);

  /** Adds biases and applies an activation to each value. */
  NetworkLaunch biased(Device.Buffer bias, Activation activation, Device.Buffer output) {
    return launch(SINGLE, bias, activation, output, winners(SINGLE));
  }

  /** Pools. */
  NetworkLaunch pooled(Layer.Pooling layer, Device.Buffer output) {
    return launch(layer, null, Activation.IDENTITY, output, winners(layer));
  }

  /** Room for which place of each window held its first maximum. */
  Device.Buffer winners(Layer.Pooling layer) {
    return bench
        .device()
        .allocate((long) bench.batch() * layer.output(shape).size() * bench.networks());
  }

  /**
   * @param layer the pooling
   * @param bias added to what it gives; null for none
   * @param activation applied to that
   * @param output modified
   * @param winner modified: where the maxima were
   */
  NetworkLaunch launch(
      Layer.Pooling layer,
      Device.Buffer bias,
      Activation activation,
      Device.Buffer output,
      Device.Buffer winner) {
    Object[] buffers = {bench.active(), input, bias == null ? input : bias, output, winner};
    return Workbench.lanes(
        bench.batch() * layer.output(shape).size(),
        bench
            .device()
            .prepare(
                "pool_forward",
                OpenClInfo.arguments(
                    buffers,
                    OpenClInfo.arguments(
                        geometry(layer), bias == null ? 0 : 1, Signal.code(activation)))));
  }

  /** What both kernels of pooling want to know. */
  Object[] geometry(Layer.Pooling layer) {
    Window window = Window.of(layer, shape);
    Shape out = layer.output(shape);
    return new Object[] {
      bench.batch(),
      shape.height(),
      shape.width(),
      shape.channels(),
      out.height(),
      out.width(),
      window.height(),
      window.width(),
      window.strideHeight(),
      window.strideWidth(),
      window.padTop(),
      window.padLeft(),
      layer.pool() == Layer.Pool.AVERAGE ? 1 : 0
    };
  }
}
