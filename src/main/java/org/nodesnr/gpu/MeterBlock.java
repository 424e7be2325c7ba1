package org.nodesnr.gpu;

/**
 * The samples that go through a network together.
 *
 * @param bench one network and the most samples of a block
 * @param first holds the number of the block's first sample
 * @param count holds the number of its samples
 * @param fresh holds 1 for the first block and 0 for those behind it
 */
record MeterBlock(Workbench bench, Device.Buffer first, Device.Buffer count, Device.Buffer fresh) {
  static MeterBlock of(Device device, int most) {
    Device.Buffer zero = device.allocate(Long.BYTES);
    device.write(new long[1], zero, 0);
    Device.Buffer one = device.allocate(Float.BYTES);
    device.write(new float[] {1}, one, 0);
    Workbench.Masks none = new Workbench.Masks(zero, one, zero);
    Workbench bench = new Workbench(device, 1, most, zero, zero, zero, one, one, none);
    return new MeterBlock(
        bench,
        device.allocate(Integer.BYTES),
        device.allocate(Integer.BYTES),
        device.allocate(Integer.BYTES));
  }

  /** Goes to some samples. */
  void enter(int from, int samples) {
    Device device = bench.device();
    device.write(new int[] {from}, first, 0);
    device.write(new int[] {samples}, count, 0);
    device.write(new int[] {from == 0 ? 1 : 0}, fresh, 0);
  }
}
