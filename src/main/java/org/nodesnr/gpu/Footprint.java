package org.nodesnr.gpu;

import java.util.List;
import org.nodesnr.network.Model;
import org.nodesnr.spec.RunSpec;

/**
 * Memory that populations of one shape need, found by building them where nothing is kept.
 *
 * @param fixed bytes, whatever the number of networks
 * @param each bytes of each network more
 * @param largest bytes of each network in the buffer that has most of them
 */
record Footprint(long fixed, long each, long largest) {
  private static final double SHARE = 0.85;

  /** Counts. */
  private static final class Tally implements Device {
    private long bytes;
    private long most;

    @Override
    public Card card() {
      throw new UnsupportedOperationException("no card");
    }

    @Override
    public Buffer allocate(long length) {
      bytes += length;
      most = Math.max(most, length);
      return new Buffer(0, length);
    }

    @Override
    public void free(Buffer buffer) {}

    @Override
    public void write(Object values, Buffer buffer, long offset) {}

    @Override
    public void read(Buffer buffer, long offset, Object values) {}

    @Override
    public Launch prepare(String kernel, Object... arguments) {
      return (x, y, z) -> {};
    }

    @Override
    public void finish() {}

    @Override
    public void close() {}
  }

  /**
   * @param run one of the runs
   * @param shape its network
   * @param sampleBytes of the training samples, one for each pixel
   */
  static Footprint of(RunSpec run, Model shape, long sampleBytes) {
    Tally one = tally(List.of(run), shape);
    Tally two = tally(List.of(run, run), shape);
    long each = two.bytes - one.bytes;
    return new Footprint(one.bytes - each + sampleBytes, each, Math.max(1, two.most - one.most));
  }

  private static Tally tally(List<RunSpec> runs, Model shape) {
    Tally tally = new Tally();
    new Population(tally, new Pixels(tally, 1, 1, null, null, null), runs, shape, false).close();
    return tally;
  }

  /**
   * @param card a card
   * @return how many networks fit there
   */
  long fits(Card card) {
    long within = (long) (card.memory() * SHARE) - fixed;
    return Math.max(0, Math.min(within / each, card.largest() / largest));
  }
}
