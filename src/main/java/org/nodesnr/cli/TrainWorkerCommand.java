package org.nodesnr.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.nodesnr.UserError;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.DownloadProgress;
import org.nodesnr.gpu.Cards;
import org.nodesnr.gpu.GpuEngine;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.sweep.ProvenanceSource;
import org.nodesnr.sweep.StopFlag;
import org.nodesnr.sweep.TrainingExecutor;
import org.nodesnr.sweep.Worker;
import org.nodesnr.training.Nd4jEngine;
import org.nodesnr.training.TrainingEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A worker process of a sweep; a coordinator starts it and talks to it. */
@Command(
    name = "worker",
    hidden = true,
    description = "Train runs for a coordinator: orders on standard input, events on output.")
final class TrainWorkerCommand implements Callable<Integer> {
  private static final int GRACE_SECONDS = 60;

  @Option(names = "--experiment", paramLabel = "DIR", required = true)
  private Path experiment;

  @Option(names = "--save-every", paramLabel = "SECONDS", required = true)
  private int saveSeconds;

  @Option(names = "--keep-networks")
  private boolean keepNetworks;

  @Option(names = DeviceOption.NAME, defaultValue = DeviceChoice.PROCESSOR)
  private String device;

  @Mixin private ConvolutionOption convolution;

  @Mixin private DataOptions dataOptions;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Main.interruption(spec.commandLine()).pause();
    StopFlag stop = StopFlag.onSignals(GRACE_SECONDS, ExitCodes.INTERRUPTED);
    try {
      work(stop);
    } finally {
      stop.finished();
    }
    return ExitCodes.DONE;
  }

  private void work(StopFlag stop) throws InterruptedException {
    // Whatever libraries print goes to the log; events have the output for themselves.
    PrintStream events =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    if (device.equals(DeviceChoice.PROCESSOR)) {
      serve(new Nd4jEngine(convolution.method()), events, stop);
      return;
    }
    try (GpuEngine engine = GpuEngine.on(Cards.find(device))) {
      serve(engine, events, stop);
    } catch (UserError e) {
      // A card that is gone, or was never there, is for the coordinator to say.
      Worker.refuse(e.getMessage(), events);
    }
  }

  private void serve(TrainingEngine engine, PrintStream events, StopFlag stop)
      throws InterruptedException {
    DataLocation local = DataLocation.ofProcess(dataOptions.directory(), true);
    TrainingExecutor executor =
        new TrainingExecutor(
            ExperimentOptions.store(new ExperimentDirectory(experiment)),
            new Laboratory(local, DownloadProgress.NONE, new EvaluationInstruments(engine)),
            ProvenanceSource.ofProcess(),
            stop,
            new TrainingExecutor.Settings(saveSeconds, keepNetworks),
            engine);
    new Worker(executor, events, stop).run(System.in);
  }
}
