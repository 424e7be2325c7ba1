package org.nodesnr.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.Scratch;
import org.nodesnr.network.NativeLibrary;
import org.nodesnr.sweep.BuildInfo;
import org.nodesnr.sweep.ProvenanceSource;

/** Measures everything and writes {@code bench.csv} and {@code bench.md}. */
public final class Bench {
  private final List<String> pythons;
  private final boolean quick;
  private final int pairs;
  private final Optional<Libtorch> libtorch;
  private final Set<Part> parts;
  private final PrintWriter out;

  /** What is measured. */
  public enum Part {
    /** Steps of training. */
    TRAINING,
    /** S and G. */
    EVALUATION,
    /** Gradient signal and noise. */
    GRADIENTS,
    /** Whole sweeps. */
    SWEEP
  }

  /**
   * @param pythons where to look for a Python with torch or NumPy, in order
   * @param quick whether to measure for a shorter time
   * @param pairs turns that each of two contestants has
   * @param libtorch directory with the jars of PyTorch's library, where it is to be measured
   * @param parts what is measured
   * @param out progress
   * @throws org.nodesnr.UserError when the directory holds no such jars
   */
  public Bench(
      List<String> pythons,
      boolean quick,
      int pairs,
      Optional<Path> libtorch,
      Set<Part> parts,
      PrintWriter out) {
    this.pythons = List.copyOf(pythons);
    this.quick = quick;
    this.pairs = pairs;
    this.libtorch = libtorch.map(Libtorch::in);
    this.parts = Set.copyOf(parts);
    this.out = out;
  }

  /**
   * @param results directory of the two files
   * @throws IOException when something can't be started or written
   * @throws InterruptedException when interrupted
   */
  public void run(Path results) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("nodesnr-bench");
    BenchSettings settings = new BenchSettings(pairs, quick, scratch);
    Optional<Python> torch = Python.with("torch", pythons);
    Optional<Python> numpy = Python.with("numpy", pythons);
    List<String> conditions = conditions(torch, numpy);
    conditions.forEach(out::println);
    List<BenchRow> rows = new ArrayList<>();
    TrainingBench training = new TrainingBench(settings, torch, libtorch);
    if (parts.contains(Part.TRAINING)) {
      for (TimedNetwork subject : TimedNetwork.values()) {
        add(rows, training.run(subject));
      }
    }
    if (parts.contains(Part.EVALUATION)) {
      add(rows, new EvaluationBench(settings, numpy).run());
    }
    if (parts.contains(Part.GRADIENTS)) {
      add(rows, new GradientBench(settings, torch).run());
    }
    if (parts.contains(Part.SWEEP)) {
      add(rows, new SweepBench(settings).run());
    }
    AtomicFiles.write(results.resolve("bench.csv"), BenchTable.csv(rows));
    AtomicFiles.write(results.resolve("bench.md"), BenchTable.markdown(conditions, rows));
    Scratch.delete(scratch);
    out.println("wrote " + results.resolve("bench.md") + " and bench.csv");
  }

  private void add(List<BenchRow> rows, List<BenchRow> more) {
    rows.addAll(more);
    more.forEach(row -> out.println(BenchTable.line(row)));
    out.flush();
  }

  private List<String> conditions(Optional<Python> torch, Optional<Python> numpy) {
    return List.of(
        "date: " + Instant.now().truncatedTo(ChronoUnit.SECONDS),
        String.format(
            Locale.ROOT,
            "machine: %s, %d cores, load %.2f at the beginning, %s",
            ProvenanceSource.processor(Path.of("/proc/cpuinfo")),
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            ProvenanceSource.operatingSystem()),
        "nodesnr: "
            + BuildInfo.current().describe()
            + ", ND4J "
            + BuildInfo.current().nd4jVersion()
            + NativeLibrary.select().extension()
            + ", Java "
            + System.getProperty("java.runtime.version"),
        "beside it: "
            + torch.map(Python::description).orElse("no Python with torch")
            + "; "
            + numpy.map(Python::description).orElse("no Python with numpy")
            + libtorch.map(l -> "; libtorch " + l.version()).orElse(""),
        "data: made-up digits and textures of the shape of MNIST and CIFAR-10, batches of "
            + TimedNetwork.BATCH
            + ", one thread a process"
            + (quick ? ", short turns (--quick)" : ""));
  }
}
