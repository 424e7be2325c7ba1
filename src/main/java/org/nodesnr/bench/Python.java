package org.nodesnr.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A Python that has a module.
 *
 * @param program its path or name
 * @param description its version and the module's
 * @param version the module's version
 */
record Python(String program, String description, String version) {
  private static final int PATIENCE_SECONDS = 60;

  /** One thread, whichever library reads which variable. */
  static final Map<String, String> ONE_THREAD =
      Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1", "MKL_NUM_THREADS", "1");

  /**
   * @param module what it must be able to import
   * @param programs where to look, the first one that has it wins
   * @return the Python; empty where none has it
   * @throws InterruptedException when interrupted
   */
  static Optional<Python> with(String module, List<String> programs) throws InterruptedException {
    String code =
        "import platform, "
            + module
            + "; print('Python', platform.python_version() + ', "
            + module
            + "', "
            + module
            + ".__version__)";
    for (String program : programs) {
      try {
        Process process =
            new ProcessBuilder(program, "-c", code)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
          return Optional.of(
              new Python(program, answer, answer.substring(answer.lastIndexOf(' ') + 1)));
        }
        process.destroyForcibly();
      } catch (IOException e) {
        // No such program: the next one may be there.
        continue;
      }
    }
    return Optional.empty();
  }

  /**
   * @param script name of a script among the resources of this package
   * @param arguments its arguments
   * @return the command that runs it
   * @throws IOException when it can't be read
   */
  List<String> command(String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program, "-c", text(script)));
    command.addAll(List.of(arguments));
    return command;
  }

  /**
   * @param script name of a script among the resources of this package
   * @return what stands in it
   * @throws IOException when it can't be read
   */
  static String text(String script) throws IOException {
    try (InputStream in = Python.class.getResourceAsStream(script)) {
      if (in == null) {
        throw new IOException("no resource " + script);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
