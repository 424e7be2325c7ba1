package org.nodesnr.notebook;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Python as this machine has it; a test that needs what is not installed is skipped. */
final class Python {
  private static final List<String> INTERPRETERS = List.of("/usr/bin/python3", "python3");
  private static final long MINUTES = 5;

  /** What a process said and how it ended. */
  record Ended(int code, String text) {}

  private Python() {}

  /** The interpreter that can import some modules. */
  static String withModules(Path directory, String... modules) throws Exception {
    for (String python : INTERPRETERS) {
      if (runs(directory, python, "-c", "import " + String.join(", ", modules))) {
        return python;
      }
    }
    assumeTrue(false, "no Python has " + String.join(", ", modules));
    throw new IllegalStateException("not reached");
  }

  static void assumeNbconvert(Path directory) throws Exception {
    assumeTrue(runs(directory, "jupyter-nbconvert", "--version"), "jupyter-nbconvert is missing");
    withModules(directory, "pandas", "scipy", "matplotlib", "ipykernel");
  }

  private static boolean runs(Path directory, String... command) throws Exception {
    try {
      return run(directory, command).code() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  static Ended run(Path directory, String... command) throws Exception {
    Path output = Files.createTempFile(directory, "said-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("PYTHONIOENCODING", "UTF-8");
    builder.environment().put("PYTHONWARNINGS", "ignore");
    Process process = builder.start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(command[0] + " ran for more than " + MINUTES + " minutes");
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
