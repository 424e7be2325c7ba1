package org.nodesnr.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.ContentDigest;
import org.nodesnr.files.Json;
import org.nodesnr.files.PackedFile;

/**
 * The records of one experiment. Files appear whole or not at all, so several workers may write
 * into one store, each its own runs.
 */
public final class RecordStore {
  private final ExperimentDirectory directory;
  private final Function<JsonNode, String> identity;

  /**
   * All records of a store.
   *
   * @param records the usable ones, by id
   * @param damaged the others, by file name
   */
  public record Contents(List<RunRecord> records, List<DamagedRecord> damaged) {
    /** Copies the lists. */
    public Contents {
      records = List.copyOf(records);
      damaged = List.copyOf(damaged);
    }
  }

  private sealed interface Entry {
    record Usable(RunRecord value) implements Entry {}

    record Unusable(DamagedRecord value) implements Entry {}
  }

  /**
   * A store that trusts each record's id.
   *
   * @param directory where
   */
  public RecordStore(ExperimentDirectory directory) {
    this(directory, null);
  }

  /**
   * A store that recomputes each record's id.
   *
   * @param directory where
   * @param identity the run id that belongs to a resolved config; throws IllegalArgumentException
   *     for what is none
   */
  public RecordStore(ExperimentDirectory directory, Function<JsonNode, String> identity) {
    this.directory = directory;
    this.identity = identity;
  }

  /**
   * @return where the records lie
   */
  public ExperimentDirectory directory() {
    return directory;
  }

  /**
   * Writes a record with its checksum, and those of a finished run's node files, over an older one
   * of the same run.
   *
   * @param run the record
   * @throws IOException when it can't be written
   */
  public void write(RunRecord run) throws IOException {
    ObjectNode tree = (ObjectNode) Json.tree(run);
    if (run.status() == RunRecord.Status.FINISHED) {
      NodeDigests.added(tree, directory.nodes(run.id()), directory.vectors(run.id()));
    }
    AtomicFiles.write(directory.plainRun(run.id()), Json.text(ContentDigest.sealed(tree)));
  }

  /**
   * Writes the values of a final network's nodes, over older ones of the same run. Write them
   * before the record: a record says that everything about its run is there.
   *
   * @param id the run
   * @param nodes its nodes under each variant
   * @throws IOException when they can't be written
   */
  public void writeNodes(String id, List<NodeValues> nodes) throws IOException {
    AtomicFiles.write(directory.nodes(id), out -> NodeFile.write(nodes, out));
  }

  /**
   * @param id a run
   * @return the values of its final network's nodes, by layer, node and variant
   * @throws IOException when there are none or they can't be read
   */
  public List<NodeValues> readNodes(String id) throws IOException {
    List<NodeValues> nodes = NodeFile.read(directory.nodes(id));
    NodeDigests.verify(directory.run(id), directory.nodes(id));
    return nodes;
  }

  /**
   * Gives a run the node files of another one of the same final network.
   *
   * @param from the run that has them
   * @param to the run that gets them
   * @throws IOException when they can't be read or written
   */
  public void copyNodeFiles(String from, String to) throws IOException {
    AtomicFiles.copy(directory.nodes(from), directory.nodes(to));
    AtomicFiles.copy(directory.vectors(from), directory.vectors(to));
  }

  /**
   * Writes the vectors of a few nodes of a final network, over older ones of the same run. Write
   * them before the record.
   *
   * @param id the run
   * @param nodes its nodes
   * @throws IOException when they can't be written
   */
  public void writeVectors(String id, List<NodeVectors> nodes) throws IOException {
    AtomicFiles.write(directory.vectors(id), out -> VectorFile.write(nodes, out));
  }

  /**
   * @param id a run
   * @return the vectors of a few nodes of its final network; none where they were not kept
   * @throws IOException when they can't be read
   */
  public List<NodeVectors> readVectors(String id) throws IOException {
    Path file = directory.vectors(id);
    if (!Files.exists(file)) {
      return List.of();
    }
    List<NodeVectors> nodes = VectorFile.read(file);
    NodeDigests.verify(directory.run(id), file);
    return nodes;
  }

