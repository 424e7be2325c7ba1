package org.nodesnr.studies;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nodesnr.files.Numbers;

/**
 * What a study found.
 *
 * @param columns names of the table's columns
 * @param rows cells, one row for each network and place
 * @param panels its picture
 * @param note below the picture
 * @param sentences what is to be said of it
 * @param witness the column that has no finite number in rows of a network that diverged; those
 *     before it say which row it is
 */
public record StudyFindings(
    List<String> columns,
    List<List<String>> rows,
    List<Panel> panels,
    String note,
    List<String> sentences,
    String witness) {
  /** Copies the lists. */
  public StudyFindings {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    panels = List.copyOf(panels);
    sentences = List.copyOf(sentences);
  }

  /**
   * @return of every row of a network that diverged which it is, such as {@code width 16, rate 2}
   */
  public List<String> diverged() {
    int at = columns.indexOf(witness);
    return rows.stream()
        .filter(row -> !Double.isFinite(Numbers.parse(row.get(at))))
        .map(
            row ->
                IntStream.range(0, at)
                    .mapToObj(i -> columns.get(i) + " " + row.get(i))
                    .collect(Collectors.joining(", ")))
        .toList();
  }

  /**
   * A plot of lines.
   *
   * @param heading above it
   * @param x what the horizontal axis has
   * @param y what the vertical axis has; in powers of ten where that is said
   * @param lines in the order of the legend; the same name looks the same in every panel
   */
  public record Panel(String heading, Axis x, Axis y, List<Line> lines) {
    /** Copies the list. */
    public Panel {
      lines = List.copyOf(lines);
    }
  }

  /**
   * An axis.
   *
   * @param title what it has
   * @param logarithmic whether its values are drawn as logarithms
   */
  public record Axis(String title, boolean logarithmic) {}

  /**
   * A line through points.
   *
   * @param name in the legend; {@code *…*} is set in italics, {@code _{…}} below the line
   * @param x from left to right
   * @param y for each x; NaN where there is none
   */
  public record Line(String name, double[] x, double[] y) {}
}
