package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Collection;
import java.util.SortedMap;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Span;

/**
 * A horizontal axis of training steps, in thousands where there are many.
 *
 * @param steps what it spans
 * @param logarithmic whether it is
 */
record StepAxis(Span steps, boolean logarithmic) {
  /** From this many steps on a linear axis counts thousands. */
  private static final int THOUSANDS_FROM = 10_000;

  /** A linear one from 0 on. */
  static StepAxis upTo(int last) {
    return new StepAxis(Span.of(0, last), false);
  }

  /**
   * For some steps: logarithmic where such as 500, 1,000, 2,000, 5,000 … would crowd on one side
   * otherwise, and two powers of ten, which such an axis labels, lie among them.
   */
  static StepAxis of(Collection<Integer> steps) {
    Span all = Span.of(steps.stream().mapToDouble(step -> step).toArray());
    boolean logarithmic =
        all.from() > 0 && Math.floor(Math.log10(all.to())) > Math.ceil(Math.log10(all.from()));
    return new StepAxis(logarithmic ? all : all.and(0), logarithmic);
  }

  private double unit() {
    return !logarithmic && steps.to() >= THOUSANDS_FROM ? 1_000 : 1;
  }

  /** Where a step is on it. */
  double at(double step) {
    return step / unit();
  }

  /** What it spans, as it counts. */
  Span span() {
    return new Span(at(steps.from()), at(steps.to()));
  }

  String title() {
    return unit() == 1 ? "Training steps" : "Training steps (thousands)";
  }

  /** A plot without visible series. */
  XYChart plot(Span y, Page.PlotSize size) {
    return logarithmic ? Charts.logarithmicPlot(span(), y, size) : Charts.plot(span(), y, size);
  }

  /** A plot of ρ, from −1 to 1, with a line at 0. */
  XYChart plotOfRho(Page.PlotSize size) {
    XYChart chart = plot(new Span(-1, 1), size);
    addLevel(chart, "zero", 0, Ink.FRAME, Ink.stroke(0.6));
    return chart;
  }

  /** A line through values by step that are marked. */
  void addCurve(XYChart chart, String name, SortedMap<Integer, Double> values, RegimeStyle style) {
    double[] x = values.keySet().stream().mapToDouble(this::at).toArray();
    double[] y = values.values().stream().mapToDouble(value -> value).toArray();
    Charts.addCurve(chart, name, x, y, style);
  }

  /** A line from end to end. */
  void addLevel(XYChart chart, String name, double y, Color colour, BasicStroke stroke) {
    double[] ends = {span().from(), span().to()};
    Charts.addLine(chart, name, ends, new double[] {y, y}, colour, stroke);
  }
}
