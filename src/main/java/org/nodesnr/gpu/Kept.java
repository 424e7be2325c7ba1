package org.nodesnr.gpu;

import java.util.ArrayList;
import java.util.List;

/** A card whose memory is given back together: what was allocated through this. */
final class Kept implements Device {
  private final Device device;
  private final List<Buffer> buffers = new ArrayList<>();

  Kept(Device device) {
    this.device = device;
  }

  @Override
  public Card card() {
    return device.card();
  }

  @Override
  public Buffer allocate(long bytes) {
    Buffer buffer = device.allocate(bytes);
    buffers.add(buffer);
    return buffer;
  }

  @Override
  public void free(Buffer buffer) {
    buffers.remove(buffer);
    device.free(buffer);
  }

  /** Gives back what was allocated. A card that has failed already is left alone. */
  void freeAll() {
    try {
      buffers.forEach(device::free);
    } catch (DeviceFailure e) {
      // What failed first has been said; the memory goes with the process.
      buffers.clear();
    }
    buffers.clear();
  }

  @Override
  public void write(Object values, Buffer buffer, long offset) {
    device.write(values, buffer, offset);
  }

  @Override
  public void read(Buffer buffer, long offset, Object values) {
    device.read(buffer, offset, values);
  }

  @Override
  public Launch prepare(String kernel, Object... arguments) {
    return device.prepare(kernel, arguments);
  }

  @Override
  public void finish() {
    device.finish();
  }

  @Override
  public void close() {
    freeAll();
  }
}
