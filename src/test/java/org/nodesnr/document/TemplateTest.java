package org.nodesnr.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.UserError;

class TemplateTest {
  @TempDir Path results;

  @BeforeEach
  void generate() throws IOException {
    Path tables = Files.createDirectories(results.resolve("mnist/tables"));
    Files.writeString(
        tables.resolve("table.csv"),
        "quantity,part,rho,n\npaper.G1,\"a, b\",0.70449,12345\npaper.G2,\"a, b\",-0.0004,7\n"
            + "paper.G2,c,-0.5555,\n");
    Files.writeString(
        tables.resolve("table.md"), "**T**\n\n| a | b |\n|:---|---:|\n| x | 1 |\n\nx\n");
    Files.writeString(results.resolve("mnist/runs.csv"), "id,testAccuracy\nabc,0.98158\n");
    Path evaluation = Files.createDirectories(results.resolve("mnist/evaluation"));
    Files.writeString(evaluation.resolve("noise.csv"), "part,fall\nall,0.451\n");
  }

  private String document(String text) throws IOException {
    return new Template(results).document(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          mnist/table G1 rho               | 0.704
          mnist/table G1 rho .2            | 0.70
          mnist/table G1 rho +.1           | +0.7
          mnist/table G1 rho %.1           | 70.4%
          mnist/table G1 n .0              | 12,345
          mnist/table G2 [part=c] rho .2   | −0.56
          mnist/table G2 [part=a, b] rho   | 0.000
          mnist/runs [id=abc] testAccuracy %.2 | 98.16%
          mnist/evaluation/noise [part=all] fall %.1 | 45.1%
          """)
  void aReferenceBecomesItsCell(String reference, String number) throws IOException {
    assertThat(document("ρ {{" + reference + "}}.")).isEqualTo("ρ " + number + ".");
  }

  @Test
  void aNoteToReadersOfTheTemplateGoes() throws IOException {
    assertThat(document("{{note This is the template of `x`: {braces}\nread it there.}}\n\n# x\n"))
        .isEqualTo("# x\n");
  }

  @Test
  void bracesOfJavaStayAsTheyAre() throws IOException {
    assertThat(document("double[][] x = {{0, 0}, {1, 1}};"))
        .isEqualTo("double[][] x = {{0, 0}, {1, 1}};");
  }

  @Test
  void selectorsHaveNames() throws IOException {
    assertThat(
            document(
                "{{define mild [part=a, b] [quantity=paper.G1]}}\nρ {{mnist/table mild\n  rho}}"))
        .isEqualTo("ρ 0.704");
  }

  @Test
  void aTableIsTakenOverWholeOrByColumn() throws IOException {
    assertThat(document("{{table mnist/table}}\n"))
        .isEqualTo("| a | b |\n|:---|---:|\n| x | 1 |\n");
    assertThat(document("{{table mnist/table columns 2}}")).isEqualTo("| b |\n|---:|\n| 1 |");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          mnist/table G2 rho            | 2 rows have
          mnist/table G3 rho            | 0 rows have
          mnist/table G1 tau            | no column 'tau'
          mnist/table G2 [part=c] n     | the cell is empty
          mnist/table G1 mild rho       | 'rho' is no name
          mnist/other G1 rho            | other.csv is missing
          mnist                         | write it as
          table mnist/other             | other.md is missing
          table mnist/table columns 3   | has no column 3
          """)
  void whatLeadsNowhereIsNamed(String reference, String message) {
    assertThatThrownBy(() -> document("{{" + reference + "}}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }
}
