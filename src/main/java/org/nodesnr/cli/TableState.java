package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.Manifest;
import org.nodesnr.sweep.BuildInfo;

/**
 * Whether the tables of an experiment follow from its records.
 *
 * @param state {@code none}, {@code current} or {@code stale}
 * @param reasons sentences; none unless stale
 */
record TableState(String state, List<String> reasons) {
  TableState {
    reasons = List.copyOf(reasons);
  }

  /** What tables made now would be made from. */
  static Manifest.Origin origin(
      AnalysisOptions options, List<String> ids, Optional<ExperimentDirectory> reference) {
    return new Manifest.Origin(BuildInfo.current().version(), options.toString(), ids, reference);
  }

  /** By the manifest beside the tables; nothing is computed. */
  static TableState of(ExperimentDirectory directory, Manifest.Origin now) throws IOException {
    Optional<Manifest> manifest = Manifest.read(directory);
    if (manifest.isPresent()) {
      List<String> reasons = manifest.get().stale(directory, now);
      return new TableState(reasons.isEmpty() ? "current" : "stale", reasons);
    }
    return Files.isDirectory(directory.tables())
        ? new TableState("stale", List.of(directory.manifest() + " is missing or damaged"))
        : new TableState("none", List.of());
  }

  /** What a reader of the status is told. */
  List<String> lines() {
    return switch (state) {
      case "current" -> List.of("tables are those of these records");
      case "stale" ->
          Stream.concat(
                  reasons.stream().map(reason -> "tables are stale: " + reason),
                  Stream.of("'nodesnr figures' makes them again"))
              .toList();
      default -> List.of();
    };
  }
}
