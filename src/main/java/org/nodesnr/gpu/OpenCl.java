package org.nodesnr.gpu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A device through OpenCL 1.2, whose driver compiles the kernels. */
final class OpenCl implements Device {
  private static final int SUCCESS = 0;
  private static final Set<Integer> OUT_OF_MEMORY = Set.of(-4, -5, -6);
  private static final long ALL_DEVICES = 0xffffffffL;
  private static final int BUILD_LOG = 0x1183;
  private static final int READ_WRITE = 1;
  private static final int EVENT_STATUS = 0x11d3;
  private static final String OPTIONS = "-cl-std=CL1.2";

  private final Driver driver;
  private final Card card;
  private final Patience patience = new Patience();
  private final Set<Long> buffers = new HashSet<>();
  private final List<Long> kernels = new ArrayList<>();
  private Long context;
  private Long queue;
  private Long program;

  /**
   * @param driver the library that finds the drivers
   * @param card one of {@link #list}
   */
  OpenCl(Driver driver, Card card) {
    this.driver = driver;
    this.card = card;
    Pointer device = devices(driver).get(number(card)).device();
    try {
      IntByReference error = new IntByReference();
      PointerByReference one = new PointerByReference(device);
      Object none = Pointer.NULL;
      context = driver.handle("clCreateContext", none, 1, one, none, none, error);
      check("clCreateContext", error.getValue());
      queue = driver.handle("clCreateCommandQueue", context, device, 0L, error);
      check("clCreateCommandQueue", error.getValue());
      byte[] source = Kernels.source().getBytes(StandardCharsets.UTF_8);
      try (Memory text = new Memory(source.length + 1L)) {
        text.write(0, source, 0, source.length);
        text.setByte(source.length, (byte) 0);
        PointerByReference texts = new PointerByReference(text);
        program =
            driver.handle("clCreateProgramWithSource", context, 1, texts, Pointer.NULL, error);
      }
      check("clCreateProgramWithSource", error.getValue());
      build(device);
    } catch (DeviceFailure e) {
      close();
      throw e;
    }
  }

  private void build(Pointer device) {
    String options = card.processor() ? OPTIONS : OPTIONS + " -DUNROLLED";
    PointerByReference one = new PointerByReference(device);
    Object none = Pointer.NULL;
    int status = driver.status("clBuildProgram", program, 1, one, options, none, none);
    if (status != SUCCESS) {
      String log =
          OpenClInfo.text(driver, "clGetProgramBuildInfo", BUILD_LOG, program, device)
              .lines()
              .map(String::strip)
              .filter(line -> line.contains("error"))
              .findFirst()
              .orElse("");
      throw new DeviceFailure(
          card, "clBuildProgram", OpenClInfo.error(status) + " " + log.strip(), false);
    }
  }

