package org.nodesnr.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import org.nodesnr.analysis.Progress;
import org.nodesnr.sweep.Durations;
import org.nodesnr.sweep.ProgressBar;

/** Says how far something countable is once it takes longer than five seconds, and what is left. */
final class CountDisplay implements Progress {
  private static final int BAR = 30;
  private static final long SILENT_NANOS = 5_000_000_000L;
  private static final long REDRAW_NANOS = 200_000_000L;

  private final PrintStream out;
  private final Terminal terminal;
  private final String what;
  private final LongSupplier nanos;
  private final long startNanos;
  private long lastNanos;
  private int most;
  private boolean shown;
  private int drawn;

  /**
   * @param out where to say it
   * @param terminal what {@code out} is
   * @param what is counted, in the plural
   */
  CountDisplay(PrintStream out, Terminal terminal, String what) {
    this(out, terminal, what, System::nanoTime);
  }

  CountDisplay(PrintStream out, Terminal terminal, String what, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.what = what;
    this.nanos = nanos;
    this.startNanos = nanos.getAsLong();
    this.lastNanos = startNanos;
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
    String text = most + " of " + total + " " + what + left(now, total);
    if (terminal.interactive()) {
      // spaces over what was longer before
      out.print("\r" + ProgressBar.of((double) most / total, BAR) + " " + text);
      out.print(" ".repeat(Math.max(0, drawn - text.length())));
      drawn = text.length();
    } else {
      out.println(text);
    }
    out.flush();
  }

  /** Nothing before a hundredth: what comes first may be what all share. */
  private String left(long now, int total) {
    if (most * 100L < total) {
      return "";
    }
    double seconds = (now - startNanos) / 1e9 * (total - most) / most;
    return ", " + Durations.of(seconds) + " left";
  }

  /** Ends the line that it has drawn on, if it has. */
  synchronized void finish() {
    if (shown && terminal.interactive()) {
      out.println();
      out.flush();
    }
  }
}
