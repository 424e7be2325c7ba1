package org.nodesnr.cli;

import java.io.PrintStream;
import java.util.Locale;
import org.nodesnr.data.DownloadProgress;
import org.nodesnr.sweep.ProgressBar;

/** Shows a download: a bar on a terminal, a line for each tenth elsewhere. */
final class DownloadDisplay implements DownloadProgress {
  private static final int BAR = 30;
  private static final double MEBI = 1 << 20;

  private final PrintStream out;
  private final Terminal terminal;
  private String file = "";
  private long shown = -1;

  DownloadDisplay(PrintStream out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void report(String name, long done, long total) {
    double share = total > 0 ? (double) done / total : 0;
    long mark = (long) (share * (terminal.interactive() ? 200 : 10));
    if (name.equals(file) && mark == shown) {
      return;
    }
    file = name;
    shown = mark;
    String amount =
        total > 0
            ? String.format(
                Locale.ROOT, "%3.0f%% of %.1f MiB", Math.floor(share * 100), total / MEBI)
            : String.format(Locale.ROOT, "%.1f MiB", done / MEBI);
    if (terminal.interactive()) {
      out.print("\r" + name + " " + ProgressBar.of(share, BAR) + " " + amount);
      if (done >= total) {
        out.println();
      }
      out.flush();
    } else {
      out.println("downloading " + name + ": " + amount);
    }
  }
}
