package org.nodesnr.gpu;

/**
 * A graphics card, or a processor that is driven like one, with the kernels loaded. One thread at a
 * time. Whatever fails throws {@link DeviceFailure}.
 */
interface Device extends AutoCloseable {
  /** Lanes of a group, of every kernel. */
  int LANES = 128;

  /**
   * Memory of the card.
   *
   * @param handle the driver's name for it
   * @param bytes its length
   */
  record Buffer(long handle, long bytes) {}

  /** A kernel with its arguments, which may be run again and again. */
  @FunctionalInterface
  interface Launch {
    /**
     * Runs it after everything that was asked for before, and does not wait.
     *
     * @param x groups along the first axis
     * @param y groups along the second axis
     * @param z groups along the third axis: networks
     */
    void run(int x, int y, int z);
  }

  /**
   * @return what it is
   */
  Card card();

  /**
   * @param bytes how many; their values are not defined
   * @return memory on the card
   */
  Buffer allocate(long bytes);

  /**
   * @param buffer memory that is not used any more
   */
  void free(Buffer buffer);

  /**
   * @param values float, int, long or byte array
   * @param buffer modified
   * @param offset bytes of the buffer before them
   */
  void write(Object values, Buffer buffer, long offset);

  /**
   * Waits for everything that was asked for before.
   *
   * @param buffer where from
   * @param offset bytes of the buffer before the values
   * @param values modified: float, double or int array
   */
  void read(Buffer buffer, long offset, Object values);

  /**
   * @param kernel its name
   * @param arguments in order: {@link Buffer} or Integer
   * @return what runs it
   */
  Launch prepare(String kernel, Object... arguments);

  /** Waits for everything that was asked for before. */
  void finish();

  /** Gives back all memory. */
  @Override
  void close();
}
