package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nodesnr.UserError;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.spec.Experiment;
import org.nodesnr.sweep.Shard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A sweep as a Slurm job array. */
@Command(
    name = "slurm",
    description = {
      "Print a Slurm job array that trains an experiment, or submit it.",
      "Tasks share the results directory. Before the time limit they save their states and",
      "queue again, as long as they gain steps; preempted or killed, they go on where they were."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr slurm configs/mnist.conf --shards 8 > sweep.slurm",
      "  nodesnr slurm configs/mnist.conf --time 4:00:00 --partition cpu --submit",
      "  nodesnr slurm configs/cifar10.conf --gpus 1 --submit -- --keep-networks"
    })
final class SlurmCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "CONFIG",
      description = "The experiment, such as configs/mnist.conf.")
  private Path config;

  @Parameters(
      index = "1..*",
      paramLabel = "RUN-OPTION",
      description = "After '--': further options of 'nodesnr run'.")
  private List<String> runOptions = List.of();

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "4",
      description = "Tasks of the array (default: ${DEFAULT-VALUE}).")
  private int shards;

  @Option(
      names = {"-w", "--workers"},
      paramLabel = "N",
      defaultValue = "4",
      description = "Workers, and cores, of each task (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--gpus",
      paramLabel = "N",
      defaultValue = "0",
      description = "GPUs of each task (default: ${DEFAULT-VALUE}).")
  private int gpus;

  @Option(
      names = "--time",
      paramLabel = "LIMIT",
      defaultValue = "12:00:00",
      description =
          "Time limit of a task as Slurm reads it, more than five minutes: 90 is 90 minutes,"
              + " 4:00:00 four hours, 2-0 two days (default: ${DEFAULT-VALUE}).")
  private String time;

  @Option(
      names = "--partition",
      paramLabel = "NAME",
      description = "Where to run (default: the cluster's default).")
  private String partition;

  @Option(
      names = "--submit",
      description = "Write the script into the results directory and give it to sbatch.")
  private boolean submit;

  @Mixin private ExperimentOptions experimentOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Experiment experiment = experimentOptions.load(config);
    require("--shards", shards, 1, Math.min(Shard.MOST, experiment.runs().size()));
    require("--workers", workers, 1, SweepOptions.MOST_WORKERS);
    require("--gpus", gpus, 0, SweepOptions.MOST_WORKERS);
    if (partition != null && !partition.matches("[\\w.,-]+")) {
      throw new UserError("--partition " + partition + ": give the name of a partition");
    }
    runOptions.stream()
        .filter(option -> option.matches("(--set|-s|--results)(=.*)?"))
        .findFirst()
        .ifPresent(
            option -> {
              throw new UserError("after '--': give " + option + " before it");
            });
    ExperimentDirectory directory = experimentOptions.records(experiment.name()).directory();
    SlurmScript script =
        new SlurmScript(
            experiment.name(),
            launcher(),
            Path.of("").toAbsolutePath(),
            directory.logs().toAbsolutePath(),
            experimentArguments(),
            runOptions,
            shards,
            workers,
            gpus,
            time,
            Optional.ofNullable(partition));
    PrintWriter out = spec.commandLine().getOut();
    if (!submit) {
      out.print(script.text());
      out.flush();
      return ExitCodes.DONE;
    }
    return submit(script, directory, out);
  }

  private static void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new UserError(option + " " + value + ": give a number from " + least + " to " + most);
    }
  }

  private List<String> experimentArguments() {
    List<String> arguments = new ArrayList<>(List.of(config.toString()));
    arguments.addAll(experimentOptions.arguments());
    return arguments;
  }

  /** The launcher says where it is. */
  private static Path launcher() {
    return Path.of(System.getProperty("nodesnr.launcher", "target/nodesnr")).toAbsolutePath();
  }

  private int submit(SlurmScript script, ExperimentDirectory directory, PrintWriter out)
      throws IOException, InterruptedException {
    // Slurm makes no directory for the output of a job.
    Files.createDirectories(directory.logs());
    Path file = directory.root().resolve("sweep.slurm");
    AtomicFiles.write(file, script.text());
    out.println("script: " + file + ", output: " + directory.logs() + "/slurm-*.log");
    out.flush();
    Process sbatch;
    try {
      sbatch = new ProcessBuilder("sbatch", file.toString()).inheritIO().start();
    } catch (IOException e) {
      throw new UserError(
          "sbatch can't be started: submit " + file + " where Slurm's commands are installed", e);
    }
    int code = sbatch.waitFor();
    if (code != 0) {
      throw new UserError("sbatch refused " + file + " (exit code " + code + ")");
    }
    return ExitCodes.DONE;
  }
}
