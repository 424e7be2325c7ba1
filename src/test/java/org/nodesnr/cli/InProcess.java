package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.nodesnr.config.ExperimentLoader;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.DownloadProgress;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.sweep.Event;
import org.nodesnr.sweep.Executions;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.sweep.ProvenanceSource;
import org.nodesnr.sweep.StopFlag;
import org.nodesnr.sweep.TrainingExecutor;
import org.nodesnr.training.ConvolutionMethod;
import org.nodesnr.training.Nd4jEngine;
import org.nodesnr.training.TrainingEngine;

/**
 * An experiment that is trained, and whose commands are carried out, in this process: what a worker
 * does, without the cost of starting one.
 *
 * @param config its file
 * @param results directory of all experiments
 * @param jobs its runs
 */
record InProcess(Path config, Path results, List<Job> jobs) {
  static final TrainingEngine ENGINE = new Nd4jEngine(ConvolutionMethod.WINOGRAD);

  /** What a command said, and its exit code. */
  record Answer(int code, String out, String err) {}

  static InProcess of(Path directory, String text) throws IOException {
    Path config = Files.writeString(directory.resolve("experiment.conf"), text);
    List<Job> jobs = ExperimentOptions.jobs(ExperimentLoader.load(config, List.of()));
    return new InProcess(config, directory.resolve("results"), jobs);
  }

  InProcess in(Path otherResults) {
    return new InProcess(config, otherResults, jobs);
  }

  InProcess only(Predicate<Job> which) {
    return new InProcess(config, results, jobs.stream().filter(which).toList());
  }

  ExperimentDirectory directory() {
    return ExperimentDirectory.of(results, jobs.get(0).experiment());
  }

  RecordStore records() {
    return ExperimentOptions.store(directory());
  }

  /** What a worker process has for all its life. */
  TrainingExecutor worker(StopFlag stop) {
    return worker(stop, DataLocation.ofProcess(Optional.empty(), true));
  }

  TrainingExecutor worker(StopFlag stop, DataLocation location) {
    return worker(stop, location, ENGINE, 1);
  }

  /** On something else than the processor. */
  TrainingExecutor worker(TrainingEngine engine, int saveSeconds) {
    DataLocation location = DataLocation.ofProcess(Optional.empty(), true);
    return worker(new StopFlag(), location, engine, saveSeconds);
  }

  private TrainingExecutor worker(
      StopFlag stop, DataLocation location, TrainingEngine engine, int saveSeconds) {
    return new TrainingExecutor(
        records(),
        new Laboratory(location, DownloadProgress.NONE, new EvaluationInstruments(engine)),
        ProvenanceSource.ofProcess(),
        stop,
        new TrainingExecutor.Settings(saveSeconds, true),
        engine);
  }

  /** Trains all runs, one after the other. */
  InProcess trained() throws InterruptedException {
    return trained(worker(new StopFlag()));
  }

  /** The same by a worker of one's own. */
  InProcess trained(TrainingExecutor worker) throws InterruptedException {
    for (Job job : jobs) {
      Consumer<Event> nobody = event -> {};
      Event end = Executions.of(worker, job, nobody);
      if (!(end instanceof Event.Ended)) {
        throw new AssertionError(job.label() + ": " + end);
      }
    }
    return this;
  }

  Answer command(String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of(name, config.toString()));
    arguments.addAll(List.of("--results", results.toString()));
    arguments.addAll(List.of(more));
    if (name.equals("run") && !arguments.contains("--device")) {
      arguments.addAll(List.of("--device", "cpu"));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Answer(code, out.toString(), err.toString());
  }
}
