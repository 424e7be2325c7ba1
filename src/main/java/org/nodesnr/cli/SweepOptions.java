package org.nodesnr.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nodesnr.UserError;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.sweep.BuildInfo;
import org.nodesnr.sweep.Shard;
import org.nodesnr.sweep.StateStore;
import org.nodesnr.sweep.SweepPlan;
import org.nodesnr.sweep.WorkerCommand;
import org.nodesnr.training.ConvolutionMethod;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How runs are trained; nothing here changes more than rounding. */
final class SweepOptions {
  /** The most worker processes. */
  static final int MOST_WORKERS = 1024;

  @Option(
      names = {"-w", "--workers"},
      paramLabel = "N",
      description =
          "Worker processes, one thread each (default: as many as cores); a graphics card has one of"
              + " its own.")
  private Integer workers;

  @Option(
      names = "--save-every",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "Save the state of each run so often, for a start after an interruption"
              + " (default: ${DEFAULT-VALUE}).")
  private int saveSeconds;

  @Option(
      names = "--keep-networks",
      description = "Keep final weights in results/EXPERIMENT/networks, for 'nodesnr evaluate'.")
  private boolean keepNetworks;

  @Mixin private ConvolutionOption convolution;
  @Mixin private DeviceOption device;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Train the I-th of N parts of the plan, for N machines; 'slurm' takes I and N from the"
              + " task's place in its Slurm job array.")
  private String shard;

  Shard shard() {
    if (shard == null) {
      return Shard.WHOLE;
    }
    return shard.equals("slurm") ? SlurmTask.shard(System.getenv()) : Shard.parse(shard);
  }

  /**
   * @throws UserError when states are to be saved at no sensible time, or runs trained on or by
   *     what is not there
   */
  void check() {
    convolution.method();
    device.check();
    if (saveSeconds < 1) {
      throw new UserError("--save-every " + saveSeconds + ": give at least 1 second");
    }
  }

  int workers() {
    if (workers == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new UserError("--workers " + workers + ": give a number from 1 to " + MOST_WORKERS);
    }
    return workers;
  }

  /**
   * @param experiment where the experiment's results lie
   * @param shard which part of it is trained
   * @return the directory of the workers' logs: each shard numbers its workers from 1
   */
  static Path logs(ExperimentDirectory experiment, Shard shard) {
    Path logs = experiment.logs();
    return shard.isWhole() ? logs : logs.resolve(shard.named("shard"));
  }

  /**
   * @param experiment where the experiment's results lie
   * @param shard which part of it is trained
   * @param data where the data lie
   * @param chosen what runs are trained on
   * @return how a worker is started: with this program's Java, class path and native library
   */
  WorkerCommand command(
      ExperimentDirectory experiment, Shard shard, DataOptions data, DeviceChoice chosen) {
    List<String> arguments = new ArrayList<>();
    String java = "java" + (File.separatorChar == '\\' ? ".exe" : "");
    arguments.add(Path.of(System.getProperty("java.home"), "bin", java).toString());
    arguments.addAll(
        List.of(
            "-Xmx" + chosen.heap(),
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ErrorFile=" + crashReport(logs(experiment, shard)),
            "-Djava.awt.headless=true",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
    property(arguments, "org.bytedeco.javacpp.platform.extension");
    property(arguments, "org.bytedeco.javacpp.cachedir");
    property(arguments, "nodesnr.cuda.library");
    property(arguments, "nodesnr.gpu.patienceSeconds");
    arguments.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "worker",
            "--experiment",
            experiment.root().toString(),
            "--save-every",
            Integer.toString(saveSeconds)));
    arguments.addAll(List.of(ConvolutionOption.NAME, convolution.method().key()));
    if (keepNetworks) {
      arguments.add("--keep-networks");
    }
    data.directory()
        .ifPresent(directory -> arguments.addAll(List.of("--data", directory.toString())));
    return new WorkerCommand(arguments, WorkerCommand.ENVIRONMENT, chosen.keys());
  }

  /** The Java runtime replaces {@code %p} by the process id. */
  private static Path crashReport(Path logs) {
    return Path.of(logs.toAbsolutePath().toString().replace("%", "%%")).resolve("crash-%p.log");
  }

  private static void property(List<String> arguments, String name) {
    String value = System.getProperty(name);
    if (value != null && !value.isEmpty()) {
      arguments.add("-D" + name + "=" + value);
    }
  }

  /**
   * @return how convolutions are computed
   */
  ConvolutionMethod convolution() {
    return convolution.method();
  }

  /**
   * @param plan what is left to train
   * @return what it is trained on
   * @throws IOException when a saved state is there but can't be read
   */
  DeviceChoice device(SweepPlan plan) throws IOException {
    if (plan.toTrain().isEmpty()) {
      return DeviceChoice.NONE;
    }
    int begun =
        new StateStore(plan.directory())
            .usable(
                plan.todo(),
                BuildInfo.current().describe(),
                DeviceChoice.NONE.trained(convolution.method()),
                fault -> {})
            .size();
    return device.choose(plan.toTrain(), begun);
  }

  boolean keepsNetworks() {
    return keepNetworks;
  }
}