  static Optional<Driver> driver() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return Driver.load(
        system.startsWith("windows") ? List.of("OpenCL") : List.of("libOpenCL.so.1", "OpenCL"));
  }

  /** A device and the platform that it belongs to. */
  private record Found(Pointer platform, Pointer device) {}

  private static int number(Card card) {
    return Integer.parseInt(card.key().substring(card.key().indexOf(':') + 1));
  }

  private static List<Found> devices(Driver driver) {
    List<Found> found = new ArrayList<>();
    for (Pointer platform : handles(driver, "clGetPlatformIDs")) {
      for (Pointer device : handles(driver, "clGetDeviceIDs", platform, ALL_DEVICES)) {
        found.add(new Found(platform, device));
      }
    }
    return found;
  }

  /** What a function that counts first and then lists them gives. */
  private static List<Pointer> handles(Driver driver, String function, Object... of) {
    IntByReference count = new IntByReference();
    if (driver.status(function, OpenClInfo.arguments(of, 0, Pointer.NULL, count)) != SUCCESS
        || count.getValue() == 0) {
      return List.of();
    }
    try (Memory memory = new Memory((long) count.getValue() * Long.BYTES)) {
      if (driver.status(function, OpenClInfo.arguments(of, count.getValue(), memory, count))
          != SUCCESS) {
        return List.of();
      }
      return List.of(memory.getPointerArray(0, count.getValue()));
    }
  }

  /**
   * @param driver the library that finds the drivers
   * @return all devices of all platforms, processors among them
   */
  static List<Card> list(Driver driver) {
    List<Card> cards = new ArrayList<>();
    for (Found found : devices(driver)) {
      cards.add(OpenClInfo.card(driver, found.platform(), found.device(), cards.size()));
    }
    return cards;
  }

  @Override
  public Card card() {
    return card;
  }

  private void check(String function, int status) {
    if (status != SUCCESS) {
      throw new DeviceFailure(
          card, function, OpenClInfo.error(status), OUT_OF_MEMORY.contains(status));
    }
  }

  private void call(String function, Object... arguments) {
    check(function, driver.status(function, arguments));
  }

  @Override
  public Buffer allocate(long bytes) {
    IntByReference error = new IntByReference();
    long size = Math.max(bytes, 1);
    long handle =
        driver.handle("clCreateBuffer", context, (long) READ_WRITE, size, Pointer.NULL, error);
    check("clCreateBuffer", error.getValue());
    buffers.add(handle);
    return new Buffer(handle, bytes);
  }

  @Override
  public void free(Buffer buffer) {
    buffers.remove(buffer.handle());
    call("clReleaseMemObject", buffer.handle());
  }

  @Override
  public void write(Object values, Buffer buffer, long offset) {
    long bytes = Values.bytes(values, buffer, offset);
    Object none = Pointer.NULL;
    long to = buffer.handle();
    call("clEnqueueWriteBuffer", queue, to, 1, offset, bytes, values, 0, none, none);
  }

  @Override
  public void read(Buffer buffer, long offset, Object values) {
    finish();
    long bytes = Values.bytes(values, buffer, offset);
    Object none = Pointer.NULL;
    long from = buffer.handle();
    call("clEnqueueReadBuffer", queue, from, 1, offset, bytes, values, 0, none, none);
  }

  /** A kernel of its own for each use, which keeps its arguments. */
  @Override
  public Launch prepare(String kernel, Object... arguments) {
    IntByReference error = new IntByReference();
    long made = driver.handle("clCreateKernel", program, kernel, error);
    check("clCreateKernel", error.getValue());
    kernels.add(made);
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof Buffer buffer) {
        LongByReference value = new LongByReference(buffer.handle());
        call("clSetKernelArg", made, i, (long) Long.BYTES, value);
      } else {
        IntByReference value = new IntByReference((Integer) arguments[i]);
        call("clSetKernelArg", made, i, (long) Integer.BYTES, value);
      }
    }
    long[] local = {LANES, 1, 1};
    Object none = Pointer.NULL;
    return (x, y, z) -> {
      long[] global = {(long) x * LANES, y, z};
      call("clEnqueueNDRangeKernel", queue, made, 3, none, global, local, 0, none, none);
    };
  }

  @Override
  public void finish() {
    LongByReference event = new LongByReference();
    call("clEnqueueMarkerWithWaitList", queue, 0, Pointer.NULL, event);
    long marker = event.getValue();
    try {
      call("clFlush", queue);
      IntByReference state = new IntByReference();
      patience.await(
          card,
          () -> {
            Object none = Pointer.NULL;
            call("clGetEventInfo", marker, EVENT_STATUS, (long) Integer.BYTES, state, none);
            check("a kernel", Math.min(state.getValue(), SUCCESS));
            return state.getValue() == 0;
          });
    } finally {
      driver.status("clReleaseEvent", marker);
    }
  }

  @Override
  public void close() {
    buffers.forEach(buffer -> driver.status("clReleaseMemObject", buffer));
    buffers.clear();
    kernels.forEach(kernel -> driver.status("clReleaseKernel", kernel));
    kernels.clear();
    release("clReleaseProgram", program);
    release("clReleaseCommandQueue", queue);
    release("clReleaseContext", context);
    program = null;
    queue = null;
    context = null;
  }

  private void release(String function, Long handle) {
    if (handle != null && handle != 0) {
      driver.status(function, handle);
    }
  }
}
