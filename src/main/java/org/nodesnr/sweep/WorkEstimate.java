package org.nodesnr.sweep;

import java.util.List;
import java.util.stream.IntStream;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.RunSpec;

/**
 * How much arithmetic a run is: an estimate for plans and progress, good to some tens of per cent.
 *
 * <p>A forward pass multiplies and adds once for each weight and place. A training step makes three
 * such passes over its batch (forward, gradients of the weights, gradients of the inputs; the first
 * layer's inputs need none), a score one over its samples, and S and G three over theirs (forward,
 * weighted inputs, covariances).
 *
 * @param training floating-point operations of all steps
 * @param evaluation floating-point operations of all measurements
 */
public record WorkEstimate(double training, double evaluation) {
  /** Floating-point operations a second of one worker where nothing was measured yet. */
  public static final double TYPICAL_RATE = 45e9;

  /** Seconds until workers train: what short sweeps consist of. */
  public static final double START_SECONDS = 3;

  /**
   * @param job a run
   * @return what is left to do of it, whether it is trained or measured
   */
  public static WorkEstimate of(Job job) {
    return job.trains() ? of(job.spec()) : new WorkEstimate(0, job.measuring().work());
  }

  /**
   * @param spec a run
   * @return its work
   */
  public static WorkEstimate of(RunSpec spec) {
    return of(spec, spec.regime().steps());
  }

  /**
   * @param spec a run
   * @param steps after how many steps it ended
   * @return its work
   */
  static WorkEstimate of(RunSpec spec, int steps) {
    double[] layers = operations(spec.data(), spec.network());
    double forward = 0;
    for (double layer : layers) {
      forward += layer;
    }
    double training = (3 * forward - layers[0]) * spec.regime().batchSize() * steps;
    double evaluation = 0;
    int train = samples(spec.trainSamples(), spec.data().trainSize());
    int test = samples(spec.data().testSamples(), spec.data().testSize());
    for (int step : dueSteps(spec, steps)) {
      boolean last = step == steps;
      evaluation +=
          forward * (test + (last ? train : samples(spec.evaluation().trainSamples(), train)));
      if (spec.checkpoints().measuresDue(step, steps)) {
        evaluation +=
            3 * forward * (last ? test : samples(spec.evaluation().measureSamples(), test));
      }
    }
    return new WorkEstimate(training, evaluation);
  }

  /**
   * @return floating-point operations of the run
   */
  public double total() {
    return training + evaluation;
  }

  private static List<Integer> dueSteps(RunSpec spec, int steps) {
    return IntStream.rangeClosed(0, steps)
        .filter(step -> spec.checkpoints().accuracyDue(step, steps))
        .boxed()
        .toList();
  }

  /** Floating-point operations of a forward pass of one sample, for each weighted layer. */
  private static double[] operations(DataSpec data, NetworkSpec network) {
    return network.placed(data.inputSide(), data.channels(), data.classes()).stream()
        .filter(placed -> placed.weights() > 0)
        .mapToDouble(NetworkSpec.Placed::operations)
        .toArray();
  }

  private static int samples(int wanted, int available) {
    return wanted <= 0 ? available : Math.min(wanted, available);
  }
}
