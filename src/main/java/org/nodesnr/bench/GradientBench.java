package org.nodesnr.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.nodesnr.data.Dataset;
import org.nodesnr.measures.gradient.GradientMoments;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Subject;
import org.nodesnr.network.ImageSamples;
import org.nodesnr.network.Model;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.sweep.WorkerCommand;
import org.nodesnr.training.InitialNetwork;

/** GSNR and OSGR of both networks, beside gradients of single samples in PyTorch. */
final class GradientBench {
  private static final double TARGET = 10;

  /** Samples of a unit of both: what is done once for all samples counts alike. */
  private static final int DENSE = 2000;

  private static final int CONVOLUTIONAL = 1000;

  private final BenchSettings settings;
  private final Optional<Python> torch;

  GradientBench(BenchSettings settings, Optional<Python> torch) {
    this.settings = settings;
    this.torch = torch;
  }

  List<BenchRow> run() throws IOException {
    List<BenchRow> rows = new ArrayList<>();
    for (TimedNetwork subject : List.of(TimedNetwork.MNIST, TimedNetwork.CIFAR24)) {
      String part = "GSNR and OSGR, " + subject.title();
      rows.add(
          torch.isEmpty()
              ? BenchRow.missing(part, "no Python with torch: on Debian, install python3-torch")
              : fight(part, subject, torch.get()));
    }
    return rows;
  }

  private BenchRow fight(String part, TimedNetwork subject, Python python) throws IOException {
    try (Contestant ours =
            new ChildProcess(
                "gradients",
                JavaChild.command("bench-child", "gradients", subject.key()),
                WorkerCommand.ENVIRONMENT,
                settings.log());
        Contestant theirs =
            new ChildProcess(
                "bench_torch_gradients.py",
                python.command("bench_torch_gradients.py", subject.key()),
                Python.ONE_THREAD,
                settings.log())) {
      Duel duel =
          Duel.fight(
              new Duel.Side(ours, 1, samples(subject)),
              new Duel.Side(theirs, samples(subject), 1),
              settings.pairs());
      return BenchRow.of(
          part,
          "samples/s",
          "PyTorch",
          duel,
          TARGET,
          "mean, variance and SNR of every parameter's gradient over samples; PyTorch by"
              + " torch.func.vmap where it has that, else by one backward pass a sample, sums and"
              + " squares kept");
    }
  }

  private static int samples(TimedNetwork subject) {
    return subject == TimedNetwork.MNIST ? DENSE : CONVOLUTIONAL;
  }

  /**
   * @param subject a network as it is initialised
   * @param data its samples
   * @return measures it so many times
   */
  static IntConsumer work(TimedNetwork subject, Dataset data) {
    RunSpec spec = subject.spec();
    ImageSamples train =
        new ImageSamples(data.train(), spec.data().crop(), spec.data().standardisation());
    Model model = InitialNetwork.of(spec, train.shape(), data.train().classes());
    Subject measured = Subject.of(model);
    Inputs inputs = Subject.inputs(train).first(samples(subject));
    return times -> {
      for (int i = 0; i < times; i++) {
        double ratio =
            GradientMoments.of(
                    measured.structure(), measured.theta(), inputs, Precision.SINGLE, false)
                .network()
                .osgr();
        if (Double.isNaN(ratio)) {
          throw new IllegalStateException("no gradient");
        }
      }
    };
  }
}
