package org.nodesnr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that names the tests behind each promise names tests that exist. */
class ReliabilityPageTest {
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)`");

  @Test
  void everyTestThatThePageNamesExists() throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      tests =
          files
              .map(f -> f.getFileName().toString())
              .filter(f -> f.endsWith("Test.java"))
              .map(f -> f.replace(".java", ""))
              .collect(Collectors.toSet());
    }
    String page = Files.readString(Path.of("docs/reliability.md"));
    assertThat(names(page)).hasSizeGreaterThan(5).allMatch(tests::contains);
  }

  @Test
  void everyPromiseNamesATest() throws IOException {
    String page = Files.readString(Path.of("docs/reliability.md"));
    List<String> rows =
        page.lines()
            .dropWhile(line -> !line.startsWith("| promise | test |"))
            .skip(2)
            .takeWhile(line -> line.startsWith("|"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(5).allMatch(row -> !names(row).isEmpty());
  }

  private static List<String> names(String text) {
    return TEST.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(n -> n.replace("`", ""))
        .toList();
  }
}