  /**
   * Finds fault with node files of a run, where it has any, as {@link #readNodes} and {@link
   * #readVectors} do; but those whose checksum in the record fits are not taken apart.
   *
   * @param id a run
   * @return what is wrong with one of them, and what to do; empty where all can be used
   */
  public Optional<String> nodeFault(String id) {
    Path nodes = directory.nodes(id);
    try {
      if (Files.exists(nodes) && !NodeDigests.vouchFor(directory.run(id), nodes)) {
        readNodes(id);
      }
      if (!NodeDigests.vouchFor(directory.run(id), directory.vectors(id))) {
        readVectors(id);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(nodeFault(id, e));
    }
  }

  /**
   * @param id a run
   * @param e why one of its node files can't be used
   * @return that, and what to do
   */
  public String nodeFault(String id, IOException e) {
    return e.getMessage()
        + "; delete it and "
        + directory.run(id)
        + ", and 'nodesnr run' makes both again";
  }

  /**
   * @param id a run
   * @return its record, if there is a usable one
   * @throws IOException when the file is there but can't be read
   */
  public Optional<RunRecord> find(String id) throws IOException {
    Path file = directory.run(id);
    if (Files.exists(file) && read(file) instanceof Entry.Usable usable) {
      return Optional.of(usable.value());
    }
    return Optional.empty();
  }

  /**
   * Reads every record. Unfinished files and files of other kinds are passed over.
   *
   * @return the usable records and the damaged ones; both empty where there is no directory yet
   * @throws IOException when the directory or a file can't be read
   */
  public Contents readAll() throws IOException {
    List<RunRecord> records = new ArrayList<>();
    List<DamagedRecord> damaged = new ArrayList<>();
    for (Path file : directory.recordFiles()) {
      Entry entry = read(file);
      if (entry instanceof Entry.Usable usable) {
        records.add(usable.value());
      } else if (entry instanceof Entry.Unusable unusable) {
        damaged.add(unusable.value());
      }
    }
    return new Contents(records, damaged);
  }

  /**
   * Makes room for the record of a new try: the damaged file is kept under another name.
   *
   * @param damaged a file of this store
   * @return its new name
   * @throws IOException when it can't be renamed
   */
  public Path keep(DamagedRecord damaged) throws IOException {
    String name = damaged.path().getFileName() + DamagedRecord.KEPT_SUFFIX;
    Path kept = damaged.path().resolveSibling(name);
    for (int i = 2; Files.exists(kept); i++) {
      kept = damaged.path().resolveSibling(name + "-" + i);
    }
    return Files.move(damaged.path(), kept, StandardCopyOption.ATOMIC_MOVE);
  }

  private Entry read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return unusable(file, "is a directory");
    }
    try {
      String text = PackedFile.text(file);
      JsonNode tree = Json.parse(text);
      if (!tree.isObject()) {
        return unusable(file, tree.isMissingNode() ? "is empty" : "is no run record");
      }
      int schema = tree.path("schema").asInt(0);
      if (schema != RunRecord.SCHEMA && schema != FirstSchema.NUMBER) {
        String reason =
            "has schema " + schema + ", but this version reads up to " + RunRecord.SCHEMA;
        boolean newer = schema > RunRecord.SCHEMA;
        return new Entry.Unusable(new DamagedRecord(file, reason, newer));
      }
      if (ContentDigest.verify(tree) == ContentDigest.Verdict.CHANGED) {
        return unusable(file, "was changed after it was written: its checksum differs");
      }
      if (schema == FirstSchema.NUMBER) {
        FirstSchema.rewrite((ObjectNode) tree);
        text = Json.line(tree);
      }
      RunRecord run = RunRecord.read(withWhatFirstBuildsLeftOut(text, tree));
      String reason = objection(file, run);
      return reason.isEmpty() ? new Entry.Usable(run) : unusable(file, reason);
    } catch (CharacterCodingException e) {
      return unusable(file, "is no UTF-8 text");
    } catch (ZipException e) {
      return unusable(file, "is damaged: " + e.getMessage());
    } catch (JsonProcessingException e) {
      return unusable(file, "is truncated or no run record, " + place(e));
    }
  }

  /** The first builds noted no processor time, and had one engine and one way to convolve. */
  private static String withWhatFirstBuildsLeftOut(String text, JsonNode tree) {
    if (!(tree.path("provenance") instanceof ObjectNode provenance)) {
      return text;
    }
    int fields = provenance.size();
    provenance.putIfAbsent("processorSeconds", DoubleNode.valueOf(Double.NaN));
    provenance.putIfAbsent("convolution", TextNode.valueOf("direct"));
    provenance.putIfAbsent("engine", TextNode.valueOf("nd4j"));
    provenance.putIfAbsent("device", TextNode.valueOf(""));
    return provenance.size() == fields ? text : Json.line(tree);
  }

  private static String place(JsonProcessingException e) {
    String problem = e.getOriginalMessage().lines().findFirst().orElse("");
    String where = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
    return where + problem.replaceAll(" \\(start marker at.*|; `.*|, not marked as ignorable", "");
  }

  private static Entry unusable(Path file, String reason) {
    return new Entry.Unusable(new DamagedRecord(file, reason, false));
  }

  private String objection(Path file, RunRecord run) {
    String reason = RecordChecks.name(run, file.getFileName().toString());
    reason = reason.isEmpty() ? RecordChecks.measurements(run) : reason;
    return reason.isEmpty() && identity != null ? RecordChecks.config(run, identity) : reason;
  }
}
