package org.nodesnr.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nodesnr.files.PackedFile;

/**
 * Where everything about one experiment lies.
 *
 * <pre>
 * results/&lt;experiment&gt;/             the user's own runs
 * results/reference/&lt;experiment&gt;/   those that ship with the project
 *   runs/&lt;id&gt;.json        one record per run; packed, as those that ship are, &lt;id&gt;.json.gz
 *   nodes/&lt;id&gt;.csv.gz     S and G of every node of its final network
 *   nodes/&lt;id&gt;.vectors.csv.gz   w and c of a few nodes, for one run of each regime
 *   runs.csv              final values, one row per run
 *   checkpoints.csv       all values, one row per run and checkpoint
 *   tables/               correlation tables; manifest.json says what they were made from
 *   figures/              figures with the data behind them
 *   evaluation/           what was measured of kept networks after training; noise.csv is read
 *   index.html            one page about all of it
 *   variant-&lt;name&gt;/       tables and figures under another variant, once asked for
 *   variant-&lt;name&gt;.html   the page about these
 *   logs/                 what workers said
 * </pre>
 *
 * <p>Only {@code runs/} and {@code nodes/} hold results; the rest is made from them.
 *
 * @param root the experiment's directory
 * @param variant the variant of S and G that tables, figures and page are about; empty for the
 *     usual one
 */
public record ExperimentDirectory(Path root, String variant) {
  static final String RECORD_SUFFIX = ".json";

  /** The variant of S and G that tables and figures are about unless told otherwise. */
  public static final String USUAL_VARIANT = "paper";

  /**
   * @param root the experiment's directory
   */
  public ExperimentDirectory(Path root) {
    this(root, "");
  }

  /**
   * @param results the directory of all experiments
   * @param experiment name of the experiment
   * @return its directory
   */
  public static ExperimentDirectory of(Path results, String experiment) {
    return new ExperimentDirectory(results.resolve(experiment));
  }

  /**
   * @param results the directory of all experiments
   * @param experiment name of the experiment
   * @return the directory of its records that ship with the project
   */
  public static ExperimentDirectory reference(Path results, String experiment) {
    return new ExperimentDirectory(shipped(results).resolve(experiment));
  }

  /**
   * @param results the directory of all experiments
   * @return the directory of all experiments whose records ship with the project
   */
  public static Path shipped(Path results) {
    return results.resolve("reference");
  }

  /**
   * @param name name of a variant of S and G
   * @return the same directory, with a place of their own for what is made under this variant
   */
  public ExperimentDirectory under(String name) {
    return new ExperimentDirectory(root, name.equals(USUAL_VARIANT) ? "" : name);
  }

  private String ofVariant() {
    return "variant-" + variant.replaceAll("[^A-Za-z0-9._+-]", "_");
  }

  private Path made() {
    return variant.isEmpty() ? root : root.resolve(ofVariant());
  }

  /**
   * @return the directory of the records
   */
  public Path runs() {
    return root.resolve("runs");
  }

  /**
   * @param id a run
   * @return its record: the packed one where that alone is there, or where it is or will be written
   */
  public Path run(String id) {
    Path plain = plainRun(id);
    Path packed = plain.resolveSibling(plain.getFileName() + PackedFile.SUFFIX);
    return Files.exists(packed) && !Files.exists(plain) ? packed : plain;
  }

  /**
   * @param id a run
   * @return where its record is written
   */
  public Path plainRun(String id) {
    return runs().resolve(id + RECORD_SUFFIX);
  }

  /**
   * @return the files in which records lie, by name; of one that is there plain and packed the
   *     former
   * @throws IOException when the directory can't be read
   */
  List<Path> recordFiles() throws IOException {
    if (!Files.isDirectory(runs())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(runs())) {
      return files
          .map(file -> runOf(file.getFileName().toString()))
          .flatMap(Optional::stream)
          .distinct()
          .map(this::run)
          .sorted()
          .toList();
    }
  }

  /** The run whose record a file is by its name. */
  static Optional<String> runOf(String fileName) {
    String plain =
        fileName.endsWith(PackedFile.SUFFIX)
            ? fileName.substring(0, fileName.length() - PackedFile.SUFFIX.length())
            : fileName;
    return plain.startsWith(".") || !plain.endsWith(RECORD_SUFFIX)
        ? Optional.empty()
        : Optional.of(plain.substring(0, plain.length() - RECORD_SUFFIX.length()));
  }

  /**
   * @param id a run
   * @return the values of the nodes of its final network
   */
  public Path nodes(String id) {
    return root.resolve("nodes").resolve(id + ".csv.gz");
  }

  /**
   * @param id a run
   * @return the vectors of a few nodes of its final network
   */
  public Path vectors(String id) {
    return root.resolve("nodes").resolve(id + ".vectors.csv.gz");
  }

  /**
   * @return the table of final values
   */
  public Path runTable() {
    return root.resolve("runs.csv");
  }

  /**
   * @return the table of all checkpoints
   */
  public Path checkpointTable() {
    return root.resolve("checkpoints.csv");
  }

  /**
   * @return the directory of the correlation tables
   */
  public Path tables() {
    return made().resolve("tables");
  }

  /**
   * @return what the tables were made from
   */
  public Path manifest() {
    return tables().resolve("manifest.json");
  }

  /**
   * @return the directory of what was measured of kept networks after training
   */
  public Path evaluation() {
    return root.resolve("evaluation");
  }

  /**
   * @return measures of noise in kept networks, as {@code nodesnr evaluate} prints them
   */
  public Path noise() {
    return evaluation().resolve("noise.csv");
  }

  /**
   * @return the directory of the figures
   */
  public Path figures() {
    return made().resolve("figures");
  }

  /**
   * @return the page about all of it
   */
  public Path page() {
    return root.resolve(variant.isEmpty() ? "index.html" : ofVariant() + ".html");
  }

  /**
   * @return the directory of the workers' logs
   */
  public Path logs() {
    return root.resolve("logs");
  }
}
