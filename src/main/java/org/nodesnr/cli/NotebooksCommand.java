package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.notebook.NotebookExport;
import org.nodesnr.results.ExperimentDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
      "  nodesnr notebooks                      of mnist*, cifar10* and interventions*",
      "  nodesnr notebooks --experiment demo    of this one"
    })
final class NotebooksCommand implements Callable<Integer> {
  private static final List<String> PREFIXES = List.of("mnist", "cifar10", "interventions");

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "An experiment under the results; may be given several times.")
  private List<String> experiments = List.of();

  @Mixin private ResultsOption results;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "notebooks-export",
      description = "Where the notebooks go (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    OutputFolder.require("--out " + out, out);
    PrintWriter log = spec.commandLine().getOut();
    for (String experiment : experiments.isEmpty() ? all() : experiments) {
      log.println(NotebookExport.write(directory(experiment), out));
      log.flush();
    }
    return ExitCodes.DONE;
  }

  /** The user's own runs, else those that ship with the project. */
  private ExperimentDirectory directory(String experiment) {
    ExperimentDirectory own = ExperimentDirectory.of(results.path(), experiment);
    ExperimentDirectory shipped = ExperimentDirectory.reference(results.path(), experiment);
    return Files.isDirectory(own.root()) || !Files.isDirectory(shipped.root()) ? own : shipped;
  }

  private Collection<String> all() throws IOException {
    SortedSet<String> names = new TreeSet<>(in(results.path()));
    names.addAll(in(ExperimentDirectory.shipped(results.path())));
    if (names.isEmpty()) {
      throw new UserError(
          results.path()
              + "/ has no experiment whose name starts with mnist, cifar10 or interventions: train"
              + " one, or name another with --experiment");
    }
    return names;
  }

  private static List<String> in(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> directories = Files.list(directory)) {
      return directories
          .filter(Files::isDirectory)
          .map(d -> d.getFileName().toString())
          .filter(name -> PREFIXES.stream().anyMatch(name::startsWith))
          .toList();
    }
  }
}
