package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.tables.ExperimentComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two experiments side by side. */
@Command(
    name = "compare",
    description = {
      "Show two experiments side by side, with intervals of the differences: correlations of S and G",
      "with test accuracy, and mean test accuracy of the regimes that both have. Writes no file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr compare mnist-quick mnist",
      "  nodesnr compare results/mnist results/reference/mnist",
      "  nodesnr compare mnist my-mnist --variant notebook --format csv > d.csv"
    })
final class CompareCommand implements Callable<Integer> {
  /** Characters in a line of what is shown on a terminal. */
  private static final int LINE = 80;

  /** How the comparison is printed. */
  enum Format {
    /** For people. */
    TABLE,
    /** For spreadsheets: one row per number, every digit. */
    CSV,
    /** For documents. */
    MARKDOWN,
    /** For programs. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "An experiment: a name under results/ or results/reference/, or a directory.")
  private String first;

  @Parameters(index = "1", paramLabel = "B", description = "The one to hold against it.")
  private String second;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      defaultValue = ExperimentDirectory.USUAL_VARIANT,
      description = "The variant of S and G (default: ${DEFAULT-VALUE}).")
  private String variant;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table, csv, markdown or json (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Mixin private ResultsOption results;

  @Option(
      names = "--configs",
      paramLabel = "DIR",
      defaultValue = "configs",
      description =
          "Directory of the configs that have the exclusion rules (default: ${DEFAULT-VALUE}).")
  private Path configs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    StoredExperiment a = StoredExperiment.read(first, results.path(), configs, variant);
    StoredExperiment b = StoredExperiment.read(second, results.path(), configs, variant);
    ExperimentComparison comparison =
        ExperimentComparison.of(first, a.analysis(), second, b.analysis());
    PrintWriter err = spec.commandLine().getErr();
    Stream.concat(a.remarks().stream(), b.remarks().stream())
        .distinct()
        .forEach(remark -> err.println("note: " + remark));
    if (format == Format.CSV) {
      comparison.care().forEach(sentence -> err.println("note: " + sentence));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case TABLE -> comparison.text(LINE);
          case CSV -> comparison.csv();
          case MARKDOWN -> comparison.markdown();
          case JSON -> comparison.json();
        });
    out.flush();
    return ExitCodes.DONE;
  }
}
