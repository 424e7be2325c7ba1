package org.nodesnr.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.nodesnr.sweep.WorkerCommand;

/**
 * A sweep of MNIST networks on made-up digits: with one worker and with two, and beside the bare
 * training loop. Long enough that the start of the processes, some seconds, is a hundredth of it.
 */
final class SweepBench {
  private static final int RUNS = 8;
  private static final double TWO_WORKERS = 1.9;
  private static final double OVERHEAD = 1.05;
  private static final double PER_HOUR = 3600;

  private final BenchSettings settings;

  SweepBench(BenchSettings settings) {
    this.settings = settings;
  }

  List<BenchRow> run() throws IOException, InterruptedException {
    int steps = settings.quick() ? 200 : 8000;
    Path config = settings.directory().resolve("sweep.conf");
    Files.writeString(config, config(steps));
    String conditions =
        RUNS
            + " networks of "
            + steps
            + " steps, measured every 1,000; start of processes included";
    double bare = loop("loop", config);
    double measured = loop("measured-loop", config);
    double one = sweep(config, 1);
    List<BenchRow> rows = new ArrayList<>();
    if (Runtime.getRuntime().availableProcessors() < 2) {
      rows.add(BenchRow.missing("sweep, 2 workers", "this machine has one core"));
    } else {
      double two = sweep(config, 2);
      rows.add(
          row(
              "sweep, 2 workers",
              "networks/h",
              RUNS * PER_HOUR / two,
              "1 worker",
              RUNS * PER_HOUR / one,
              one / two,
              TWO_WORKERS,
              BenchRow.Bound.AT_LEAST,
              conditions));
    }
    rows.add(
        row(
            "sweep, 1 worker",
            "s",
            one,
            "training and measuring alone",
            measured,
            one / measured,
            OVERHEAD,
            BenchRow.Bound.AT_MOST,
            conditions + "; records, saved states, progress"));
    rows.add(
        row(
            "measuring",
            "s",
            measured,
            "training alone",
            bare,
            measured / bare,
            Double.NaN,
            BenchRow.Bound.AT_MOST,
            "accuracy, loss, S and G at checkpoints, part of what a sweep is for"));
    return rows;
  }

  private static BenchRow row(
      String part,
      String unit,
      double ours,
      String other,
      double theirs,
      double ratio,
      double target,
      BenchRow.Bound bound,
      String note) {
    return new BenchRow(
        part,
        unit,
        TimingSpread.of(List.of(ours)),
        other,
        TimingSpread.of(List.of(theirs)),
        TimingSpread.of(List.of(ratio)),
        Double.isNaN(target) ? OptionalDouble.empty() : OptionalDouble.of(target),
        bound,
        note);
  }

  static String config(int steps) {
    return """
        name = bench-sweep
        data { set = synthetic-digits, trainSamples = 6000, testSamples = 2000 }
        network = mnist
        base { learningRate = 0.1, steps = %d }
        regimes.sgd {}
        seeds = "1..%d"
        checkpoints { accuracyEvery = 1000, measuresAt = [0] }
        evaluation.trainSamples = 2000
        """
        .formatted(steps, RUNS);
  }

  private double loop(String kind, Path config) throws IOException {
    try (Contestant child =
        new ChildProcess(
            kind,
            JavaChild.command("bench-child", kind, config.toString()),
            WorkerCommand.ENVIRONMENT,
            settings.log())) {
      return child.seconds(1);
    }
  }

  private double sweep(Path config, int workers) throws IOException, InterruptedException {
    Path results = settings.directory().resolve("workers-" + workers);
    List<String> command =
        JavaChild.command(
            "run",
            config.toString(),
            "--results",
            results.toString(),
            "--workers",
            Integer.toString(workers),
            "--device",
            "cpu",
            "--no-report");
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
            .start();
    int code;
    try {
      code = process.waitFor();
    } finally {
      process.destroy();
    }
    if (code != 0) {
      throw new IOException("the sweep ended with " + code + "; see " + settings.log());
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
