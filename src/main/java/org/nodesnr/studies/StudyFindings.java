package org.nodesnr.studies;

import java.util.List;

/**
 * What a study found.
 *
 * @param columns names of the table's columns
 * @param rows cells, one row for each network and place
 * @param panels its picture
 * @param note below the picture
 * @param sentences what is to be said of it
 */
public record StudyFindings(
    List<String> columns,
    List<List<String>> rows,
    List<Panel> panels,
    String note,
    List<String> sentences) {
  /** Copies the lists. */
  public StudyFindings {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    panels = List.copyOf(panels);
    sentences = List.copyOf(sentences);
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
   * @param name in the legend
   * @param x from left to right
   * @param y for each x; NaN where there is none
   */
  public record Line(String name, double[] x, double[] y) {}
}
