package org.nodesnr.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nodesnr.sweep.WorkerCommand;

/**
 * Samples per second of the trainer, beside the sum over the taps, PyTorch with and without Python,
 * and Deeplearning4j's {@code fit}.
 */
final class TrainingBench {
  private static final String UNIT = "samples/s";

  private final BenchSettings settings;
  private final Optional<Python> torch;
  private final Optional<Libtorch> libtorch;

  TrainingBench(BenchSettings settings, Optional<Python> torch, Optional<Libtorch> libtorch) {
    this.settings = settings;
    this.torch = torch;
    this.libtorch = libtorch;
  }

  List<BenchRow> run(TimedNetwork subject) throws IOException {
    List<BenchRow> rows = new ArrayList<>();
    String part = "training, " + subject.title();
    boolean dense = subject == TimedNetwork.MNIST;
    int others = dense ? 100 : 10;
    try (Contestant ours = child("train", subject)) {
      Duel.Side us = side(ours, dense ? 150 : 15);
      if (!dense) {
        Duel duel = duel(us, child("train-direct", subject), others);
        rows.add(
            BenchRow.of(part, UNIT, "the same with --convolution direct", duel, 1, "")
                .withoutTarget());
      }
      if (torch.isPresent()) {
        Duel duel = duel(us, torch(subject), others);
        rows.add(
            BenchRow.of(part, UNIT, "PyTorch " + torch.get().version(), duel, target(dense), ""));
      } else {
        rows.add(BenchRow.missing(part, "no Python with torch: on Debian, install python3-torch"));
      }
      if (libtorch.isPresent()) {
        String name = "libtorch " + libtorch.get().version();
        Duel duel = duel(us, libtorch(subject), others);
        rows.add(BenchRow.of(part, UNIT, name, duel, target(dense), ""));
      }
      Duel duel = duel(us, child("fit", subject), dense ? 50 : 1);
      rows.add(BenchRow.of(part, UNIT, "MultiLayerNetwork.fit", duel, 1, "").withoutTarget());
    }
    return rows;
  }

  private static double target(boolean dense) {
    return dense ? 1.3 : 1.5;
  }

  private Duel duel(Duel.Side us, Contestant contestant, int steps) throws IOException {
    try (Contestant theirs = contestant) {
      return Duel.fight(us, side(theirs, steps), settings.pairs());
    }
  }

  private Contestant torch(TimedNetwork subject) throws IOException {
    return new ChildProcess(
        "bench_torch.py",
        torch.orElseThrow().command("bench_torch.py", subject.key()),
        Python.ONE_THREAD,
        settings.log());
  }

  private Contestant libtorch(TimedNetwork subject) throws IOException {
    return new ChildProcess(
        "libtorch",
        libtorch.orElseThrow().command(subject, settings.directory()),
        Python.ONE_THREAD,
        settings.log());
  }

  private Contestant child(String kind, TimedNetwork subject) throws IOException {
    return new ChildProcess(
        kind + " " + subject.key(),
        JavaChild.command("bench-child", kind, subject.key()),
        WorkerCommand.ENVIRONMENT,
        settings.log());
  }

  private Duel.Side side(Contestant contestant, int steps) {
    int units = Math.max(1, settings.quick() ? steps / 3 : steps);
    return new Duel.Side(contestant, units, TimedNetwork.BATCH);
  }
}
