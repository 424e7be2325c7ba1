package org.nodesnr.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Findings;
import org.nodesnr.figures.FigureSet;
import org.nodesnr.files.CsvFile;
import org.nodesnr.files.Json;
import org.nodesnr.report.HtmlReport;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.Manifest;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.results.RunTable;
import org.nodesnr.spec.Experiment;
import org.nodesnr.tables.ComparisonTable;
import org.nodesnr.tables.ReferenceComparison;
import org.nodesnr.tables.TableSet;
import org.nodesnr.tables.Verdict;
import org.nodesnr.tables.WebTable;

/**
 * Makes tables and figures from the records of an experiment. Of the user's own, only runs of the
 * config enter: records of other runs in the same directory are counted and left out. They are
 * compared with the records that ship with the project, of which all enter.
 */
final class Report {
  /** Characters in a line of what is shown on a terminal. */
  private static final int LINE = 80;

  private final ExperimentDirectory directory;
  private final List<RunRecord> records;
  private final Optional<RecordStore> reference;
  private final AnalysisOptions options;
  private final String title;
  private final List<String> remarks;
  private final boolean written;

  /** What the page shows beside what is in the files. */
  private record Written(Findings findings, ComparisonTable table, Optional<WebTable> comparison) {}

  /** What programs are shown. */
  private record Shown(
      String directory,
      String variant,
      String data,
      boolean officialData,
      int runs,
      List<String> notes,
      String caption,
      List<Map<String, Object>> table,
      List<Map<String, Object>> correlations) {}

  private Report(
      ExperimentDirectory directory,
      List<RunRecord> records,
      Optional<RecordStore> reference,
      AnalysisOptions options,
      String title,
      List<String> remarks,
      boolean written) {
    this.directory = directory;
    this.records = records;
    this.reference = reference;
    this.options = options;
    this.title = title;
    this.remarks = remarks;
    this.written = written;
  }

  /**
   * @return the same report, of which no file is written: files that ship with the project are
   *     those of its configs as they are
   */
  Report shownAlone() {
    return shownAlone(
        directory.root() + " ships with the project; with --set its files are left as they are");
  }

  /**
   * @return the same report, of which no file is written: the directory can only be read
   */
  Report ofReadOnly() {
    return shownAlone(directory.root() + " can only be read: nothing was written there");
  }

  private Report shownAlone(String why) {
    List<String> more = new ArrayList<>(remarks);
    more.add(why);
    return new Report(directory, records, reference, options, title, more, false);
  }

  /**
   * @param experiment which runs, and how they are put into relation
   * @param store where their records are
   * @param reference where those are that ship with the project; possibly none
   * @param variant the variant of S and G in tables and figures
   * @return the report, not yet written
   * @throws IOException when records can't be read
   * @throws UserError when there is no record of the experiment
   */
  static Report of(Experiment experiment, RecordStore store, RecordStore reference, String variant)
      throws IOException {
    ChosenRecords chosen = ChosenRecords.of(experiment, store);
    return new Report(
        store.directory().under(variant),
        chosen.records(),
        Optional.of(reference),
        StatisticsOptions.of(experiment, variant),
        experiment.title(),
        chosen.remarks(),
        true);
  }

  /**
   * @param experiment how the runs are put into relation
   * @param store where the records are that ship with the project
   * @param variant the variant of S and G in tables and figures
   * @return a report on all of them, not yet written
   * @throws IOException when records can't be read
   */
  static Report ofReference(Experiment experiment, RecordStore store, String variant)
      throws IOException {
    RecordStore.Contents contents = store.readAll();
    OneDataSet.require(store.directory(), contents.records());
    return new Report(
        store.directory().under(variant),
        contents.records(),
        Optional.empty(),
        StatisticsOptions.of(experiment, variant),
        experiment.title(),
        contents.damaged().stream()
            .map(d -> d.describe() + "; 'git restore' brings back what shipped")
            .toList(),
        true);
  }

  /**
   * Writes the tables of runs and of correlations, and shows the paper's.
   *
   * @param out where it is shown
   * @throws IOException when a file can't be written
   */
  void writeTables(PrintWriter out) throws IOException {
    writeAndShow(out);
  }

