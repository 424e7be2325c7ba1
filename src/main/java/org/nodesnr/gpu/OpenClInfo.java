package org.nodesnr.gpu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import java.util.Arrays;
import java.util.Map;

/** What OpenCL says of its devices. */
final class OpenClInfo {
  private static final int PLATFORM_NAME = 0x902;
  private static final int DEVICE_TYPE = 0x1000;
  private static final int MAX_ALLOCATION = 0x1010;
  private static final int GLOBAL_MEMORY = 0x101f;
  private static final int MAX_GROUP = 0x1004;
  private static final int DOUBLES = 0x1032;
  private static final int DEVICE_NAME = 0x102b;
  private static final int DRIVER_VERSION = 0x102d;
  private static final int TYPE_PROCESSOR = 2;
  private static final Map<Integer, String> ERRORS =
      Map.of(
          -2, "CL_DEVICE_NOT_AVAILABLE",
          -4, "CL_MEM_OBJECT_ALLOCATION_FAILURE",
          -5, "CL_OUT_OF_RESOURCES",
          -6, "CL_OUT_OF_HOST_MEMORY",
          -11, "CL_BUILD_PROGRAM_FAILURE",
          -36, "CL_INVALID_COMMAND_QUEUE",
          -46, "CL_INVALID_KERNEL_NAME",
          -52, "CL_INVALID_KERNEL_ARGS",
          -54, "CL_INVALID_WORK_GROUP_SIZE",
          -61, "CL_INVALID_BUFFER_SIZE");

  private OpenClInfo() {}

  static String error(int status) {
    return ERRORS.getOrDefault(status, "OpenCL error " + status);
  }

  static Card card(Driver driver, Pointer platform, Pointer device, int number) {
    String unfit = "";
    if (number(driver, device, DOUBLES) == 0) {
      unfit = "has no numbers of double precision";
    } else if (number(driver, device, MAX_GROUP) < Device.LANES) {
      unfit = "has groups of fewer than " + Device.LANES + " lanes";
    }
    return new Card(
        "opencl:" + number,
        text(driver, "clGetDeviceInfo", DEVICE_NAME, device),
        text(driver, "clGetPlatformInfo", PLATFORM_NAME, platform)
            + " "
            + text(driver, "clGetDeviceInfo", DRIVER_VERSION, device),
        number(driver, device, GLOBAL_MEMORY),
        number(driver, device, MAX_ALLOCATION),
        (number(driver, device, DEVICE_TYPE) & TYPE_PROCESSOR) != 0,
        unfit);
  }

  private static long number(Driver driver, Pointer device, int what) {
    LongByReference value = new LongByReference();
    Object none = Pointer.NULL;
    driver.status("clGetDeviceInfo", device, what, (long) Long.BYTES, value, none);
    return value.getValue();
  }

  /**
   * @param function one that asks for a property
   * @param what number of the property
   * @param of what is asked, one or two handles
   * @return the property, a text; empty where it can't be had
   */
  static String text(Driver driver, String function, int what, Object... of) {
    LongByReference length = new LongByReference();
    Object none = Pointer.NULL;
    if (driver.status(function, arguments(of, what, 0L, none, length)) != 0
        || length.getValue() == 0) {
      return "";
    }
    try (Memory memory = new Memory(length.getValue())) {
      driver.status(function, arguments(of, what, length.getValue(), memory, none));
      return memory.getString(0).strip();
    }
  }

  /** One list behind the other. */
  static Object[] arguments(Object[] of, Object... more) {
    Object[] all = Arrays.copyOf(of, of.length + more.length);
    System.arraycopy(more, 0, all, of.length, more.length);
    return all;
  }
}
