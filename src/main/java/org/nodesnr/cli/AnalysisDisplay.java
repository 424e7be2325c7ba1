package org.nodesnr.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import org.nodesnr.analysis.Progress;
import org.nodesnr.sweep.ProgressBar;

/** Says how far the statistics are once they take longer than five seconds. */
final class AnalysisDisplay implements Progress {
  private static final int BAR = 30;
  private static final long SILENT_NANOS = 5_000_000_000L;
  private static final long REDRAW_NANOS = 200_000_000L;

  private final PrintStream out;
  private final Terminal terminal;
  private final LongSupplier nanos;
  private long lastNanos;
  private int most;
  private boolean shown;

  AnalysisDisplay(PrintStream out, Terminal terminal) {
    this(out, terminal, System::nanoTime);
  }

  AnalysisDisplay(PrintStream out, Terminal terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.lastNanos = nanos.getAsLong();
  }

  @Override
  public synchronized void at(int done, int total) {
    most = Math.max(most, done);
    long now = nanos.getAsLong();
    if (now - lastNanos < (shown && terminal.interactive() ? REDRAW_NANOS : SILENT_NANOS)) {
      return;
    }
    lastNanos = now;
    shown = true;
    String text = most + " of " + total + " correlations";
    if (terminal.interactive()) {
      out.print("\r" + ProgressBar.of((double) most / total, BAR) + " " + text);
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** Ends the line that it has drawn on, if it has. */
  synchronized void finish() {
    if (shown && terminal.interactive()) {
      out.println();
      out.flush();
    }
  }
}
