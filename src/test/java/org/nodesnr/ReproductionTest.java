package org.nodesnr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.document.Documents;

/** What the documents say of the results is what the generated tables say. */
class ReproductionTest {
  private static final Path CHECKOUT = Path.of("");
  private static final Path RESULTS = Path.of("results");
  private static final Pattern LINK = Pattern.compile("\\]\\(((?!https?:)[^)#]+)(?:#[^)]*)?\\)");
  private static final int MOST_LINES_OF_README = 110;

  @Test
  void documentsAreWhatTheirTemplatesAndTheTablesSay() throws IOException {
    List<Path> templates = Documents.templates(CHECKOUT);
    assertThat(templates)
        .extracting(path -> path.getFileName().toString())
        .containsExactly("README.md", "REPRODUCTION.md");
    for (Path template : templates) {
      assertThat(template.getFileName())
          .as("'make documents' brings it up to date")
          .content()
          .isEqualTo(Documents.text(template, RESULTS));
    }
  }

  /** Whatever is linked is there, and is tracked rather than drawn on demand. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "REPRODUCTION.md",
        "CONTRIBUTING.md",
        "docs/usage.md",
        "docs/models.md"
      })
  void linksLeadSomewhere(String document) throws IOException {
    Path file = Path.of(document);
    List<MatchResult> links = LINK.matcher(Files.readString(file)).results().toList();
    assertThat(links).isNotEmpty();
    for (MatchResult link : links) {
      assertThat(file.resolveSibling(link.group(1))).exists();
    }
  }

  @Test
  void theReadmeIsShort() throws IOException {
    assertThat(Files.readAllLines(Path.of("README.md")))
        .hasSizeLessThanOrEqualTo(MOST_LINES_OF_README);
  }
}
