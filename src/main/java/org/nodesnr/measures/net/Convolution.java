package org.nodesnr.measures.net;

import org.nodesnr.measures.net.Products.Operand;

/**
 * Products of a layer whose window has more than one place, a few samples at a time, so that what
 * is gathered under its window stays in the processor's cache.
 *
 * <p>Where {@link Filtered} suits a layer, it makes its sums and takes deltas back. Where most
 * deltas are 0, other products with them are those of {@link FewDeltas}.
 */
final class Convolution implements AutoCloseable {
  /** Values that are gathered at once: 1 MiB of floats. */
  private static final int GATHERED = 1 << 18;

  private final Step.Linear layer;
  private final Precision precision;
  private final Products products;
  private final int places;
  private final int chunk;
  private final Patches patches;
  private final FewDeltas few;
  private final Filtered filtered;
  private Reals rows;
  private Reals gradient;
  private Reals part;

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
    this.filtered = Filtered.suits(layer, precision) ? new Filtered(layer) : null;
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

  /** Weighted sums of pictures, biases included, added to or instead of what is there. */
  void apply(Reals pictures, Reals matrix, Reals biases, Reals out, int samples, boolean add) {
    int nodes = layer.nodes();
    if (filtered != null) {
      filtered.apply(floats(pictures), floats(matrix), floats(out), samples, add);
      Biases.add(biases, out, 0, samples * places * nodes);
      return;
    }
    for (int first = 0; first < samples; first += chunk) {
      int count = Math.min(chunk, samples - first);
      products.multiply(
          Operand.of(gather(pictures, first, count), count * places, layer.inputs()),
          Operand.of(matrix, nodes, layer.inputs()).transpose(),
          new Operand(out, first * places * nodes, count * places, nodes, false),
          add);
      Biases.add(biases, out, first * places * nodes, count * places * nodes);
    }
  }

  /** Deltas times weights, summed where windows overlap. */
  void back(Reals deltas, Reals matrix, Reals pictures, int samples, boolean add) {
    if (filtered != null) {
      filtered.back(floats(deltas), floats(matrix), floats(pictures), samples, add);
      return;
    }
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

  /** The length of the pieces of {@link #gradient}. */
  int piece() {
    return few == null ? layer.weights() : few.length();
  }

  /** The gradient of one sample with respect to the weights, piece by piece. */
  void gradient(Reals deltas, Reals pictures, int sample, Pieces pieces) {
    if (few(deltas, sample, 1)) {
      few.gradient(floats(deltas), sample, floats(pictures), pieces);
      return;
    }
    if (gradient == null) {
      gradient = precision.zeros(layer.weights());
      part = precision.zeros(piece());
    }
    products.multiply(
        new Operand(deltas, sample * places * layer.nodes(), places, layer.nodes(), true),
        Operand.of(gather(pictures, sample, 1), places, layer.inputs()),
        Operand.of(gradient, layer.nodes(), layer.inputs()),
        false);
    if (part.length() == gradient.length()) {
      pieces.piece(0, gradient);
      return;
    }
    for (int k = 0; k < layer.weights() / piece(); k++) {
      gradient.copy(k * piece(), part, 0, piece());
      pieces.piece(k, part);
    }
  }

  /** The sum of the gradients of all samples with respect to the weights. */
  void gradients(Reals deltas, Reals pictures, int samples, Reals out) {
    if (filtered != null) {
      filtered.gradients(floats(deltas), floats(pictures), samples, floats(out));
      return;
    }
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

  @Override
  public void close() {
    if (filtered != null) {
      filtered.close();
    }
  }

  private boolean few(Reals deltas, int first, int count) {
    return few != null && few.are(floats(deltas), first, count);
  }

  private static float[] floats(Reals values) {
    return ((Reals.Floats) values).values();
  }
}
