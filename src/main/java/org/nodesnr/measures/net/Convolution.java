package org.nodesnr.measures.net;

import org.nodesnr.measures.net.Products.Operand;

/**
 * Products of a layer whose window has more than one place, a few samples at a time, so that what
 * is gathered under its window stays in the processor's cache.
 *
 * <p>Where most deltas are 0, products with them are those of {@link FewDeltas}.
 */
final class Convolution {
  /** Values that are gathered at once: 1 MiB of floats. */
  private static final int GATHERED = 1 << 18;

  private final Step.Linear layer;
  private final Precision precision;
  private final Products products;
  private final int places;
  private final int chunk;
  private final Patches patches;
  private final FewDeltas few;
  private Reals rows;

  /**
   * @param layer the layer
   * @param precision of matrix products
   * @param products does them
   */
  Convolution(Step.Linear layer, Precision precision, Products products) {
    this.layer = layer;
    this.precision = precision;
    this.products = products;
    this.places = layer.window().places();
    this.chunk = Math.max(1, GATHERED / (places * layer.inputs()));
    this.patches = new Patches(layer.window());
    this.few = FewDeltas.suits(layer, precision) ? new FewDeltas(layer) : null;
  }

  /** What lies under the window at each place of some samples; valid until the next call. */
  private Reals gather(Reals pictures, int first, int count) {
    Reals to = rows(count);
    patches.gather(pictures, first, to, count);
    return to;
  }

  private Reals rows(int count) {
    int length = count * places * layer.inputs();
    if (rows == null || rows.length() < length) {
      rows = precision.zeros(length);
    }
    return rows;
  }

  /**
   * All rows of a batch.
   *
   * @param pictures what goes into the layer
   * @param samples how many
   * @return one row for each sample and place
   */
  Reals allRows(Reals pictures, int samples) {
    Reals all = precision.zeros(samples * places * layer.inputs());
    patches.gather(pictures, 0, all, samples);
    return all;
  }

  /** Weighted sums of pictures, added to or instead of what is there. */
  void apply(Reals pictures, Reals matrix, Reals out, int samples, boolean add) {
    int nodes = layer.nodes();
    for (int first = 0; first < samples; first += chunk) {
      int count = Math.min(chunk, samples - first);
      products.multiply(
          Operand.of(gather(pictures, first, count), count * places, layer.inputs()),
          Operand.of(matrix, nodes, layer.inputs()).transpose(),
          new Operand(out, first * places * nodes, count * places, nodes, false),
          add);
    }
  }

  /** Deltas times weights, summed where windows overlap. */
  void back(Reals deltas, Reals matrix, Reals pictures, int samples, boolean add) {
    int nodes = layer.nodes();
    if (!add) {
      pictures.clear(0, samples * layer.window().input().size());
    }
    if (few != null) {
      few.weights(floats(matrix));
    }
    for (int first = 0; first < samples; first += chunk) {
      int count = Math.min(chunk, samples - first);
      if (few(deltas, first, count)) {
        for (int s = first; s < first + count; s++) {
          few.back(floats(deltas), s, floats(pictures));
        }
        continue;
      }
      Reals to = rows(count);
      products.multiply(
          new Operand(deltas, first * places * nodes, count * places, nodes, false),
          Operand.of(matrix, nodes, layer.inputs()),
          Operand.of(to, count * places, layer.inputs()),
          false);
      patches.scatter(to, pictures, first, count);
    }
  }

  /** The gradient of one sample with respect to the weights. */
  void gradient(Reals deltas, Reals pictures, int sample, Reals out) {
    if (few(deltas, sample, 1)) {
      out.clear(0, layer.weights());
      few.clear();
      few.add(floats(deltas), sample, floats(pictures));
      few.addTo(floats(out));
    } else {
      products.multiply(
          new Operand(deltas, sample * places * layer.nodes(), places, layer.nodes(), true),
          Operand.of(gather(pictures, sample, 1), places, layer.inputs()),
          Operand.of(out, layer.nodes(), layer.inputs()),
          false);
    }
  }

  /** The sum of the gradients of all samples with respect to the weights. */
  void gradients(Reals deltas, Reals pictures, int samples, Reals out) {
    out.clear(0, layer.weights());
    if (few != null) {
      few.clear();
    }
    for (int first = 0; first < samples; first += chunk) {
      int count = Math.min(chunk, samples - first);
      if (few(deltas, first, count)) {
        for (int s = first; s < first + count; s++) {
          few.add(floats(deltas), s, floats(pictures));
        }
      } else {
        int rowCount = count * places;
        products.multiply(
            new Operand(deltas, first * places * layer.nodes(), rowCount, layer.nodes(), true),
            Operand.of(gather(pictures, first, count), rowCount, layer.inputs()),
            Operand.of(out, layer.nodes(), layer.inputs()),
            true);
      }
    }
    if (few != null) {
      few.addTo(floats(out));
    }
  }

  private boolean few(Reals deltas, int first, int count) {
    return few != null && few.are(floats(deltas), first, count);
  }

  private static float[] floats(Reals values) {
    return ((Reals.Floats) values).values();
  }
}
