package org.nodesnr.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Json;
import org.nodesnr.files.Numbers;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Total;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.Tensor;
import org.nodesnr.network.Graph;
import org.nodesnr.network.Shortcuts;
import org.nodesnr.results.MeasuredLayer;
import org.nodesnr.results.NodeValues;
import org.nodesnr.spec.Activation;

/**
 * Prints the measurements of a network trained elsewhere.
 *
 * @param name what to call the network
 * @param data network and samples
 * @param evaluation the measurements
 * @param nodes whether every node is printed
 */
record ModelReport(String name, ModelData data, Evaluation evaluation, boolean nodes) {
  private static final int NAME_WIDTH = 13;
  private static final MeasureCells CELLS = new MeasureCells(8, 9);

  void print(EvaluationFormat format, PrintWriter out) {
    switch (format) {
      case TABLE -> table(out);
      case CSV -> out.print(nodes ? nodeRows() : layerRows());
      case JSON -> out.println(Json.printed(Measured.of(this)));
    }
  }

  private String layerName(int layer) {
    return data.network().layerNames().get(layer - 1);
  }

  /** Cross-entropy is defined for a softmax alone. */
  private boolean hasLoss() {
    Graph model = data.network().graph();
    return data.samples().labelled()
        && model.weighted().get(evaluation.layers().size() - 1).activation() == Activation.SOFTMAX;
  }

  private double loss() {
    return hasLoss() ? evaluation.test().loss() : Double.NaN;
  }

  private void table(PrintWriter out) {
    ImportedNetwork network = data.network();
    out.printf(
        Locale.ROOT,
        "%s (%s), %,d parameters, inputs %s, on %,d samples of %s%n",
        name,
        network.format(),
        network.graph().parameterCount(),
        Tensor.text(network.input().dims()),
        evaluation.test().samples(),
        data.origin());
    if (data.samples().labelled()) {
      out.printf(Locale.ROOT, "accuracy %.4f", evaluation.test().accuracy());
      out.println(hasLoss() ? String.format(Locale.ROOT, ", loss %.4f", loss()) : "");
    } else {
      out.println("no labels, hence no accuracy");
    }
    network.notes().forEach(out::println);
    out.println(
        "layer  name           kind   nodes  variant " + CELLS.symbols() + "  undefined  quiet");
    List<Integer> shortcuts = Shortcuts.of(network.graph());
    rows(out, number -> !shortcuts.contains(number));
    if (!shortcuts.isEmpty()) {
      out.println("projections of shortcuts, in no sum over layers:");
      rows(out, shortcuts::contains);
    }
    sumsOfHiddenLayers(out, shortcuts);
    if (nodes) {
      out.println("layer   node  variant " + CELLS.symbols() + "  activation rate");
      for (NodeValues node : evaluation.nodes()) {
        out.printf(
            Locale.ROOT,
            "%5d  %5d  %-8s%s  %15.4f%n",
            node.layer(),
            node.node(),
            node.variant(),
            CELLS.of(node),
            node.value(Measure.ACTIVATION_RATE));
      }
    }
  }

  private void rows(PrintWriter out, IntPredicate shown) {
    for (MeasuredLayer layer : evaluation.layers()) {
      int number = layer.layer();
      if (shown.test(number)) {
        layer
            .quietInputs()
            .forEach(
                (variant, quiet) ->
                    out.printf(
                        Locale.ROOT,
                        "%5d  %-13s  %-5s  %5d  %-8s%s  %9d  %5d%n",
                        number,
                        shortened(layerName(number)),
                        layer.kind().equals("convolution") ? "conv" : layer.kind(),
                        layer.nodes(),
                        variant,
                        CELLS.of(evaluation.readings(variant, number)),
                        evaluation.undefinedNodes(variant, number),
                        quiet));
      }
    }
  }

