package org.nodesnr.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.nodesnr.UserError;
import org.nodesnr.files.CsvFile;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.Manifest;
import org.nodesnr.results.RunRecord;

/**
 * The files that a notebook is made from.
 *
 * @param manifest which tables there are, and what they were made from
 * @param name of the experiment
 * @param runs final values of the finished runs
 * @param checkpoints all values of all runs
 * @param table 1 or 2: which of the paper's tables {@code comparison} stands beside
 * @param comparison r² and ρ of G with test accuracy, one row per quantity
 * @param correlations every quantity with every target in every scope
 * @param excluded the runs that exclusion rules leave out
 * @param influence how correlations hang on the choice of regimes, where that table is
 * @param lengths correlations along the way, where that table is
 * @param parts correlations among some of the regimes, where those tables are
 * @param ranking measures against generalisation gaps, where those tables are
 * @param causes what interventions changed, where those tables are
 * @param noise what noise does, where those tables are
 * @param intervals intervals over regimes along training and with other yardsticks, where they are
 * @param architectures correlations within one architecture, where they are
 * @param comparisonText the comparison as Markdown
 * @param others the other tables as Markdown: the correlations, then by name
 * @param figures the paper's figures by number, then the others by name
 */
record ExperimentFiles(
    Manifest manifest,
    String name,
    CsvFile runs,
    CsvFile checkpoints,
    int table,
    CsvFile comparison,
    CsvFile correlations,
    CsvFile excluded,
    Optional<CsvFile> influence,
    Optional<CsvFile> lengths,
    Optional<Parts> parts,
    Optional<Ranked> ranking,
    Optional<Causes> causes,
    Optional<Noise> noise,
    Optional<CsvFile> intervals,
    Optional<CsvFile> architectures,
    String comparisonText,
    List<OtherTable> others,
    List<Figure> figures) {

  /**
   * A table that the paper does not have.
   *
   * @param name of its file, without the ending
   * @param text Markdown
   */
  record OtherTable(String name, String text) {}

  /**
   * Correlations among some of the regimes.
   *
   * @param runs which runs each part has
   * @param correlations of the final networks
   * @param lengths along the way, where there are several checkpoints
   */
  record Parts(CsvFile runs, CsvFile correlations, Optional<CsvFile> lengths) {}

  /**
   * Measures against generalisation gaps.
   *
   * @param measures a row for each measure and gap
   * @param controls a row for each control and gap
   * @param information a row for each of these and each set of hyperparameters
   */
  record Ranked(CsvFile measures, CsvFile controls, CsvFile information) {}

  /**
   * What interventions changed.
   *
   * @param effects a row for each regime with one and each quantity
   * @param doses the same over regimes
   */
  record Causes(CsvFile effects, CsvFile doses) {}

  /**
   * What noise does.
   *
   * @param networks a row for each regime and quantity
   * @param correlations a row for each quantity that the fall of accuracy is held against
   */
  record Noise(CsvFile networks, CsvFile correlations) {}

  private static final String PNG = ".png";
  private static final String MARKDOWN = ".md";
  private static final String TABLES = "tables/";
  private static final String CORRELATIONS = "correlations";

  /** The name of the table of {@link #influence}. */
  static final String INFLUENCE = "regime-influence";

  /** The name of the table of {@link #lengths}. */
  static final String LENGTHS = "training-length";

  /** The name of the table of {@link Parts#correlations}. */
  static final String PARTS = "regime-parts";

  /** The name of the table of {@link Ranked#measures}. */
  static final String RANKING = "ranking";

  /** The name of the table of {@link Causes#effects}. */
  static final String CAUSE = "cause";

  /** The name of the table of {@link Noise#networks}. */
  static final String NOISE = "noise";

  /** The name of the table of {@link #intervals}, one of those of networks after training. */
  static final String INTERVALS = "regime-intervals";

  /** The name of the table of {@link #architectures}, likewise. */
  static final String ARCHITECTURES = "within-architecture";

  /** The name of the table of {@link Parts#lengths}. */
  static final String PART_LENGTHS = "training-length-parts";

  ExperimentFiles {
    others = List.copyOf(others);
    figures = List.copyOf(figures);
  }

  /**
   * @param directory an experiment
   * @return its files
   * @throws UserError when one is missing or damaged
   * @throws IOException when one can't be read
   */
  static ExperimentFiles read(ExperimentDirectory directory) throws IOException {
    if (!Files.isDirectory(directory.root())) {
      throw new UserError(
          directory.root() + " is missing: train the experiment first, with 'make sweep'");
    }
    Manifest manifest =
        Manifest.read(directory)
            .orElseThrow(
                () ->
                    Files.exists(directory.manifest())
                        ? new UserError(
                            directory.manifest() + " is damaged: make it again with 'make figures'")
                        : missing(directory.manifest().toString()));
    Set<String> told = manifest.files().keySet();
    int table = table(directory, told);
    Path comparison = directory.tables().resolve("table-" + table + ".csv");
    Path correlations = directory.tables().resolve("correlations.csv");
    CsvFile runs =
        CsvFile.read(directory.runTable()).where("status", RunRecord.Status.FINISHED.name());
    if (runs.rows().isEmpty()) {
      throw new UserError(directory.runTable() + " has no finished run: train some first");
    }
    return new ExperimentFiles(
        manifest,
        directory.root().toAbsolutePath().normalize().getFileName().toString(),
        runs,
        CsvFile.read(directory.checkpointTable()),
        table,
        CsvFile.read(comparison),
        CsvFile.read(correlations),
        CsvFile.read(directory.tables().resolve("excluded.csv")),
        ifThere(directory.tables().resolve(INFLUENCE + ".csv")),
        ifThere(directory.tables().resolve(LENGTHS + ".csv")),
        parts(directory.tables()),
        ranking(directory.tables()),
        both(directory.tables(), CAUSE, "-doses", Causes::new),
        both(directory.tables(), NOISE, "-correlations", Noise::new),
        ifThere(directory.evaluation().resolve(INTERVALS + ".csv")),
        ifThere(directory.evaluation().resolve(ARCHITECTURES + ".csv")),
        text(directory.tables().resolve("table-" + table + ".md")),
        others(directory, told, "table-" + table),
        figures(directory.figures(), table));
  }

  /** G of each layer, then G^(1..n−1). */
  List<String> quantities() {
    return comparison.texts("quantity");
  }

  private static Optional<CsvFile> ifThere(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(CsvFile.read(file)) : Optional.empty();
  }

  private static Optional<Parts> parts(Path tables) throws IOException {
    Optional<CsvFile> correlations = ifThere(tables.resolve(PARTS + ".csv"));
    if (correlations.isEmpty()) {
      return Optional.empty();
    }
    CsvFile runs = CsvFile.read(tables.resolve(PARTS + "-runs.csv"));
    Optional<CsvFile> lengths = ifThere(tables.resolve(PART_LENGTHS + ".csv"));
    return Optional.of(new Parts(runs, correlations.get(), lengths));
  }

  private static Optional<Ranked> ranking(Path tables) throws IOException {
    Optional<CsvFile> measures = ifThere(tables.resolve(RANKING + ".csv"));
    if (measures.isEmpty()) {
      return Optional.empty();
    }
    CsvFile controls = CsvFile.read(tables.resolve(RANKING + "-controls.csv"));
    CsvFile information = CsvFile.read(tables.resolve(RANKING + "-information.csv"));
    return Optional.of(new Ranked(measures.get(), controls, information));
  }

  /** Two files that are there together or not at all. */
  private static <T> Optional<T> both(
      Path tables, String name, String suffix, BiFunction<CsvFile, CsvFile, T> make)
      throws IOException {
    Optional<CsvFile> first = ifThere(tables.resolve(name + ".csv"));
    return first.isEmpty()
        ? Optional.empty()
        : Optional.of(
            make.apply(first.get(), CsvFile.read(tables.resolve(name + suffix + ".csv"))));
  }

  private static int table(ExperimentDirectory directory, Set<String> told) {
    for (int number : new int[] {1, 2}) {
      if (told.contains("tables/table-" + number + ".csv")) {
        return number;
      }
    }
    throw missing(directory.tables().resolve("table-1.csv") + " (or table-2.csv)");
  }

  private static List<Figure> figures(Path folder, int table) throws IOException {
    List<String> ofPaper = Figure.ofPaper(table);
    for (String name : ofPaper) {
      if (!Files.exists(folder.resolve(name + PNG))) {
        throw missing(folder.resolve(name + PNG).toString());
      }
    }
    List<String> names = new ArrayList<>(ofPaper);
    names.addAll(names(folder, PNG, ofPaper));
    List<Figure> figures = new ArrayList<>();
    for (String name : names) {
      figures.add(Figure.read(folder, name));
    }
    return figures;
  }

  private static List<OtherTable> others(
      ExperimentDirectory directory, Set<String> told, String comparison) throws IOException {
    List<String> names = new ArrayList<>(List.of(CORRELATIONS));
    told.stream()
        .filter(file -> file.startsWith(TABLES) && file.endsWith(MARKDOWN))
        .map(file -> file.substring(TABLES.length(), file.length() - MARKDOWN.length()))
        .filter(name -> !name.equals(CORRELATIONS) && !name.equals(comparison))
        .sorted()
        .forEach(names::add);
    List<OtherTable> others = new ArrayList<>();
    for (String name : names) {
      others.add(new OtherTable(name, text(directory.tables().resolve(name + MARKDOWN))));
    }
    return others;
  }

  /** Names without the ending, in alphabetical order, of the files that have it. */
  private static List<String> names(Path folder, String ending, List<String> without)
      throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(ending) && !file.startsWith("."))
          .map(file -> file.substring(0, file.length() - ending.length()))
          .filter(name -> !without.contains(name))
          .sorted()
          .toList();
    }
  }

  private static String text(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw missing(file.toString());
    }
    return Files.readString(file);
  }

  private static UserError missing(String what) {
    return new UserError(what + " is missing: make it with 'make figures'");
  }
}
