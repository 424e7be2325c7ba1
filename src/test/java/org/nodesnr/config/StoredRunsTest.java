package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nodesnr.files.Json;
import org.nodesnr.files.PackedFile;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.spec.RunSpecs;

/** The runs in results/reference are those of the configs that made them. */
class StoredRunsTest {
  private static final Path STORED = Path.of("results", "reference");

  @Test
  void everyIdIsThatOfItsConfigAndOfItsRecord() throws IOException {
    int runs = 0;
    for (Path experiment : sorted(STORED)) {
      Path config = Path.of("configs", experiment.getFileName() + ".conf");
      Set<String> planned =
          ExperimentLoader.load(config, List.of()).runs().stream()
              .map(PlannedRun::id)
              .collect(Collectors.toCollection(TreeSet::new));
      for (Path file : sorted(experiment.resolve("runs"))) {
        if (!file.toString().matches(".*\\.json(\\.gz)?")) {
          continue;
        }
        JsonNode spec = Json.parse(PackedFile.text(file)).get("spec");
        String id = file.getFileName().toString().replaceFirst("\\.json(\\.gz)?$", "");
        assertThat(RunSpecs.id(RunSpecs.fromJson(spec))).isEqualTo(id);
        // What was stored is what would be stored today: columns of run tables stay what they are.
        assertThat(Json.parse(Json.line(RunSpecs.toJson(RunSpecs.fromJson(spec)))))
            .isEqualTo(Json.parse(Json.line(spec)));
        assertThat(planned).as("%s", experiment).contains(id);
        runs++;
      }
    }
    assertThat(runs).isGreaterThan(100);
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }
}
