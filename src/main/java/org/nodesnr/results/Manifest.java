package org.nodesnr.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.Digests;
import org.nodesnr.files.Json;
import org.nodesnr.files.PackedFile;

/**
 * What the tables of an experiment were made from, kept beside them: SHA-256 digests of the
 * records, of the way they were put into relation and of the tables themselves. Whoever reads the
 * tables sees by it, without computing anything, whether they still follow from the records.
 *
 * @param version of nodesnr
 * @param config digest of what the config says about statistics, exclusions and regimes
 * @param reference digest of the shipped records that they are compared with; empty without any
 * @param records by the id of a run, its record
 * @param files by the path from the experiment's directory, run tables, measures of noise, and
 *     tables in CSV and Markdown
 */
public record Manifest(
    String version,
    String config,
    String reference,
    SortedMap<String, String> records,
    SortedMap<String, String> files) {

  /** Copies the maps. */
  public Manifest {
    records = Collections.unmodifiableSortedMap(new TreeMap<>(records));
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /**
   * What tables are made from.
   *
   * @param version of nodesnr
   * @param options how records are put into relation: equal texts make equal tables of equal
   *     records
   * @param ids of the runs whose records enter
   * @param reference where the shipped records are that they are compared with; possibly none
   */
  public record Origin(
      String version, String options, List<String> ids, Optional<ExperimentDirectory> reference) {
    /** Copies the list. */
    public Origin {
      ids = List.copyOf(ids);
    }

    private String config() {
      return Digests.hexOf(options);
    }

    private String comparedWith() throws IOException {
      if (reference.isEmpty() || !Files.isDirectory(reference.get().runs())) {
        return "";
      }
      StringBuilder lines = new StringBuilder();
      for (Path file : reference.get().recordFiles()) {
        String run = ExperimentDirectory.runOf(file.getFileName().toString()).orElseThrow();
        lines
            .append(run)
            .append(ExperimentDirectory.RECORD_SUFFIX)
            .append(' ')
            .append(PackedFile.digest(file))
            .append('\n');
      }
      return Digests.hexOf(lines.toString());
    }
  }

  /**
   * The manifest of the tables as they lie in the directory.
   *
   * @param directory an experiment whose tables have just been made
   * @param origin what of
   * @return the manifest
   * @throws IOException when a file can't be read
   */
  public static Manifest of(ExperimentDirectory directory, Origin origin) throws IOException {
    SortedMap<String, String> records = new TreeMap<>();
    for (String id : origin.ids()) {
      Path file = directory.run(id);
      if (Files.exists(file)) {
        records.put(id, PackedFile.digest(file));
      }
    }
    SortedMap<String, String> files = new TreeMap<>();
    for (Path file : tables(directory)) {
      files.put(name(directory, file), Digests.hexOf(file));
    }
    return new Manifest(origin.version(), origin.config(), origin.comparedWith(), records, files);
  }

  private static List<Path> tables(ExperimentDirectory directory) throws IOException {
    List<Path> tables =
        new ArrayList<>(
            List.of(directory.runTable(), directory.checkpointTable(), directory.noise()));
    if (Files.isDirectory(directory.tables())) {
      try (Stream<Path> files = Files.list(directory.tables())) {
        files.filter(Manifest::isTable).sorted().forEach(tables::add);
      }
    }
    tables.removeIf(file -> !Files.isRegularFile(file));
    return tables;
  }

  private static boolean isTable(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && (name.endsWith(".csv") || name.endsWith(".md"));
  }

  private static String name(ExperimentDirectory directory, Path file) {
    return directory.root().relativize(file).toString().replace('\\', '/');
  }

  /**
   * Writes it over an older one.
   *
   * @param directory the experiment
   * @throws IOException when it can't be written
   */
  public void write(ExperimentDirectory directory) throws IOException {
    AtomicFiles.write(directory.manifest(), Json.text(this));
  }

  /**
   * @param directory an experiment
   * @return the manifest of its tables; none where they have none, or one that can't be read
   * @throws IOException when the file can't be opened
   */
  public static Optional<Manifest> read(ExperimentDirectory directory) throws IOException {
    try {
      return Optional.of(Json.read(Files.readString(directory.manifest()), Manifest.class));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * Holds the files against their digests.
   *
   * @param directory the experiment
   * @return a sentence for each file that is not what it was when the tables were made; of records
   *     those that are there
   * @throws IOException when a file can't be read
   */
  public List<String> changes(ExperimentDirectory directory) throws IOException {
    List<String> changes = new ArrayList<>();
    for (String name : files.keySet()) {
      Path file = directory.root().resolve(name);
      if (Files.exists(file) && !Digests.hexOf(file).equals(files.get(name))) {
        changes.add(file + " was changed after it was made");
      }
    }
    for (Path file : tables(directory)) {
      if (!files.containsKey(name(directory, file))) {
        changes.add(file + " was not made with the other tables");
      }
    }
    for (String id : records.keySet()) {
      Path file = directory.run(id);
      if (Files.exists(file) && !PackedFile.digest(file).equals(records.get(id))) {
        changes.add(file + " is another record than the one that the tables were made from");
      }
    }
    return changes;
  }

  /**
   * Why tables would not be made like this again.
   *
   * @param directory the experiment
   * @param now what they would be made from
   * @return sentences; none where the tables are those of these records, by this version
   * @throws IOException when a file can't be read
   */
  public List<String> stale(ExperimentDirectory directory, Origin now) throws IOException {
    List<String> reasons = new ArrayList<>(changes(directory));
    long added = now.ids().stream().filter(id -> !records.containsKey(id)).count();
    long gone = records.keySet().stream().filter(id -> !now.ids().contains(id)).count();
    if (added > 0) {
      reasons.add("runs without a place in the tables: " + added);
    }
    if (gone > 0) {
      reasons.add("runs in the tables that no longer belong there: " + gone);
    }
    if (!config.equals(now.config())) {
      reasons.add("the config puts runs into relation in another way since");
    }
    if (!reference.equals(now.comparedWith())) {
      reasons.add("the shipped records that they are compared with are others");
    }
    if (!version.equals(now.version())) {
      reasons.add("the tables were made by version " + version + ", this is " + now.version());
    }
    return reasons;
  }
}
