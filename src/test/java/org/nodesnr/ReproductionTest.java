package org.nodesnr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents say of the results is what the generated tables say. */
class ReproductionTest {
  private static final Path REFERENCE = Path.of("results", "reference");
  private static final Pattern LINK = Pattern.compile("\\]\\(results/reference/([^/)]+)([^)]*)\\)");

  @TempDir Path results;

  @BeforeEach
  void generate() throws IOException {
    Path tables = Files.createDirectories(results.resolve("mnist/tables"));
    Files.writeString(
        tables.resolve("table.csv"),
        "quantity,note,rho\npaper.G1,\"a, b\",0.70449\npaper.G2,c,-0.5\npaper.G2,d,1234.4\n");
    Files.writeString(
        tables.resolve("table.md"), "**T**\n\n| a | b |\n|:---|---:|\n| x | 1 |\n\nx\n");
  }

  private List<String> errors(String document) throws IOException {
    return new Citations(results).errors(document);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "REPRODUCTION.md"})
  void documentsSayWhatTheTablesSay(String name) throws IOException {
    String text = Files.readString(Path.of(name));
    // the README's tables are no generated ones; of theirs, cited cells are checked
    String checked = name.equals("README.md") ? text.replaceAll("(?m)^\\|", "") : text;
    assertThat(new Citations(REFERENCE).errors(checked)).isEmpty();
  }

  /** Links into an experiment whose records are there have to lead somewhere. */
  @Test
  void linksLeadSomewhere() throws IOException {
    String text = Files.readString(Path.of("REPRODUCTION.md"));
    List<MatchResult> links = LINK.matcher(text).results().toList();
    assertThat(links).isNotEmpty();
    for (MatchResult link : links) {
      Path experiment = REFERENCE.resolve(link.group(1));
      if (Files.isDirectory(experiment)) {
        assertThat(Path.of(experiment + link.group(2))).exists();
      }
    }
  }

  @Test
  void whatIsRightPasses() throws IOException {
    assertThat(
            errors(
                "ρ is 0.704<!-- mnist/tables/table.csv quantity=paper.G1 : rho --> or"
                    + " 70%<!-- mnist/tables/table.csv note=a, b : rho -->, and"
                    + " −0.50<!-- mnist/tables/table.csv quantity=paper.G2; note=c : rho -->, and"
                    + " 1,234<!-- mnist/tables/table.csv note=d : rho -->.\n\n"
                    + "| a | b |\n|:---|---:|\n| x | 1 |\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.705<!-- mnist/tables/table.csv quantity=paper.G1 : rho -->",
        "0.5<!-- mnist/tables/table.csv note=c : rho -->",
        "0.5<!-- mnist/tables/table.csv quantity=paper.G2 : rho -->",
        "0.5<!-- mnist/tables/none.csv quantity=paper.G2 : rho -->",
        "0.7<!-- mnist/tables/table.csv quantity=paper.G1 : tau -->",
        "about<!-- mnist/tables/table.csv quantity=paper.G1 : rho -->",
        "| a | b |\n|:---|---:|\n| x | 2 |",
        "| a | b |\n|:---|---:|"
      })
  void whatIsWrongDoesNot(String document) throws IOException {
    assertThat(errors(document)).hasSize(1);
  }
}
