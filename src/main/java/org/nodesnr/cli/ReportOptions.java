package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.spec.Experiment;
import org.nodesnr.sweep.SweepLock;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which experiments are reported on, and how. */
final class ReportOptions {
  private static final Path CONFIGS = Path.of("configs");

  @Parameters(
      paramLabel = "CONFIG",
      arity = "0..*",
      description = "The experiments (default: every one in configs/ that has records).")
  private List<Path> configs = List.of();

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      defaultValue = ExperimentDirectory.USUAL_VARIANT,
      description =
          "The variant of S and G in tables and figures (default: ${DEFAULT-VALUE}); those of another"
              + " go into variant-NAME/.")
  private String variant;

  @Mixin private ExperimentOptions experimentOptions;

  /** What is done with each report. */
  @FunctionalInterface
  interface Action {
    void on(Report report) throws IOException;
  }

  /**
   * Reports on each experiment. One that can't be reported on keeps none of the others: it is
   * noted, and refused in the end where it was asked for by name.
   *
   * @param notes where it is noted
   * @param written whether the files are what is asked for, so that a directory that can only be
   *     read is refused; otherwise its report is shown, and nothing is written there
   * @param action what is done with each report
   */
  void forEach(PrintWriter notes, boolean written, Action action) throws IOException {
    int reported = 0;
    UserError refused = null;
    for (Path config : configs.isEmpty() ? all() : configs) {
      try {
        reported += report(config, written, action);
      } catch (UserError e) {
        if (refused != null || configs.isEmpty()) {
          notes.println("note: left out: " + e.getMessage());
        }
        refused = refused == null ? e : refused;
      }
    }
    if (refused != null && (!configs.isEmpty() || reported == 0)) {
      throw refused;
    }
    if (reported == 0) {
      throw new UserError("no config in " + CONFIGS + "/ has records yet: name one, or train some");
    }
  }

  private int report(Path config, boolean written, Action action) throws IOException {
    int reported = 0;
    Experiment experiment = experimentOptions.load(config);
    RecordStore records = experimentOptions.records(experiment.name());
    RecordStore reference = experimentOptions.reference(experiment.name());
    boolean shipped = Files.isDirectory(reference.directory().runs());
    boolean named = !configs.isEmpty() && !shipped;
    if (named || Files.isDirectory(records.directory().runs())) {
      Experiment own =
          experimentOptions.overrides()
              ? experiment
              : KeptSettings.applied(experiment, records.directory());
      Path root = records.directory().root();
      if (written && readOnly(root)) {
        throw new UserError(
            root
                + " can only be read: make it writable, or give a copy with --results; 'nodesnr"
                + " stats' shows its tables without writing");
      }
      if (readOnly(root)) {
        action.on(Report.of(own, records, reference, variant).ofReadOnly());
      } else {
        SweepLock.whileReporting(
            root, () -> action.on(Report.of(own, records, reference, variant)));
      }
      reported++;
    }
    if (shipped) {
      Report report = Report.ofReference(experiment, reference, variant);
      if (experimentOptions.overrides()) {
        report = report.shownAlone();
      } else if (!written && readOnly(reference.directory().root())) {
        report = report.ofReadOnly();
      }
      action.on(report);
      reported++;
    }
    return reported;
  }

  private static boolean readOnly(Path root) {
    return Files.isDirectory(root) && !Files.isWritable(root);
  }

  private static List<Path> all() throws IOException {
    if (!Files.isDirectory(CONFIGS)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files.filter(f -> f.toString().endsWith(".conf")).sorted().toList();
    }
  }
}
