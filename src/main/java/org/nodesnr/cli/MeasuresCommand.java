package org.nodesnr.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.nodesnr.files.Json;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Sign;
import org.nodesnr.measures.Description;
import org.nodesnr.measures.Gauges;
import org.nodesnr.spec.NetworkSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be measured beside S and G. */
@Command(
    name = "measures",
    description = {
      "List the measures that a config can ask for beside S and G.",
      "Each with its formula, what a larger value is expected to mean (+ a larger gap between",
      "training and test data, − a smaller one), training samples by default, arithmetic for each",
      "of them on the paper's MNIST network, and source."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  nodesnr measures",
      "  nodesnr measures --format json | jq .id",
      "  nodesnr run my.conf --set measures=[gsnr,hessianTrace]",
      "  nodesnr evaluate --model net.onnx --data mnist --measures all"
    })
final class MeasuresCommand implements Callable<Integer> {
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  /** One measure in JSON. */
  private record Line(
      String id,
      String words,
      String formula,
      String sign,
      int samples,
      double flopPerSample,
      boolean readsTestLabels,
      boolean control,
      String source) {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Line> lines = new ArrayList<>();
    for (Description description : Gauges.descriptions()) {
      Measure measure = description.measure();
      lines.add(
          new Line(
              measure.id(),
              measure.words(),
              description.formula(),
              sign(measure.sign()),
              description.samples(),
              description.work().applyAsDouble(MeasureCost.structure(NetworkSpec.MNIST, 28, 1, 10)),
              measure.needs().contains(Need.TEST_LABELS),
              measure.control(),
              description.source()));
    }
    if (format.json()) {
      lines.forEach(line -> out.println(Json.printed(line)));
    } else {
      out.println("id                        sign  samples  MFLOP each");
      lines.forEach(line -> print(line, out));
      out.println("S and G, activation rate and weight norm are always measured.");
      out.println(
          "Where gsnr is read at three checkpoints or more after step 0, gsnrMean is its mean over"
              + " them.");
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private static void print(Line line, PrintWriter out) {
    boolean ofSamples = line.flopPerSample() > 0;
    out.printf(
        Locale.ROOT,
        "%-24s  %-4s  %7s  %10s%s%n",
        line.id(),
        line.sign(),
        !ofSamples ? "–" : line.samples() == 0 ? "all" : String.valueOf(line.samples()),
        ofSamples ? String.format(Locale.ROOT, "%,.0f", line.flopPerSample() / 1e6) : "–",
        line.readsTestLabels() ? "  reads test labels: never ranked" : "");
    out.println("    " + line.words() + ": " + line.formula());
    out.println("    " + line.source());
  }

  private static String sign(Sign sign) {
    return switch (sign) {
      case WORSE -> "+";
      case BETTER -> "−";
      case NONE -> "0";
    };
  }
}
