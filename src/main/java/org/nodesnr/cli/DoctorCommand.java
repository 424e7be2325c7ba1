package org.nodesnr.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.Datasets;
import org.nodesnr.files.Json;
import org.nodesnr.gpu.BitCheck;
import org.nodesnr.gpu.Card;
import org.nodesnr.gpu.Cards;
import org.nodesnr.gpu.DeviceFailure;
import org.nodesnr.gpu.GpuEngine;
import org.nodesnr.network.Backend;
import org.nodesnr.network.BlasKernels;
import org.nodesnr.network.NativeLibrary;
import org.nodesnr.sweep.BuildInfo;
import org.nodesnr.sweep.ProvenanceSource;
import org.nodesnr.sweep.WorkerCommand;
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
      "  nodesnr doctor --data /mnt/datasets   check this directory for data, too",
      "  nodesnr doctor --format json"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final long MEBI = 1 << 20;
  private static final long WORKER_MEBI = 2048;

  @ParentCommand private Main main;
  @Mixin private DataOptions dataOptions;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  private final Map<String, Object> facts = new LinkedHashMap<>();
  private final List<String> advice = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    note("nodesnr", "nodesnr", BuildInfo.current().describe());
    note(
        "java",
        "Java",
        System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vendor"));
    note("system", "system", ProvenanceSource.operatingSystem());
    hardware();
    graphics();
    boolean works = computing();
    data();
    advice.forEach(line -> show("to do", line));
    if (advice.isEmpty()) {
      show("verdict", "everything is there");
    }
    facts.put("toDo", advice);
    facts.put("works", works);
    if (format.json()) {
      spec.commandLine().getOut().println(Json.printed(facts));
    }
    return works ? ExitCodes.DONE : ExitCodes.BAD_INPUT;
  }

  private void graphics() throws InterruptedException {
    List<Map<String, Object>> described = new ArrayList<>();
    for (Card card : Cards.list()) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("key", card.key());
      all.put("name", card.name());
      all.put("driver", card.driver());
      all.put("memoryMebibytes", card.memory() / MEBI);
      all.put("processor", card.processor());
      all.put("unfit", card.unfit());
      Map<String, Long> fits = card.unfit().isEmpty() ? CardSpace.of(card) : Map.of();
      all.put("networks", fits);
      described.add(all);
      show("card", card.describe());
      if (!card.unfit().isEmpty()) {
        show("", "can't be used: " + card.unfit());
      } else if (card.processor()) {
        show("", "is the processor: taken by --device " + card.key() + " alone");
      }
      if (card.unfit().isEmpty() && !card.processor()) {
        all.put("rightBits", hasRightBits(card));
      }
      fits.forEach(
          (shape, count) -> show("", String.format(Locale.ROOT, "%,d %s at once", count, shape)));
    }
    facts.put("cards", described);
    if (described.isEmpty()) {
      show("card", Cards.absence() + ": the processor is used");
    }
  }

  /** Trains some small networks there. */
  private boolean hasRightBits(Card card) throws InterruptedException {
    String found;
    try (GpuEngine engine = GpuEngine.on(card)) {
      found = BitCheck.of(engine);
    } catch (DeviceFailure e) {
      found = e.getMessage();
    }
    boolean right = found.equals(BitCheck.EXPECTED);
    if (right) {
      show("", "20 steps of small networks end at the bits that all cards give");
    } else {
      advice.add(
          card.key()
              + " does not train as other cards do ("
              + found
              + " instead of "
              + BitCheck.EXPECTED
              + "): update its driver, or use --device cpu");
    }
    return right;
  }

  private void hardware() {
    int cores = Runtime.getRuntime().availableProcessors();
    note("processor", "processor", ProvenanceSource.processor(Path.of("/proc/cpuinfo")));
    facts.put("workers", cores);
    show("workers", cores + " (one for each core, one thread each)");
    if (ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system) {
      long mebi = system.getTotalMemorySize() / MEBI;
      facts.put("memoryMebibytes", mebi);
      show("memory", String.format(Locale.ROOT, "%,d MiB", mebi));
      if (mebi < cores * WORKER_MEBI) {
        advice.add(
            "each worker may take 2 GiB: with this memory, use --workers "
                + Math.max(1, mebi / WORKER_MEBI));
      }
    }
  }

  private boolean computing() {
    NativeLibrary library = main.library();
    facts.put("nativeLibrary", "nd4j-native" + library.extension());
    facts.put("backend", null);
    show("native", "nd4j-native" + library.extension() + ": " + library.reason());
    String kernels = WorkerCommand.ENVIRONMENT.get(BlasKernels.VARIABLE);
    if (kernels != null) {
      show(
          "BLAS", "workers take kernels for " + kernels + ": OpenBLAS does not know the processor");
    }
    try {
      Backend backend = Backend.loaded();
      String name =
          backend.name() + " " + BuildInfo.current().nd4jVersion() + ", " + backend.library();
      note("backend", "backend", name);
      return true;
    } catch (LinkageError | RuntimeException e) {
      // ND4J wraps what keeps it from loading in types of its own, and in errors of the linker.
      show("backend", "does not load: " + rootOf(e));
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

  private void data() {
    DataLocation location = dataOptions.location();
    Map<String, Object> places = new LinkedHashMap<>();
    for (String name : List.of(Datasets.MNIST, Datasets.CIFAR10)) {
      Optional<Path> found = Datasets.find(name, location);
      places.put(name, found.map(Path::toString).orElse(null));
      show(name, found.map(Path::toString).orElse("not found"));
      if (found.isEmpty()) {
        advice.add("'nodesnr data fetch " + name + "' downloads " + name + "; a run does so, too");
      }
    }
    facts.put("data", places);
    note("cache", "cache", location.cache().toString());
  }

  /** A fact that programs and people are told in the same words. */
  private void note(String key, String what, String line) {
    facts.put(key, line);
    show(what, line);
  }

  /** Prints at once: a native library that doesn't suit the processor may end the process. */
  private void show(String what, String line) {
    if (!format.json()) {
      spec.commandLine().getOut().printf("%-10s %s%n", what, line);
    }
  }
}
