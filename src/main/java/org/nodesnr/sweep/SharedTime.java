package org.nodesnr.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The time of a process, in equal shares to the runs that it has in hand. */
final class SharedTime {
  private final Supplier<TimeSpent> clock;
  private final List<TimeSpent> shares;
  private final boolean[] gone;
  private int left;
  private TimeSpent divided;

  /**
   * Begins now, with all runs in hand.
   *
   * @param clock what the process has taken since some fixed moment
   * @param earlier what each run has taken before
   */
  SharedTime(Supplier<TimeSpent> clock, List<TimeSpent> earlier) {
    this.clock = clock;
    this.shares = new ArrayList<>(earlier);
    this.gone = new boolean[earlier.size()];
    this.left = earlier.size();
    this.divided = clock.get();
  }

  /**
   * @param run number of a run
   * @return what it has taken
   */
  TimeSpent of(int run) {
    divide();
    return shares.get(run);
  }

  /**
   * @param run number of a run that is over
   */
  void leave(int run) {
    divide();
    if (!gone[run]) {
      gone[run] = true;
      left--;
    }
  }

  private void divide() {
    TimeSpent now = clock.get();
    if (left > 0) {
      TimeSpent share = now.minus(divided).dividedBy(left);
      for (int run = 0; run < gone.length; run++) {
        if (!gone[run]) {
          shares.set(run, shares.get(run).plus(share));
        }
      }
    }
    divided = now;
  }
}
