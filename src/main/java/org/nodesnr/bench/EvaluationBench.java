package org.nodesnr.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.nodesnr.sweep.WorkerCommand;

/** S and G of the MNIST network, beside outer products as in the author's notebook. */
final class EvaluationBench {
  private static final double TARGET = 20;
  private static final int NOTEBOOK_BATCH = 50;
  private static final int NOTEBOOK_BATCHES = 10;

  private final BenchSettings settings;
  private final Optional<Python> numpy;

  EvaluationBench(BenchSettings settings, Optional<Python> numpy) {
    this.settings = settings;
    this.numpy = numpy;
  }

  List<BenchRow> run() throws IOException {
    String part = "evaluation, " + TimedNetwork.MNIST.title();
    if (numpy.isEmpty()) {
      return List.of(
          BenchRow.missing(part, "no Python with numpy: on Debian, install python3-numpy"));
    }
    try (Contestant ours =
            new ChildProcess(
                "evaluate",
                JavaChild.command("bench-child", "evaluate", TimedNetwork.MNIST.key()),
                WorkerCommand.ENVIRONMENT,
                settings.log());
        Contestant theirs =
            new ChildProcess(
                "bench_notebook.py",
                numpy.get().command("bench_notebook.py"),
                Python.ONE_THREAD,
                settings.log())) {
      Duel duel =
          Duel.fight(
              new Duel.Side(ours, 1, Child.EVALUATED),
              new Duel.Side(theirs, NOTEBOOK_BATCHES, NOTEBOOK_BATCH),
              settings.pairs());
      return List.of(
          BenchRow.of(
              part,
              "samples/s",
              "outer products in NumPy",
              duel,
              TARGET,
              "10,000 samples, S and G in two variants and accuracy, nothing remembered from an"
                  + " earlier network; the notebook's way: S alone, timed on 500 samples"));
    }
  }
}
