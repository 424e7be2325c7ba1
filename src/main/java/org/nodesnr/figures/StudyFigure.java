package org.nodesnr.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Span;
import org.nodesnr.files.Csv;
import org.nodesnr.studies.StudyFindings;

/** The picture of a study: panels of lines through points. */
public final class StudyFigure {
  private final String title;
  private final StudyFindings findings;
  private final Map<String, RegimeStyle> styles;

  private StudyFigure(String title, StudyFindings findings) {
    this.title = title;
    this.findings = findings;
    Map<String, String> families = new LinkedHashMap<>();
    findings.panels().stream()
        .flatMap(panel -> panel.lines().stream())
        .forEach(line -> families.put(line.name(), line.name().replaceFirst(", .*", "")));
    this.styles = RegimeStyle.of(families);
  }

  /**
   * Writes a study's table as CSV and its picture as PNG and SVG, over older ones.
   *
   * @param folder where; made where missing
   * @param name of the files
   * @param title of the picture
   * @param findings what was found
   * @throws IOException when a file can't be written
   */
  public static void write(Path folder, String name, String title, StudyFindings findings)
      throws IOException {
    StudyFigure figure = new StudyFigure(title, findings);
    Drawing.write(
        List.of(
            new Drawing(name, figure::page, () -> Csv.text(findings.columns(), findings.rows()))),
        folder);
  }

  Page page() {
    return new Page(
        title,
        findings.panels().stream().map(this::panel).toList(),
        legend(),
        List.of(RichText.plain(findings.note())));
  }

  private Panel panel(StudyFindings.Panel panel) {
    Page.PlotSize size = Page.plotSize(findings.panels().size());
    Span x = span(panel.lines().stream().map(StudyFindings.Line::x).toList());
    boolean logarithmic = panel.y().logarithmic();
    Span y = span(panel.lines().stream().map(line -> scaled(line.y(), logarithmic)).toList());
    XYChart chart =
        panel.x().logarithmic() ? Charts.logarithmicPlot(x, y, size) : Charts.plot(x, y, size);
    for (StudyFindings.Line line : panel.lines()) {
      add(chart, line, scaled(line.y(), logarithmic));
    }
    String heading = RichText.plain(panel.heading());
    return new Panel(chart, heading, "", panel.x().title(), panel.y().title());
  }

  private void add(XYChart chart, StudyFindings.Line line, double[] values) {
    int[] drawn =
        IntStream.range(0, values.length).filter(i -> Double.isFinite(values[i])).toArray();
    double[] x = IntStream.of(drawn).mapToDouble(i -> line.x()[i]).toArray();
    double[] y = IntStream.of(drawn).mapToDouble(i -> values[i]).toArray();
    Charts.addCurve(chart, line.name(), x, y, styles.get(line.name()));
  }

  private static double[] scaled(double[] values, boolean logarithmic) {
    return logarithmic
        ? Arrays.stream(values).map(v -> v > 0 ? Math.log10(v) : Double.NaN).toArray()
        : values;
  }

  private static Span span(List<double[]> values) {
    return Span.of(
        values.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray());
  }

  private Legend legend() {
    List<Legend.Entry> entries = new ArrayList<>();
    styles.forEach(
        (name, style) ->
            entries.add(
                Legend.Entry.of(style.marker(), style.line(), style.stroke(Charts.LINE), name)));
    return new Legend(entries);
  }
}
