package org.nodesnr.training;

import org.nodesnr.network.Model;

/** Listeners for tests. */
final class Listeners {
  /** Measures nothing, stops nothing. */
  static final TrainingListener NONE = stoppingAt(-1);

  private Listeners() {}

  static TrainingListener stoppingAt(int lastStep) {
    return new TrainingListener() {
      @Override
      public boolean due(int step) {
        return false;
      }

      @Override
      public void measure(int step, Model model) {
        throw new AssertionError("not due");
      }

      @Override
      public boolean keepGoing(int step, double loss) {
        return step != lastStep;
      }
    };
  }
}
