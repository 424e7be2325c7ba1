package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.archive.Bundle;
import org.nodesnr.archive.Comparison;
import org.nodesnr.config.ExperimentLoader;
import org.nodesnr.document.Documents;
import org.nodesnr.files.Scratch;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RecordStore;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.RunSpecs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether an archive's tables and documents follow from its records. */
@Command(
    name = "verify",
    description = {
      "Make every table and document of an archive again from its records.",
      "Checks every checksum, computes the tables from the run records alone, and compares them, and"
          + " README and REPRODUCTION, with those in the archive byte for byte."
    },
    footerHeading = "%nExamples:%n",
    footer = "  nodesnr verify nodesnr-records.zip    about a minute")
final class VerifyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ARCHIVE", description = "A file that 'nodesnr archive' wrote.")
  private Path archive;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(archive)) {
      throw new UserError(archive + " is no file: name an archive that 'nodesnr archive' wrote");
    }
    Path folder = Files.createTempDirectory("nodesnr-verify");
    try {
      return verify(folder.resolve("published"), folder.resolve("again"));
    } finally {
      Scratch.delete(folder);
    }
  }

  private int verify(Path published, Path again) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Bundle.Unpacked unpacked = Bundle.unpack(archive, Files.createDirectories(published));
    if (!unpacked.different().isEmpty()) {
      unpacked.different().forEach(fault -> out.println("DIFFERENT: " + fault));
      return ExitCodes.DIFFERENT;
    }
    out.printf(Locale.ROOT, "%,d files are what their checksums say%n", unpacked.files());
    Path results = again.resolve("results");
    List<String> different = new ArrayList<>();
    int same = 0;
    for (Path experiment : experiments(published)) {
      String name = experiment.getFileName().toString();
      ExperimentDirectory fresh = ExperimentDirectory.reference(results, name);
      copy(experiment.resolve("runs"), fresh.runs());
      for (String more : List.of("nodes", "evaluation")) {
        copy(experiment.resolve(more), fresh.root().resolve(more));
      }
      tables(published.resolve("configs").resolve(name + ".conf"), fresh);
      Comparison tables = Comparison.ofTables(experiment, fresh.root());
      out.printf(
          "%s: %d of %d tables follow from the records%n",
          name, tables.same(), tables.same() + tables.different().size());
      out.flush();
      same += tables.same();
      different.addAll(tables.different());
    }
    if (same == 0) {
      throw new UserError(archive + " has no table");
    }
    different.addAll(documents(published, published.resolve("results")));
    different.forEach(name -> out.println("DIFFERENT: " + name));
    if (different.isEmpty()) {
      out.println("every table and document follows from the records");
    }
    return different.isEmpty() ? ExitCodes.DONE : ExitCodes.DIFFERENT;
  }

  private static List<Path> experiments(Path published) throws IOException {
    Path shipped = ExperimentDirectory.shipped(published.resolve("results"));
    if (!Files.isDirectory(shipped)) {
      throw new UserError("the archive holds no experiment");
    }
    try (Stream<Path> directories = Files.list(shipped)) {
      return directories.filter(d -> Files.isDirectory(d.resolve("runs"))).sorted().toList();
    }
  }

  /** Writes run tables and tables of one experiment. */
  private static void tables(Path config, ExperimentDirectory directory) throws IOException {
    Experiment experiment = ExperimentLoader.load(config, List.of());
    RecordStore store =
        new RecordStore(directory, record -> RunSpecs.id(RunSpecs.fromJson(record)));
    Report report = Report.ofReference(experiment, store, ExperimentDirectory.USUAL_VARIANT);
    report.writeTables(new PrintWriter(new StringWriter()));
  }

  /** README and REPRODUCTION whose numbers are not those of the tables. */
  private static List<String> documents(Path published, Path results) throws IOException {
    List<String> different = new ArrayList<>();
    for (Path template : Documents.templates(published)) {
      Path document = published.resolve(template.getFileName());
      if (!Files.exists(document)
          || !Files.readString(document).equals(Documents.text(template, results))) {
        different.add(template.getFileName().toString());
      }
    }
    return different;
  }

  private static void copy(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
