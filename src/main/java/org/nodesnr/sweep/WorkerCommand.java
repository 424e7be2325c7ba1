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
   * One thread for BLAS and OpenMP, whichever library reads which variable, and large arrays given
   * back to the system when freed.
   */
  public static final Map<String, String> ONE_THREAD =
      Map.of(
          "OMP_NUM_THREADS", "1",
          "OPENBLAS_NUM_THREADS", "1",
          "MKL_NUM_THREADS", "1",
          "MALLOC_MMAP_THRESHOLD_", "131072");

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