  /** G^(1..n−1): the sum over all layers but the last and the projections of shortcuts. */
  private void sumsOfHiddenLayers(PrintWriter out, List<Integer> shortcuts) {
    int last = evaluation.layers().size();
    if (last - shortcuts.size() < 2) {
      return;
    }
    for (Measure measure : Measure.OF_VARIANTS) {
      if (measure.total() == Total.HIDDEN_SUM) {
        List<String> sums = new ArrayList<>();
        for (String variant : evaluation.layers().get(0).quietInputs().keySet()) {
          double sum =
              IntStream.range(1, last)
                  .filter(number -> !shortcuts.contains(number))
                  .mapToDouble(number -> evaluation.reading(measure, variant, number).value())
                  .sum();
          sums.add(String.format(Locale.ROOT, "%s %.4f", variant, sum));
        }
        out.println(
            measure.symbol() + "^(1..n-1), all of these but the last: " + String.join(", ", sums));
      }
    }
  }

  private static String shortened(String name) {
    return name.length() <= NAME_WIDTH
        ? name
        : "…" + name.substring(name.length() - NAME_WIDTH + 1);
  }

  private String layerRows() {
    List<List<String>> rows = new ArrayList<>();
    List<Integer> shortcuts = Shortcuts.of(data.network().graph());
    for (MeasuredLayer layer : evaluation.layers()) {
      int number = layer.layer();
      for (String variant : layer.quietInputs().keySet()) {
        List<String> row =
            new ArrayList<>(
                List.of(
                    name,
                    Integer.toString(evaluation.test().samples()),
                    Numbers.exact(evaluation.test().accuracy()),
                    Numbers.exact(loss()),
                    Integer.toString(number),
                    layerName(number),
                    layer.kind(),
                    Integer.toString(layer.inputs()),
                    Integer.toString(layer.nodes()),
                    Numbers.exact(
                        evaluation.reading(Measure.ACTIVATION_RATE, variant, number).value()),
                    variant));
        evaluation.readings(variant, number).forEach(r -> row.add(Numbers.exact(r.value())));
        row.add(Long.toString(evaluation.undefinedNodes(variant, number)));
        row.add(Integer.toString(layer.quietInputs().get(variant)));
        row.add(Boolean.toString(shortcuts.contains(number)));
        rows.add(row);
      }
    }
    List<String> header =
        new ArrayList<>(
            List.of(
                "model",
                "samples",
                "testAccuracy",
                "testLoss",
                "layer",
                "name",
                "kind",
                "inputs",
                "nodes",
                "activationRate",
                "variant"));
    Measure.OF_VARIANTS.forEach(measure -> header.add(measure.id()));
    header.addAll(List.of("undefinedNodes", "quietInputs", "shortcut"));
    return Csv.text(header, rows);
  }

  private String nodeRows() {
    List<String> header = new ArrayList<>(List.of("model", "layer", "name", "node", "variant"));
    Measure.OF_NODES.forEach(measure -> header.add(measure.id()));
    List<List<String>> rows = new ArrayList<>();
    for (NodeValues node : evaluation.nodes()) {
      List<String> row = new ArrayList<>();
      row.add(name);
      row.add(Integer.toString(node.layer()));
      row.add(layerName(node.layer()));
      row.add(Integer.toString(node.node()));
      row.add(node.variant());
      Measure.OF_NODES.forEach(measure -> row.add(Numbers.exact(node.value(measure))));
      rows.add(row);
    }
    return Csv.text(header, rows);
  }

  /**
   * In JSON; accuracy and loss are null where there are none, nodes where they were not asked for.
   */
  private record Measured(
      String model,
      String format,
      long parameters,
      int[] inputShape,
      String data,
      String scale,
      int samples,
      Double accuracy,
      Double loss,
      boolean softmaxAssumed,
      List<String> notes,
      List<String> layerNames,
      List<Integer> shortcutLayers,
      List<MeasuredLayer> layers,
      List<Reading> readings,
      List<NodeValues> nodes) {

    static Measured of(ModelReport report) {
      Evaluation evaluation = report.evaluation;
      ImportedNetwork network = report.data.network();
      return new Measured(
          report.name,
          network.format(),
          network.graph().parameterCount(),
          network.input().dims(),
          report.data.origin(),
          report.data.scale(),
          evaluation.test().samples(),
          report.data.samples().labelled() ? evaluation.test().accuracy() : null,
          report.hasLoss() ? evaluation.test().loss() : null,
          network.softmaxAssumed(),
          network.notes(),
          network.layerNames(),
          Shortcuts.of(network.graph()),
          evaluation.layers(),
          evaluation.readings(),
          report.nodes ? evaluation.nodes() : null);
    }
  }
}
