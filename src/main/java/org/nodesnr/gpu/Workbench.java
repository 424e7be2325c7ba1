package org.nodesnr.gpu;

/**
 * What all layers of a population share. Buffers hold one network behind the other.
 *
 * @param device the card
 * @param networks how many networks there is room for
 * @param batch samples in a batch
 * @param active the networks that a launch works for, one number for each group along z
 * @param alive for each network whether the loss of its batch is finite
 * @param seeds for each network the seed of the step's masks
 * @param decay for each network what its weights are multiplied by in an update
 * @param rate for each network the factor of the gradient summed over the batch
 * @param none masks that drop nothing
 */
record Workbench(
    Device device,
    int networks,
    int batch,
    Device.Buffer active,
    Device.Buffer alive,
    Device.Buffer seeds,
    Device.Buffer decay,
    Device.Buffer rate,
    Masks none) {
  private static final int TILE_ROWS = 64;
  private static final int TILE_COLUMNS = 128;

  /**
   * Dropout masks of a layer, drawn where they are needed.
   *
   * @param thresholds for each network {@code 2³² p}, rounded; 0 for no masks
   * @param kept for each network {@code 1 / (1 − p)}
   * @param skips for each network how many numbers the layers below have drawn
   */
  record Masks(Device.Buffer thresholds, Device.Buffer kept, Device.Buffer skips) {}

  /** Floats for each network. */
  Device.Buffer floats(long perNetwork) {
    return device.allocate(perNetwork * networks * Float.BYTES);
  }

  /** Numbers that are the same for all networks. */
  Device.Buffer constants(int[] values) {
    Device.Buffer buffer = device.allocate((long) values.length * Integer.BYTES);
    device.write(values, buffer, 0);
    return buffer;
  }

  /**
   * @param rows of a product, for each network
   * @param columns of the product
   * @param product the kernel
   * @return what runs it for so many networks
   */
  static NetworkLaunch tiled(int rows, int columns, Device.Launch product) {
    int x = groups(columns, TILE_COLUMNS);
    int y = groups(rows, TILE_ROWS);
    return networks -> product.run(x, y, networks);
  }

  /**
   * @param values for each network, a lane each
   * @param kernel the kernel
   * @return what runs it for so many networks
   */
  static NetworkLaunch lanes(int values, Device.Launch kernel) {
    int x = groups(values, Device.LANES);
    return networks -> kernel.run(x, 1, networks);
  }

  /** How many groups of a size it takes. */
  static int groups(int values, int size) {
    return (values + size - 1) / size;
  }

  /** A kernel over all active networks. */
  @FunctionalInterface
  interface NetworkLaunch {
    /**
     * @param networks number of active networks
     */
    void run(int networks);
  }
}
