package org.nodesnr.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import example.LibraryExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.spec.Variant;

/** The example does what the documents say, and is what they print. */
class LibraryExampleTest {
  private static final Path EXAMPLE = Path.of("src/test/java/example/LibraryExample.java");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");
  private static final Pattern REGION =
      Pattern.compile("(?ms)^ *// begin \\w+\n(.*?)^ *// end \\w+$");

  @TempDir private Path directory;

  private static List<String> found(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1).stripTrailing().stripIndent());
    }
    return found;
  }

  @Test
  void theDocumentShowsEachRegionOfTheExample() throws IOException {
    List<String> regions = found(REGION, Files.readString(EXAMPLE));
    assertThat(regions).hasSize(4);
    assertThat(found(BLOCK, Files.readString(Path.of("docs/library.md")))).isEqualTo(regions);
  }

  @Test
  void theReadmeShowsRegionsOfTheExample() throws IOException {
    List<String> regions = found(REGION, Files.readString(EXAMPLE));
    List<String> blocks = found(BLOCK, Files.readString(Path.of("README.md")));
    assertThat(blocks).isNotEmpty();
    assertThat(regions).containsAll(blocks);
  }

  @Test
  void arrays() {
    LayerSnr layer = LibraryExample.arrays();
    assertThat(layer.nodes().get(0).optimality()).isCloseTo(1, within(1e-6));
    assertThat(layer.nodes().get(0).gain()).isCloseTo(1.25, within(1e-6));
  }

  @Test
  void settings() {
    LayerSnr layer = LibraryExample.settings(3);
    assertThat(layer.variant()).isEqualTo(Variant.NOTEBOOK);
    assertThat(layer.activationRate()).isNaN();
    assertThat(layer.nodes().get(0).optimality()).isBetween(0.0, 1.0);
  }

  @Test
  void listener() {
    var network = LibraryExample.network();
    Path csv = directory.resolve("snr.csv");
    List<SnrReading> readings =
        LibraryExample.listener(network, LibraryExample.batches(1), LibraryExample.batches(2), csv);
    assertThat(readings).hasSize(2 * 4);
    assertThat(csv).isRegularFile();
    SnrReading last = readings.get(6);
    NetworkSnr once = LibraryExample.once(network, LibraryExample.batches(2).next(200));
    assertThat(last.updates()).isEqualTo(20);
    assertThat(last.network()).isEqualTo(once);
    assertThat(once.accuracy()).isGreaterThan(1 / 3.0);
  }
}
