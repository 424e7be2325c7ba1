package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.nodesnr.UserError;
import org.nodesnr.bench.Bench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Times training, evaluation and sweeps beside what one would run otherwise. */
@Command(
    name = "bench",
    description = {
      "Time training, evaluation and sweeps beside what one would run otherwise.",
      "Takes about half an hour of a machine that does nothing else; PyTorch, Deeplearning4j's fit and",
      "the notebook's method take turns with nodesnr. Writes results/bench/bench.md and bench.csv."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr bench",
      "  nodesnr bench --quick --python /usr/bin/python3",
      "  nodesnr bench --only gradients",
    })
final class BenchCommand implements Callable<Integer> {
  @Option(names = "--quick", description = "Shorter turns: a first impression in two minutes.")
  private boolean quick;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "Turns of each of two that are compared (default: 5).")
  private int pairs = 5;

  @Option(
      names = "--python",
      paramLabel = "PROGRAM",
      description = "Python with torch and NumPy (default: python3, then /usr/bin/python3).")
  private String python;

  @Option(
      names = "--libtorch",
      paramLabel = "DIR",
      description =
          "Jars of org.bytedeco:pytorch: PyTorch without Python is measured, too; 'make"
              + " bench-libtorch' gets them.")
  private Path libtorch;

  @Option(
      names = "--only",
      paramLabel = "PARTS",
      hideParamSyntax = true,
      split = ",",
      description = "training, evaluation, gradients, sweep; several with commas (default: all).")
  private Set<Bench.Part> only = EnumSet.allOf(Bench.Part.class);

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "Directory of all results (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (pairs < 1) {
      throw new UserError("--pairs " + pairs + ": give at least 1");
    }
    List<String> pythons =
        python == null ? List.of("python3", "/usr/bin/python3") : List.of(python);
    new Bench(
            pythons, quick, pairs, Optional.ofNullable(libtorch), only, spec.commandLine().getOut())
        .run(results.resolve("bench"));
    return ExitCodes.DONE;
  }
}
