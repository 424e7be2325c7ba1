package org.nodesnr.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.nodesnr.bench.Child;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.DownloadProgress;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.training.ConvolutionMethod;
import org.nodesnr.training.Nd4jEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A process of the benchmark. */
@Command(name = "bench-child", hidden = true, description = "Time one thing for the benchmark.")
final class BenchChildCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "KIND")
  private String kind;

  @Parameters(index = "1", paramLabel = "SUBJECT")
  private String subject;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    // the process that started it says that it was interrupted
    Main.interruption(spec.commandLine()).pause();
    // Whatever libraries print goes to the log; answers have the output for themselves.
    PrintStream answers =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    System.setOut(System.err);
    DataLocation local = DataLocation.ofProcess(Optional.empty(), true);
    try (EvaluationInstruments instruments =
        new EvaluationInstruments(new Nd4jEngine(ConvolutionMethod.WINOGRAD))) {
      new Child(new Laboratory(local, DownloadProgress.NONE, instruments))
          .serve(kind, subject, System.in, answers);
    }
    return ExitCodes.DONE;
  }
}
