package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.Meter;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.spec.Variant;

/**
 * Measures networks on a card. What a card does not measure, or has no memory left for, the
 * processor does.
 */
final class DeviceMeter implements Meter {
  private static final int PIECE = 512;

  private final Kept device;
  private final Samples test;
  private final List<Variant> variants;
  private final Meter processor;

  /** Samples that have been copied to the card, and how many of them. */
  private final Map<Samples, Device.Buffer> stored = new LinkedHashMap<>();

  private MeterNet net;
  private String shape = "";

  /**
   * @param device the card
   * @param test the samples on which networks are evaluated
   * @param variants the ways to compute S and G
   */
  DeviceMeter(Device device, Samples test, List<Variant> variants) {
    this.device = new Kept(device);
    this.test = test;
    this.variants = List.copyOf(variants);
    this.processor = Meter.onProcessor(test, variants);
  }

  @Override
  public Score score(Model model, Samples samples, int count) {
    int n = number(samples, count);
    if (prepared(model, samples, n)) {
      return net.score(samples, stored.get(samples), n);
    }
    return processor.score(model, samples, count);
  }

  @Override
  public Evaluation evaluate(Model model, int count) {
    int n = number(test, count);
    if (variants.stream().noneMatch(Variant::countsCentred) && prepared(model, test, n)) {
      return net.evaluate(model, test, stored.get(test), n, variants);
    }
    return processor.evaluate(model, count);
  }

  private static int number(Samples samples, int count) {
    return count <= 0 ? samples.size() : Math.min(count, samples.size());
  }

  /** Whether network and samples are on the card. */
  private boolean prepared(Model model, Samples samples, int n) {
    if (samples.size() == 0 || MeterNet.refusal(model).isPresent()) {
      return false;
    }
    try {
      store(samples);
      int block = MeterNet.block(model, n);
      String wanted = block + " of " + describe(model);
      if (net == null || !wanted.equals(shape)) {
        forget();
        net = new MeterNet(device, model, block);
        shape = wanted;
      }
      net.load(model);
      return true;
    } catch (DeviceFailure e) {
      if (!e.outOfMemory()) {
        throw e;
      }
      forget();
      stored.values().forEach(device::free);
      stored.clear();
      return false;
    }
  }

  private void store(Samples samples) {
    if (stored.containsKey(samples)) {
      return;
    }
    int size = samples.shape().size();
    Device.Buffer buffer = device.allocate((long) samples.size() * size * Float.BYTES);
    stored.put(samples, buffer);
    for (int first = 0; first < samples.size(); first += PIECE) {
      int count = Math.min(PIECE, samples.size() - first);
      float[] values = new float[count * size];
      for (int s = 0; s < count; s++) {
        samples.copyTo(first + s, values, s * size);
      }
      device.write(values, buffer, (long) first * size * Float.BYTES);
    }
  }

  /** All of a network but its weights. */
  private static String describe(Model model) {
    List<String> parts = new ArrayList<>(List.of(model.input().toString()));
    for (Layer layer : model.layers()) {
      if (layer instanceof Layer.Convolution c) {
        parts.add(
            String.join(
                " ",
                List.of(
                    "convolution",
                    c.kernelHeight() + "x" + c.kernelWidth(),
                    c.strideHeight() + "x" + c.strideWidth(),
                    c.padding().toString(),
                    c.inputs() + " to " + c.nodes(),
                    c.activation().name())));
      } else if (layer instanceof Layer.Dense d) {
        parts.add("dense " + d.inputs() + " to " + d.nodes() + " " + d.activation());
      } else {
        parts.add(layer.toString());
      }
    }
    return String.join(", ", parts);
  }

  private void forget() {
    if (net != null) {
      net.close();
      net = null;
    }
  }

  @Override
  public void close() {
    forget();
    device.freeAll();
    processor.close();
  }
}
