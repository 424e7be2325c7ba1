package org.nodesnr.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nodesnr.sweep.WorkerCommand;

/** Samples per second of the trainer, beside PyTorch and Deeplearning4j's {@code fit}. */
final class TrainingBench {
  private static final double TARGET = 1.3;

  private final BenchSettings settings;
  private final Optional<Python> torch;

  TrainingBench(BenchSettings settings, Optional<Python> torch) {
    this.settings = settings;
    this.torch = torch;
  }

  List<BenchRow> run(Subject subject) throws IOException {
    List<BenchRow> rows = new ArrayList<>();
    String part = "training, " + subject.title();
    boolean dense = subject == Subject.MNIST;
    try (Contestant ours = child("train", subject)) {
      Duel.Side us = side(ours, dense ? 150 : 15);
      if (torch.isPresent()) {
        try (Contestant theirs =
            new ChildProcess(
                "bench_torch.py",
                torch.get().command("bench_torch.py", subject.key()),
                Python.ONE_THREAD,
                settings.log())) {
          Duel duel = Duel.fight(us, side(theirs, dense ? 100 : 10), settings.pairs());
          rows.add(BenchRow.of(part, "samples/s", "PyTorch", duel, TARGET, ""));
        }
      } else {
        rows.add(BenchRow.missing(part, "no Python with torch: on Debian, install python3-torch"));
      }
      try (Contestant theirs = child("fit", subject)) {
        Duel duel = Duel.fight(us, side(theirs, dense ? 50 : 1), settings.pairs());
        rows.add(
            BenchRow.of(part, "samples/s", "MultiLayerNetwork.fit", duel, 1, "").withoutTarget());
      }
    }
    return rows;
  }

  private Contestant child(String kind, Subject subject) throws IOException {
    return new ChildProcess(
        kind + " " + subject.key(),
        JavaChild.command("bench-child", kind, subject.key()),
        WorkerCommand.ONE_THREAD,
        settings.log());
  }

  private Duel.Side side(Contestant contestant, int steps) {
    int units = Math.max(1, settings.quick() ? steps / 3 : steps);
    return new Duel.Side(contestant, units, Subject.BATCH);
  }
}
