package org.nodesnr.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A graphics processor, and whether ND4J's CUDA build runs on it. That build, {@code
 * nd4j-cuda-11.6}, holds machine code for compute capabilities 3.7 to 8.6 and no PTX that a driver
 * could compile for others. Code for a capability runs on later ones of the same major number, 8.9
 * for instance.
 *
 * @param index its number in {@code nvidia-smi}
 * @param name what its maker calls it
 * @param major compute capability, before the point
 * @param minor compute capability, after the point
 */
public record Gpu(int index, String name, int major, int minor) {
  private static final int PATIENCE_SECONDS = 10;
  private static final int OLDEST = 37;
  private static final int FIRST_TOO_NEW = 90;
  private static final Pattern LINE =
      Pattern.compile("\\s*(\\d+)\\s*,\\s*(\\d+)\\.(\\d+)\\s*,\\s*(.+?)\\s*");

  /**
   * Asks {@code nvidia-smi}.
   *
   * @return the NVIDIA GPUs of this machine that {@code CUDA_VISIBLE_DEVICES} allows; empty where
   *     there is none, or no driver
   * @throws InterruptedException when interrupted
   */
  public static List<Gpu> probe() throws InterruptedException {
    List<Gpu> all =
        probe(List.of("nvidia-smi", "--query-gpu=index,compute_cap,name", "--format=csv,noheader"));
    return allowed(all, System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", ""));
  }

  /**
   * Leaves out the GPUs that are others', as a cluster's scheduler tells a job.
   *
   * @param gpus those of the machine
   * @param visible value of {@code CUDA_VISIBLE_DEVICES}; anything but a list of numbers allows all
   * @return those that may be used
   */
  static List<Gpu> allowed(List<Gpu> gpus, String visible) {
    if (!visible.matches("[0-9]+(,[0-9]+)*")) {
      return gpus;
    }
    List<String> numbers = List.of(visible.split(","));
    return gpus.stream().filter(gpu -> numbers.contains(Integer.toString(gpu.index()))).toList();
  }

  static List<Gpu> probe(List<String> command) throws InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      return List.of();
    }
    try {
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        return List.of();
      }
      return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return List.of();
    } finally {
      process.destroyForcibly();
    }
  }

  /**
   * @param output lines of index, compute capability and name; others are passed over
   * @return the GPUs, in that order
   */
  static List<Gpu> parse(String output) {
    List<Gpu> gpus = new ArrayList<>();
    for (String line : output.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        gpus.add(
            new Gpu(
                Integer.parseInt(matcher.group(1)),
                matcher.group(4),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))));
      }
    }
    return gpus;
  }

  /**
   * @return whether ND4J's CUDA build has code for it
   */
  public boolean runs() {
    int capability = 10 * major + minor;
    return capability >= OLDEST && capability < FIRST_TOO_NEW;
  }

  /**
   * @return a sentence for people: what it is, whether it is of use, and what to do otherwise
   */
  public String verdict() {
    String what = String.format(Locale.ROOT, "%s (compute capability %d.%d)", name, major, minor);
    if (runs()) {
      return what + ": can be used by a build with -Dcuda";
    }
    return what
        + (major >= FIRST_TOO_NEW / 10 ? ": too new" : ": too old")
        + " for nd4j-cuda-11.6, which runs on 3.7 to 8.9; use the processor (the plain build)";
  }

  /**
   * Spreads workers over the GPUs that can be used.
   *
   * @param gpus those of the machine
   * @param worker number of the worker, from 0
   * @return environment variables of the worker; empty where no GPU can be used
   */
  public static Map<String, String> environment(List<Gpu> gpus, int worker) {
    List<Gpu> usable = gpus.stream().filter(Gpu::runs).toList();
    if (usable.isEmpty()) {
      return Map.of();
    }
    // CUDA's own order puts the fastest first; nvidia-smi's is that of the bus.
    return Map.of(
        "CUDA_DEVICE_ORDER",
        "PCI_BUS_ID",
        "CUDA_VISIBLE_DEVICES",
        Integer.toString(usable.get(worker % usable.size()).index()));
  }
}
