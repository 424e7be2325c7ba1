package org.nodesnr.gpu;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An NVIDIA card through its driver's own interface, which every driver has: no toolkit is needed.
 */
final class Cuda implements Device {
  private static final int SUCCESS = 0;
  private static final int OUT_OF_MEMORY = 2;
  private static final int NOT_READY = 600;
  private static final int MAJOR = 75;
  private static final int MINOR = 76;
  private static final int OLDEST_MAJOR = 7;
  private static final int OLDEST_MINOR = 5;
  private static final int NAME_LENGTH = 256;

  private final Driver driver;
  private final Card card;
  private final int device;
  private final Patience patience = new Patience();
  private final Map<String, Pointer> functions = new HashMap<>();
  private final Map<Long, Buffer> buffers = new HashMap<>();
  private Pointer context;
  private Pointer module;

  /**
   * @param driver the driver's library
   * @param card one of {@link #list}
   */
  Cuda(Driver driver, Card card) {
    this.driver = driver;
    this.card = card;
    this.device = Integer.parseInt(card.key().substring(card.key().indexOf(':') + 1));
    PointerByReference out = new PointerByReference();
    check("cuDevicePrimaryCtxRetain", out, device);
    context = out.getValue();
    try {
      check("cuCtxSetCurrent", context);
      byte[] ptx = Kernels.ptx();
      try (Memory image = new Memory(ptx.length + 1L)) {
        image.write(0, ptx, 0, ptx.length);
        image.setByte(ptx.length, (byte) 0);
        check("cuModuleLoadData", out, image);
      }
      module = out.getValue();
    } catch (DeviceFailure e) {
      close();
      throw e;
    }
  }

  /** The library that every NVIDIA driver brings; a property names another one. */
  static Optional<Driver> driver() {
    String given = System.getProperty("nodesnr.cuda.library", "");
    if (!given.isEmpty()) {
      return Driver.load(List.of(given));
    }
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    return Driver.load(List.of(windows ? "nvcuda" : "libcuda.so.1"));
  }

  /**
   * @param driver the driver's library
   * @return its cards; empty where it finds none, or does not work
   */
  static List<Card> list(Driver driver) {
    IntByReference count = new IntByReference();
    IntByReference version = new IntByReference();
    if (driver.status("cuInit", 0) != SUCCESS
        || driver.status("cuDeviceGetCount", count) != SUCCESS
        || driver.status("cuDriverGetVersion", version) != SUCCESS) {
      return List.of();
    }
    int v = version.getValue();
    String named = "CUDA driver " + v / 1000 + "." + v % 1000 / 10;
    List<Card> cards = new ArrayList<>();
    for (int i = 0; i < count.getValue(); i++) {
      byte[] name = new byte[NAME_LENGTH];
      LongByReference memory = new LongByReference();
      IntByReference major = new IntByReference();
      IntByReference minor = new IntByReference();
      if (driver.status("cuDeviceGetName", name, name.length, i) == SUCCESS
          && driver.status("cuDeviceTotalMem_v2", memory, i) == SUCCESS
          && driver.status("cuDeviceGetAttribute", major, MAJOR, i) == SUCCESS
          && driver.status("cuDeviceGetAttribute", minor, MINOR, i) == SUCCESS) {
        cards.add(
            new Card(
                "cuda:" + i,
                Native.toString(name),
                named,
                memory.getValue(),
                memory.getValue(),
                false,
                unfit(major.getValue(), minor.getValue())));
      }
    }
    return cards;
  }

  private static String unfit(int major, int minor) {
    return major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR)
        ? ""
        : "compute capability "
            + major
            + "."
            + minor
            + " is too old: 7.5 or later is needed (GeForce RTX 20, T4 and newer)";
  }

  @Override
  public Card card() {
    return card;
  }

  private void check(String function, Object... arguments) {
    int status = driver.status(function, arguments);
    if (status != SUCCESS) {
      throw failure(function, status);
    }
  }

  private DeviceFailure failure(String function, int status) {
    PointerByReference name = new PointerByReference();
    boolean known =
        driver.status("cuGetErrorName", status, name) == SUCCESS && name.getValue() != null;
    String error = known ? name.getValue().getString(0) : "error " + status;
    return new DeviceFailure(card, function, error, status == OUT_OF_MEMORY);
  }

  @Override
  public Buffer allocate(long bytes) {
    LongByReference out = new LongByReference();
    check("cuMemAlloc_v2", out, Math.max(bytes, 1));
    Buffer buffer = new Buffer(out.getValue(), bytes);
    buffers.put(buffer.handle(), buffer);
    return buffer;
  }

  @Override
  public void free(Buffer buffer) {
    buffers.remove(buffer.handle());
    check("cuMemFree_v2", buffer.handle());
  }

  @Override
  public void write(Object values, Buffer buffer, long offset) {
    long bytes = Values.bytes(values, buffer, offset);
    check("cuMemcpyHtoD_v2", buffer.handle() + offset, values, bytes);
  }

  @Override
  public void read(Buffer buffer, long offset, Object values) {
    finish();
    long bytes = Values.bytes(values, buffer, offset);
    check("cuMemcpyDtoH_v2", values, buffer.handle() + offset, bytes);
  }

  @Override
  public Launch prepare(String kernel, Object... arguments) {
    Pointer function =
        functions.computeIfAbsent(
            kernel,
            name -> {
              PointerByReference out = new PointerByReference();
              check("cuModuleGetFunction", out, module, name);
              return out.getValue();
            });
    Memory values = new Memory(8L * arguments.length);
    Memory pointers = new Memory(8L * arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof Buffer buffer) {
        values.setLong(8L * i, buffer.handle());
      } else {
        values.setInt(8L * i, (Integer) arguments[i]);
      }
      pointers.setPointer(8L * i, values.share(8L * i));
    }
    // The pointers point into the values: the lambda keeps both.
    return (x, y, z) -> launch(function, x, y, z, pointers, values);
  }

  private void launch(Pointer function, int x, int y, int z, Memory pointers, Memory values) {
    if (!values.valid()) {
      throw new IllegalStateException("the arguments of a kernel are gone");
    }
    Object none = Pointer.NULL;
    check("cuLaunchKernel", function, x, y, z, LANES, 1, 1, 0, none, pointers, none);
  }

  @Override
  public void finish() {
    patience.await(
        card,
        () -> {
          int status = driver.status("cuStreamQuery", Pointer.NULL);
          if (status != SUCCESS && status != NOT_READY) {
            throw failure("cuStreamQuery", status);
          }
          return status == SUCCESS;
        });
  }

  /** What a failed card does not give back, the end of the process will. */
  @Override
  public void close() {
    if (context == null) {
      return;
    }
    for (Buffer buffer : buffers.values()) {
      driver.status("cuMemFree_v2", buffer.handle());
    }
    buffers.clear();
    if (module != null) {
      driver.status("cuModuleUnload", module);
    }
    driver.status("cuDevicePrimaryCtxRelease_v2", device);
    context = null;
  }
}
