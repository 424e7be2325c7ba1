package org.nodesnr.figures;

import java.awt.BasicStroke;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Span;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Numbers;
import org.nodesnr.results.NodeVectors;
import org.nodesnr.results.NodeVectors.Input;
import org.nodesnr.results.RunRecord;

/**
 * The weights of a few nodes of one network against their weighted covariances, a panel each, as in
 * the author's notebook: S is the cosine of the angle between the two vectors.
 */
final class VectorFigure {
  /** More points than this make no clearer figure, only a larger file. */
  private static final int MOST_POINTS = 500;

  private static final BasicStroke LINE = new BasicStroke((float) Ink.pt(0.8));

  private final Subject subject;
  private final List<NodeVectors> nodes;

  /**
   * The network, for people and in the columns of the figure's data.
   *
   * @param data where the samples come from
   * @param network words for the note
   * @param keys names of the columns that tell networks apart
   * @param values their values
   */
  record Subject(String data, String network, List<String> keys, List<String> values) {
    /** The final network of a run. */
    static Subject of(Analysis analysis, RunRecord run) {
      return new Subject(
          analysis.basis().data(),
          "final network of regime " + run.regime() + ", seed " + run.seed(),
          List.of("id", "regime", "seed"),
          List.of(run.id(), run.regime(), Long.toString(run.seed())));
    }
  }

  /**
   * @param subject the network
   * @param nodes some of its nodes
   */
  VectorFigure(Subject subject, List<NodeVectors> nodes) {
    this.subject = subject;
    this.nodes = List.copyOf(nodes);
  }

  Page page() {
    boolean thinned = nodes.stream().anyMatch(node -> node.inputs().size() > MOST_POINTS);
    String note =
        "Data: "
            + subject.data()
            + "; "
            + subject.network()
            + "; variant ‘paper’; percentages: rank of the node’s S in its layer. Line: w proportional to"
            + " c, least squares."
            + (thinned
                ? " Of more than " + Wording.count(MOST_POINTS) + " inputs every k-th is drawn."
                : "");
    return new Page(
        "Weights against weighted covariances",
        nodes.stream().map(this::panel).toList(),
        new Legend(List.of()),
        List.of(RichText.plain(note)));
  }

  private Panel panel(NodeVectors node) {
    int stride = (node.inputs().size() + MOST_POINTS - 1) / MOST_POINTS;
    List<Input> shown =
        IntStream.range(0, node.inputs().size())
            .filter(i -> i % stride == 0)
            .mapToObj(node.inputs()::get)
            .filter(input -> Double.isFinite(input.w()) && Double.isFinite(input.c()))
            .toList();
    double[] c = shown.stream().mapToDouble(Input::c).toArray();
    double[] w = shown.stream().mapToDouble(Input::w).toArray();
    Span across = Span.of(c);
    XYChart chart = Charts.plot(across, Span.of(w), Page.plotSize(nodes.size()));
    if (c.length > 0) {
      Charts.addPoints(chart, "inputs", c, w, PointMarker.speck(Ink.TEXT));
    }
    double slope = slope(node);
    if (Double.isFinite(slope)) {
      double[] ends = {across.from(), across.to()};
      double[] heights = {slope * across.from(), slope * across.to()};
      Charts.addLine(chart, "proportional", ends, heights, Ink.FIT, LINE);
    }
    return new Panel(
        chart,
        "layer " + node.layer() + ", " + node.percentile() + "%",
        "*S* = "
            + Wording.coefficient(node.s(), 2)
            + "   *G* = "
            + Wording.coefficient(node.g(), 2),
        "Weighted covariance *c_{ij}*",
        "Weight *w_{ij}*");
  }

  /** Σ w c / Σ c², over all inputs. */
  private static double slope(NodeVectors node) {
    double product = 0;
    double squares = 0;
    for (Input input : node.inputs()) {
      product += input.w() * input.c();
      squares += input.c() * input.c();
    }
    return product / squares;
  }

  /** Which nodes are shown; their vectors lie beside the values of the nodes. */
  String data() {
    return Csv.text(
        columns("layer", "percentile", "node", "inputs", "S", "G", "slope"),
        nodes.stream()
            .map(
                node ->
                    row(
                        Integer.toString(node.layer()),
                        Integer.toString(node.percentile()),
                        Integer.toString(node.node()),
                        Integer.toString(node.inputs().size()),
                        Numbers.exact(node.s()),
                        Numbers.exact(node.g()),
                        Numbers.exact(slope(node))))
            .toList());
  }

  /** The vectors themselves, one row for each input of each node. */
  String vectors() {
    return Csv.text(
        columns("layer", "percentile", "node", "input", "w", "c"),
        nodes.stream()
            .flatMap(node -> node.inputs().stream().map(input -> vectorRow(node, input)))
            .toList());
  }

  private List<String> vectorRow(NodeVectors node, Input input) {
    return row(
        Integer.toString(node.layer()),
        Integer.toString(node.percentile()),
        Integer.toString(node.node()),
        Integer.toString(input.input()),
        Numbers.exact(input.w()),
        Numbers.exact(input.c()));
  }

  private List<String> columns(String... names) {
    return Stream.concat(subject.keys().stream(), Stream.of(names)).toList();
  }

  private List<String> row(String... cells) {
    return Stream.concat(subject.values().stream(), Stream.of(cells)).toList();
  }
}
