package org.nodesnr.gpu;

import java.lang.reflect.Array;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Activation;

/** Single layers on a card, all values 0, for their times. */
final class Workbenches {
  private Workbenches() {}

  /** Networks that learn nothing. */
  static Workbench idle(Device device, int networks, int batch) {
    int[] all = new int[networks];
    int[] alive = new int[networks];
    float[] ones = new float[networks];
    for (int k = 0; k < networks; k++) {
      all[k] = k;
      alive[k] = 1;
      ones[k] = 1;
    }
    Device.Buffer zeros = array(device, new long[networks], Long.BYTES);
    Device.Buffer kept = array(device, ones, Float.BYTES);
    return new Workbench(
        device,
        networks,
        batch,
        array(device, all, Integer.BYTES),
        array(device, alive, Integer.BYTES),
        zeros,
        kept,
        array(device, new float[networks], Float.BYTES),
        new Workbench.Masks(zeros, kept, zeros));
  }

  private static Device.Buffer array(Device device, Object values, int width) {
    Device.Buffer buffer = device.allocate((long) Array.getLength(values) * width);
    device.write(values, buffer, 0);
    return buffer;
  }

  /** What a layer below would hand on. */
  static Signal signal(Workbench bench, Shape shape) {
    long values = (long) bench.batch() * shape.size();
    Signal signal =
        new Signal(
            bench.floats(values), bench.floats(values), Activation.RELU, bench.none(), shape);
    zero(bench.device(), signal.values());
    return signal;
  }

  /** Weights and gradients of a layer become 0. */
  static void clear(Device device, CardLayer layer) {
    layer.parameters().forEach(buffer -> zero(device, buffer));
    zero(device, layer.output().gradient());
  }

  private static void zero(Device device, Device.Buffer buffer) {
    int piece = 1 << 20;
    for (long at = 0; at < buffer.bytes(); at += piece) {
      device.write(new byte[(int) Math.min(piece, buffer.bytes() - at)], buffer, at);
    }
  }
}
