package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.notebook.NotebookExport;
import org.nodesnr.results.ExperimentDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Jupyter notebooks from tables and figures. */
@Command(
    name = "notebooks",
    description = {
      "Write stored tables and figures as Jupyter notebooks that check them with SciPy.",
      "Their code cells compute every statistic again from runs.csv and assert that it agrees."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr notebooks                      of every experiment whose name starts with",
      "                                         mnist or cifar10, into notebooks-export/",
      "  nodesnr notebooks --experiment demo    of this one"
    })
final class NotebooksCommand implements Callable<Integer> {
  private static final List<String> PREFIXES = List.of("mnist", "cifar10");

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "An experiment under the results; may be given several times.")
  private List<String> experiments = List.of();

  @Option(
      names = "--results",
      paramLabel = "DIR",
      defaultValue = "results",
      description = "Directory of all experiments' results (default: ${DEFAULT-VALUE}).")
  private Path results;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "notebooks-export",
      description = "Where the notebooks go (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter log = spec.commandLine().getOut();
    for (String experiment : experiments.isEmpty() ? all() : experiments) {
      log.println(NotebookExport.write(ExperimentDirectory.of(results, experiment), out));
      log.flush();
    }
    return ExitCodes.DONE;
  }

  private List<String> all() throws IOException {
    List<String> names = List.of();
    if (Files.isDirectory(results)) {
      try (Stream<Path> directories = Files.list(results)) {
        names =
            directories
                .filter(Files::isDirectory)
                .map(directory -> directory.getFileName().toString())
                .filter(name -> PREFIXES.stream().anyMatch(name::startsWith))
                .sorted()
                .toList();
      }
    }
    if (names.isEmpty()) {
      throw new UserError(
          results
              + "/ has no experiment whose name starts with mnist or cifar10: train one, or name"
              + " another with --experiment");
    }
    return names;
  }
}
