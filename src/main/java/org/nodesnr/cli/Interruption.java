package org.nodesnr.cli;

import java.io.PrintStream;
import java.time.Duration;
import org.nodesnr.files.AtomicFiles;

/**
 * Ends a command at Ctrl-C and SIGTERM: with one line, {@link ExitCodes#INTERRUPTED}, and no file
 * half written. A sweep, which has states to save, sees to signals itself.
 */
final class Interruption {
  /** What a file that is being written may still take. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private volatile boolean seenToElsewhere;

  /**
   * Waits for signals.
   *
   * @param err where the line goes
   * @param terminal whether that is a terminal, on which progress may stand in the last line
   */
  void await(PrintStream err, boolean terminal) {
    Thread hook = new Thread(() -> end(err, terminal), "interrupted");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end(PrintStream err, boolean terminal) {
    if (seenToElsewhere) {
      return;
    }
    err.print(terminal ? System.lineSeparator() : "");
    err.println("nodesnr: interrupted");
    err.flush();
    AtomicFiles.finish(PATIENCE);
    Runtime.getRuntime().halt(ExitCodes.INTERRUPTED);
  }

  /** From now on the end of the process is no interruption, or somebody else sees to it. */
  void pause() {
    seenToElsewhere = true;
  }

  /** From now on signals end the command here. */
  void resume() {
    seenToElsewhere = false;
  }
}
