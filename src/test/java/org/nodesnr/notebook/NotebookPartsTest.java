package org.nodesnr.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.UserError;
import org.nodesnr.files.Csv;
import org.nodesnr.files.CsvFile;

class NotebookPartsTest {
  /** Expected values: f"{value:.3f}" and f"{value:.1e}" of Python 3.11. */
  @ParameterizedTest
  @CsvSource({
    "0.0625, 0.062, 6.2e-02",
    "0.0635, 0.064, 6.4e-02",
    "-0.0001, -0.000, -1.0e-04",
    "-0.0, -0.000, -0.0e+00",
    "0.0, 0.000, 0.0e+00",
    "1.0, 1.000, 1.0e+00",
    "0.9996, 1.000, 1.0e+00",
    "9.96e-5, 0.000, 1.0e-04",
    "3.25e-17, 0.000, 3.2e-17",
    "4.9e-324, 0.000, 4.9e-324",
    "123456.789, 123456.789, 1.2e+05",
    "NaN, nan, nan",
    "-Infinity, -inf, -inf"
  })
  void numbersAreFormattedAsPythonDoes(double value, String fixed, String scientific) {
    assertThat(PythonFormat.fixed(value, 3)).isEqualTo(fixed);
    assertThat(PythonFormat.scientific(value)).isEqualTo(scientific);
  }

  @Test
  void csvReadsBackWhatCsvWrites() {
    List<String> header = List.of("id", "a,b", "say \"when\"");
    List<List<String>> rows =
        List.of(List.of("1", "x\ny", ""), List.of("", "\"", ","), List.of("2", "", "3.5"));
    CsvFile file = CsvFile.of(Path.of("f.csv"), Csv.text(header, rows));
    assertThat(file.header()).isEqualTo(header);
    assertThat(file.rows()).isEqualTo(rows);
    assertThat(file.where("id", "2").numbers("say \"when\"")).containsExactly(3.5);
    assertThat(file.numbers("id")).containsExactly(1, Double.NaN, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''|it is empty", "a,b;1|row 1 has not 2 cells", "b;1|it has no column 'a'"})
  void damagedCsvIsRefused(String text, String reason) {
    assertThatThrownBy(() -> CsvFile.of(Path.of("f.csv"), text.replace(';', '\n')).texts("a"))
        .isInstanceOf(UserError.class)
        .hasMessage("f.csv is damaged (" + reason + "): make it again with 'make figures'");
  }

  @Test
  void aThumbnailPixelIsTheMeanOfWhatItCovers() {
    BufferedImage image = new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB);
    int[] grey = {10, 20, 30, 40, 50, 60, 70, 80, 90};
    for (int i = 0; i < 9; i++) {
      image.setRGB(i % 3, i / 3, grey[i] * 0x010101);
    }
    BufferedImage scaled = Thumbnail.scaled(image, 2, 2);
    // (10 + 20/2 + 40/2 + 50/4) / 2.25 = 23.3, and so on.
    int[] expected = {23, 37, 63, 77};
    for (int i = 0; i < 4; i++) {
      assertThat(scaled.getRGB(i % 2, i / 2) & 0xffffff).isEqualTo(expected[i] * 0x010101);
    }
  }

  @Test
  void imagesThatDoNotFitHoweverNarrowAreLeftOut(@TempDir Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Path file = directory.resolve(i + ".png");
      ImageIO.write(new BufferedImage(900, 10, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
      files.add(file);
    }
    long narrow = Thumbnail.of(files.get(0), 600).base64().length();
    List<Thumbnail> thumbnails = Thumbnail.of(files, List.of(800, 600), 2 * narrow);
    assertThat(thumbnails.stream().map(t -> (long) t.base64().length()))
        .containsExactly(narrow, narrow, 0L);
    assertThat(thumbnails.get(2)).isEqualTo(new Thumbnail("", 450));
  }

  @Test
  void idsOfCellsAreUniqueAndPlain() {
    Cell one = new Cell.Prose("one", "text");
    assertThatThrownBy(() -> new Notebook(List.of(one, one)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Notebook(List.of(new Cell.Prose("one two", "text"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNotebookIsLaidOutAsJupyterDoes() {
    Notebook notebook =
        new Notebook(
            List.of(
                new Cell.Prose("a", "# A\n\nβ \"b\""),
                new Cell.Code("b", "1", List.of(new Cell.Output.Printed("x\ny\n")))));
    // json.dumps(notebook, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
    assertThat(notebook.json())
        .isEqualTo(
            """
            {
             "cells": [
              {
               "cell_type": "markdown",
               "id": "a",
               "metadata": {},
               "source": [
                "# A\\n",
                "\\n",
                "β \\"b\\""
               ]
              },
              {
               "cell_type": "code",
               "execution_count": 1,
               "id": "b",
               "metadata": {},
               "outputs": [
                {
                 "name": "stdout",
                 "output_type": "stream",
                 "text": [
                  "x\\n",
                  "y\\n"
                 ]
                }
               ],
               "source": [
                "1"
               ]
              }
             ],
             "metadata": {
              "kernelspec": {
               "display_name": "Python 3 (ipykernel)",
               "language": "python",
               "name": "python3"
              },
              "language_info": {
               "name": "python"
              }
             },
             "nbformat": 4,
             "nbformat_minor": 5
            }
            """);
  }
}
