package org.nodesnr.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a worker process is started.
 *
 * @param arguments program and arguments
 * @param environment variables set on top of the coordinator's own
 */
public record WorkerCommand(List<String> arguments, Map<String, String> environment) {
  /**
   * One thread for BLAS and OpenMP, whichever library reads which variable. Arrays of 8 MiB and
   * more go back to the system when freed; smaller ones, such as those that convolutions take and
   * free at every step, are kept for the next time, 64 MiB at most: asking the system for them anew
   * costs 8% of a CIFAR-10 step.
   */
  public static final Map<String, String> ONE_THREAD =
      Map.of(
          "OMP_NUM_THREADS", "1",
          "OPENBLAS_NUM_THREADS", "1",
          "MKL_NUM_THREADS", "1",
          "MALLOC_MMAP_THRESHOLD_", "8388608",
          "MALLOC_TRIM_THRESHOLD_", "67108864");

  /** Copies list and map. */
  public WorkerCommand {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }

  /**
   * @param log where the process's error stream is appended
   * @return the process
   * @throws IOException when it can't be started
   */
  Process start(Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }
}
