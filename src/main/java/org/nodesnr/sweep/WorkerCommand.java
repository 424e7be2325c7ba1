package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nodesnr.network.BlasKernels;

/**
 * How a worker process is started.
 *
 * @param arguments program and arguments
 * @param environment variables set on top of the coordinator's own
 * @param devices graphics cards over which workers are spread, as {@code --device} names them;
 *     empty for the processor
 */
public record WorkerCommand(
    List<String> arguments, Map<String, String> environment, List<String> devices) {
  /**
   * One thread for BLAS and OpenMP, whichever library reads which variable, and the matrix kernels
   * that suit the processor. Arrays of 8 MiB and more go back to the system when freed; smaller
   * ones, such as those that convolutions take and free at every step, are kept for the next time,
   * 64 MiB at most: asking the system for them anew costs 8% of a CIFAR-10 step.
   */
  public static final Map<String, String> ENVIRONMENT = environmentOfWorkers();

  private static Map<String, String> environmentOfWorkers() {
    Map<String, String> variables = new TreeMap<>(BlasKernels.environment());
    variables.put("OMP_NUM_THREADS", "1");
    variables.put("OPENBLAS_NUM_THREADS", "1");
    variables.put("MKL_NUM_THREADS", "1");
    variables.put("MALLOC_MMAP_THRESHOLD_", "8388608");
    variables.put("MALLOC_TRIM_THRESHOLD_", "67108864");
    return Collections.unmodifiableMap(variables);
  }

  /** Copies lists and map. */
  public WorkerCommand {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    devices = List.copyOf(devices);
  }

  /**
   * @param log where the process's error stream is appended
   * @param worker number of the worker, from 1
   * @return the process
   * @throws IOException when it can't be started
   */
  Process start(Path log, int worker) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(arguments(worker));
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  /** What the worker of a number is started with. */
  List<String> arguments(int worker) {
    if (devices.isEmpty()) {
      return arguments;
    }
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of("--device", devices.get((worker - 1) % devices.size())));
    return all;
  }
}
