package org.nodesnr.sweep;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.training.TrainingListener;
import org.nodesnr.training.TrainingSession;

/**
 * Measures nothing but time: the fastest of several windows, for the first ones run code that is
 * not compiled yet, and others may be disturbed. The steps of all runs of a session count.
 */
final class Stopwatch {
  private static final int WARM_UP_STEPS = 3;
  private static final long WINDOW_NANOS = 200_000_000L;
  private static final long CALIBRATION_NANOS = 2_500_000_000L;

  private final long begun = System.nanoTime();
  private final int runs;
  private long steps;
  private long windowBegun;
  private long windowStep;
  private double milliseconds = Double.NaN;

  private Stopwatch(int runs) {
    this.runs = runs;
  }

  /**
   * Trains for some seconds.
   *
   * @param session runs
   * @return milliseconds per step of one network; NaN where the runs were too short
   * @throws InterruptedException when the thread is interrupted
   */
  static double millisecondsPerStep(TrainingSession session) throws InterruptedException {
    Stopwatch stopwatch = new Stopwatch(session.size());
    List<TrainingListener> listeners = new ArrayList<>();
    for (int run = 0; run < session.size(); run++) {
      listeners.add(stopwatch.listener());
    }
    session.train(listeners);
    return stopwatch.milliseconds;
  }

  private TrainingListener listener() {
    return new TrainingListener.Unmeasured() {
      @Override
      public boolean keepGoing(int step, double loss) {
        return stepMade();
      }
    };
  }

  private boolean stepMade() {
    long now = System.nanoTime();
    steps++;
    if (steps >= (long) WARM_UP_STEPS * runs && windowBegun == 0) {
      windowBegun = now;
      windowStep = steps;
    } else if (windowBegun != 0 && now - windowBegun >= WINDOW_NANOS) {
      double mean = (now - windowBegun) / 1e6 / (steps - windowStep);
      milliseconds = Double.isNaN(milliseconds) ? mean : Math.min(milliseconds, mean);
      windowBegun = now;
      windowStep = steps;
    }
    return now - begun < CALIBRATION_NANOS || Double.isNaN(milliseconds);
  }
}
