package org.nodesnr.bench;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Scanner;
import java.util.function.IntConsumer;
import org.nodesnr.UserError;
import org.nodesnr.config.ExperimentLoader;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.Datasets;
import org.nodesnr.data.DownloadProgress;
import org.nodesnr.data.SyntheticSpec;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.network.ImageSamples;
import org.nodesnr.network.Model;
import org.nodesnr.network.Shape;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Variant;
import org.nodesnr.sweep.Instrument;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.training.ConvolutionMethod;
import org.nodesnr.training.Nd4jEngine;
import org.nodesnr.training.ReferenceFit;
import org.nodesnr.training.TrainingEngine;
import org.nodesnr.training.TrainingListener;
import org.nodesnr.training.TrainingSession;

/** What is timed in a process of its own. */
public final class Child {
  /** Test samples of an evaluation, as many as MNIST has. */
  static final int EVALUATED = 10_000;

  private static final int WARM_UP_STEPS = 10;
  private static final TrainingEngine ENGINE = new Nd4jEngine(ConvolutionMethod.WINOGRAD);

  private final Laboratory laboratory;

  /**
   * @param laboratory data and instruments of the runs of a sweep
   */
  public Child(Laboratory laboratory) {
    this.laboratory = laboratory;
  }

  /**
   * Serves until the orders end.
   *
   * @param kind {@code train}, {@code train-direct}, {@code fit}, {@code evaluate}, {@code
   *     gradients}, {@code loop} or {@code measured-loop}
   * @param argument a subject, or the config of a sweep
   * @param orders numbers of units
   * @param answers where seconds are written
   */
  public void serve(String kind, String argument, InputStream orders, PrintStream answers) {
    try (Scanner scanner = new Scanner(orders, StandardCharsets.US_ASCII)) {
      switch (kind) {
        case "train" -> train(subject(argument), ConvolutionMethod.WINOGRAD, scanner, answers);
        case "train-direct" -> train(subject(argument), ConvolutionMethod.DIRECT, scanner, answers);
        case "fit" -> {
          TimedNetwork subject = subject(argument);
          ReferenceFit network =
              new ReferenceFit(
                  subject.network(), new Shape(subject.side(), subject.side(), subject.channels()));
          network.train(1);
          ChildProcess.serve(network::train, scanner, answers);
        }
        case "evaluate" -> evaluate(subject(argument), scanner, answers);
        case "gradients" -> gradients(subject(argument), scanner, answers);
        case "loop" -> ChildProcess.serve(loop(argument, false), scanner, answers);
        case "measured-loop" -> ChildProcess.serve(loop(argument, true), scanner, answers);
        default -> throw new UserError("nothing called " + kind + " can be timed");
      }
    }
  }

  private static TimedNetwork subject(String key) {
    return TimedNetwork.valueOf(key.toUpperCase(Locale.ROOT));
  }

  private static Dataset data(RunSpec spec, int test) {
    return Datasets.load(
        spec.data().set(),
        DataLocation.ofProcess(Optional.empty(), true),
        new SyntheticSpec(1, spec.data().trainSamples(), test),
        DownloadProgress.NONE);
  }

  private static void gradients(TimedNetwork subject, Scanner orders, PrintStream answers) {
    IntConsumer work = GradientBench.work(subject, data(subject.spec(), 10));
    work.accept(1);
    ChildProcess.serve(work, orders, answers);
  }

  private static void train(
      TimedNetwork subject, ConvolutionMethod method, Scanner orders, PrintStream answers) {
    RunSpec spec = subject.spec();
    try (TrainingSession session = session(new Nd4jEngine(method), spec, data(spec, 10))) {
      IntConsumer work = steps -> train(session, new StopAfter(session.step(0) + steps));
      work.accept(WARM_UP_STEPS);
      ChildProcess.serve(work, orders, answers);
    }
  }

  private static TrainingSession session(TrainingEngine engine, RunSpec spec, Dataset data) {
    return engine.open(List.of(spec), data);
  }

  private static void train(TrainingSession session, TrainingListener listener) {
    try {
      session.train(List.of(listener));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static void evaluate(TimedNetwork subject, Scanner orders, PrintStream answers) {
    RunSpec spec = subject.spec();
    Dataset data = data(spec, EVALUATED);
    ImageSamples test =
        new ImageSamples(data.test(), spec.data().crop(), spec.data().standardisation());
    try (TrainingSession session = session(ENGINE, spec, data)) {
      IntConsumer work =
          times -> {
            for (int i = 0; i < times; i++) {
              // A new one each time: nothing is remembered of the first layer's inputs.
              try (Evaluator evaluator = new Evaluator(test, Variant.BUILT_IN)) {
                evaluator.evaluate(session.weights(0), 0);
              }
            }
          };
      work.accept(1);
      ChildProcess.serve(work, orders, answers);
    }
  }

  /** Every run of a sweep, one after the other, with nothing around but its measurements. */
  private IntConsumer loop(String config, boolean measured) {
    Experiment experiment = ExperimentLoader.load(Path.of(config), List.of());
    // Data are read, and the instruments' own caches filled, before the clock runs.
    PlannedRun first = experiment.runs().get(0);
    Dataset data = laboratory.bench(first.spec()).data();
    try (TrainingSession session = session(ENGINE, first.spec(), data)) {
      train(session, new StopAfter(WARM_UP_STEPS));
    }
    return times -> {
      for (int i = 0; i < times; i++) {
        experiment.runs().forEach(run -> run(run.spec(), measured));
      }
    };
  }

  private void run(RunSpec spec, boolean measured) {
    Laboratory.Bench bench = laboratory.bench(spec);
    try (TrainingSession session = session(ENGINE, spec, bench.data())) {
      train(
          session,
          measured
              ? new Measuring(spec, bench.instrument())
              : new StopAfter(spec.regime().steps()));
    }
  }

  /** Nothing but an end. */
  private record StopAfter(int lastStep) implements TrainingListener.Unmeasured {
    @Override
    public boolean keepGoing(int step, double loss) {
      return step < lastStep;
    }
  }

  /** The measurements of a run, which are thrown away. */
  private record Measuring(RunSpec spec, Instrument instrument) implements TrainingListener {
    @Override
    public boolean due(int step) {
      Checkpoints checkpoints = spec.checkpoints();
      return checkpoints.accuracyDue(step, spec.regime().steps());
    }

    @Override
    public void measure(int step, Model model) {
      instrument.measure(step, model, step == spec.regime().steps());
    }
  }
}