  /**
   * Writes the same tables and prints the paper's, and all correlations, as a line of JSON.
   *
   * @param out where it is printed
   * @throws IOException when a file can't be written
   */
  void writeTablesAsJson(PrintWriter out) throws IOException {
    Written made = writeAndShow(new PrintWriter(Writer.nullWriter()));
    Analysis analysis = made.findings().analysis();
    ComparisonTable table = made.table();
    out.println(
        Json.printed(
            new Shown(
                directory.root().toString(),
                options.variant(),
                analysis.basis().data(),
                analysis.basis().official(),
                analysis.runs().size(),
                Stream.concat(remarks.stream(), table.notes().stream()).toList(),
                table.caption(),
                table.shownRows().rows(),
                TableSet.correlations(made.findings()).rows())));
    out.flush();
  }

  /**
   * Writes the tables of runs alone, while other shards of the experiment are at work.
   *
   * @param out where it is said
   * @throws IOException when a file can't be written
   */
  void writeRuns(PrintWriter out) throws IOException {
    remarks.forEach(remark -> out.println("note: " + remark));
    writeRunTables();
    out.println("runs:    " + directory.runTable() + "; the last shard to end writes the rest");
    out.flush();
  }

  private void writeRunTables() throws IOException {
    RunTable.ofFinal(records, options.regimes()).write(directory.runTable());
    RunTable.ofCheckpoints(records, options.regimes()).write(directory.checkpointTable());
  }

  private Written writeAndShow(PrintWriter out) throws IOException {
    remarks.forEach(remark -> out.println("note: " + remark));
    if (written) {
      Optional<Manifest> earlier = Manifest.read(directory);
      if (earlier.isPresent()) {
        earlier
            .get()
            .changes(directory)
            .forEach(change -> out.println("note: " + change + "; tables are made again"));
      }
      writeRunTables();
    }
    CountDisplay display = new CountDisplay(System.err, Terminal.ofProcess(), "correlations");
    Findings findings = Findings.of(Analysis.of(records, options), noise(), display);
    display.finish();
    ComparisonTable table =
        written
            ? TableSet.write(directory, findings)
            : ComparisonTable.of(findings.analysis(), findings.correlations());
    out.println();
    out.println(table.text(LINE));
    List<RunRecord> shipped =
        reference.isPresent() ? reference.get().readAll().records() : List.of();
    Optional<WebTable> comparison =
        shipped.isEmpty() ? Optional.empty() : compare(findings.analysis(), table, shipped, out);
    if (written) {
      Manifest.of(directory, origin()).write(directory);
      out.println("tables:  " + directory.runTable() + ", " + directory.tables());
    }
    out.flush();
    return new Written(findings, table, comparison);
  }

  private Optional<CsvFile> noise() throws IOException {
    Path file = directory.noise();
    return Files.exists(file) ? Optional.of(CsvFile.read(file)) : Optional.empty();
  }

  private Manifest.Origin origin() {
    return TableState.origin(
        options,
        records.stream().map(RunRecord::id).toList(),
        reference.map(RecordStore::directory));
  }

  private Optional<WebTable> compare(
      Analysis analysis, ComparisonTable table, List<RunRecord> shipped, PrintWriter out)
      throws IOException {
    Optional<ReferenceComparison> comparison;
    try {
      comparison = ReferenceComparison.of(analysis, table, Analysis.of(shipped, options));
    } catch (UserError e) {
      out.println("note: not compared with the reference records: " + e.getMessage());
      return Optional.empty();
    }
    if (comparison.isPresent()) {
      if (written) {
        comparison.get().write(directory);
      }
      out.println(comparison.get().summary());
    } else {
      out.println("note: not compared with the reference records: their networks are others");
    }
    return comparison.map(compared -> compared.web().get(0));
  }

  /**
   * Writes tables, figures and the page that shows them.
   *
   * @param out where the paper's table is shown
   * @throws IOException when a file can't be written
   */
  void writeAll(PrintWriter out) throws IOException {
    Written made = writeAndShow(out);
    if (!written) {
      return;
    }
    List<String> notes = new ArrayList<>(FigureSet.write(directory, made.findings()));
    notes.removeAll(remarks);
    notes.forEach(note -> out.println("note: " + note));
    out.println("figures: " + directory.figures());
    List<String> all = Stream.concat(remarks.stream(), notes.stream()).toList();
    HtmlReport.write(directory, title, made.findings(), made.comparison(), all);
    out.println("report:  " + directory.page() + " (open it in a browser)");
    out.println();
    out.println(Verdict.text(made.findings(), LINE));
    out.flush();
  }
}
