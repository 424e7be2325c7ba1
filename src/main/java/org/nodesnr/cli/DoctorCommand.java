package org.nodesnr.cli;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.Datasets;
import org.nodesnr.network.Backend;
import org.nodesnr.network.Gpu;
import org.nodesnr.network.NativeLibrary;
import org.nodesnr.sweep.BuildInfo;
import org.nodesnr.sweep.ProvenanceSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What nodesnr would use on this machine, and what is missing. */
@Command(
    name = "doctor",
    description = "Show what nodesnr would use on this machine, what is missing, and what to do.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr doctor",
      "  nodesnr doctor --data /mnt/datasets   check this directory for data, too"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final long MEBI = 1 << 20;
  private static final long WORKER_MEBI = 2048;

  @ParentCommand private Main main;
  @Mixin private DataOptions dataOptions;
  @Spec private CommandSpec spec;

  private final List<String> advice = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    show(out, "nodesnr", BuildInfo.current().describe());
    show(
        out,
        "Java",
        System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
    show(out, "system", ProvenanceSource.operatingSystem());
    hardware(out);
    graphics(out);
    boolean works = computing(out);
    data(out);
    advice.forEach(line -> show(out, "to do", line));
    if (advice.isEmpty()) {
      show(out, "verdict", "everything is there");
    }
    return works ? ExitCodes.DONE : ExitCodes.BAD_INPUT;
  }

  private static void graphics(PrintWriter out) throws InterruptedException {
    List<Gpu> gpus = Gpu.probe();
    if (gpus.isEmpty()) {
      show(out, "GPU", "none that nvidia-smi shows; the processor is used");
    }
    gpus.forEach(gpu -> show(out, "GPU", gpu.verdict()));
  }

  private void hardware(PrintWriter out) {
    int cores = Runtime.getRuntime().availableProcessors();
    show(out, "processor", ProvenanceSource.processor(Path.of("/proc/cpuinfo")));
    show(out, "workers", cores + " (one for each core, one thread each)");
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      long mebi = system.getTotalMemorySize() / MEBI;
      show(out, "memory", String.format(Locale.ROOT, "%,d MiB", mebi));
      if (mebi < cores * WORKER_MEBI) {
        advice.add(
            "each worker may take 2 GiB: with this memory, use --workers "
                + Math.max(1, mebi / WORKER_MEBI));
      }
    }
  }

  private boolean computing(PrintWriter out) {
    NativeLibrary library = main.library();
    show(out, "native", "nd4j-native" + library.extension() + ": " + library.reason());
    try {
      Backend backend = Backend.loaded();
      show(
          out,
          "backend",
          backend.name() + " " + BuildInfo.current().nd4jVersion() + ", " + backend.library());
      return true;
    } catch (LinkageError | RuntimeException e) {
      // ND4J wraps what keeps it from loading in types of its own, and in errors of the linker.
      show(out, "backend", "does not load: " + rootOf(e));
      advice.add(
          "ND4J's native library must load: on Linux it needs x86-64 and glibc 2.17 or later, and"
              + " about 1 GiB free in ~/.javacpp/cache");
      return false;
    }
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private void data(PrintWriter out) {
    DataLocation location = dataOptions.location();
    for (String name : List.of(Datasets.MNIST, Datasets.CIFAR10)) {
      Optional<Path> found = Datasets.find(name, location);
      show(out, name, found.map(Path::toString).orElse("not found"));
      if (found.isEmpty()) {
        advice.add("'nodesnr data fetch " + name + "' downloads " + name + "; a run does so, too");
      }
    }
    show(out, "cache", location.cache().toString());
  }

  private static void show(PrintWriter out, String what, String value) {
    out.printf("%-10s %s%n", what, value);
  }
}
