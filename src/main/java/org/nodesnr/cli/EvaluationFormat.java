package org.nodesnr.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.files.Csv;
import org.nodesnr.files.Json;
import org.nodesnr.measure.Reading;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.MeasuredLayer;
import org.nodesnr.spec.PlannedRun;

/** How measurements are printed. */
enum EvaluationFormat {
  /** For people. */
  TABLE {
    @Override
    void print(PlannedRun run, Evaluation evaluation, TestAugmentation.Said test, PrintWriter out) {
      out.printf(
          Locale.ROOT,
          "%s, seed %d, run %s: test accuracy %.4f, loss %.4f on %,d samples%n",
          run.spec().regime().name(),
          run.spec().seed(),
          run.id(),
          evaluation.test().accuracy(),
          evaluation.test().loss(),
          evaluation.test().samples());
      if (!test.text().isEmpty()) {
        out.println("  " + test.text());
      }
      out.println(
          "  layer  variant            " + CELLS.symbols() + "   undefined nodes   quiet inputs");
      for (MeasuredLayer layer : evaluation.layers()) {
        int number = layer.layer();
        layer
            .quietInputs()
            .forEach(
                (variant, quiet) ->
                    out.printf(
                        Locale.ROOT,
                        "  %5d  %-19s%s   %15d   %12d%n",
                        number,
                        variant,
                        CELLS.of(evaluation.readings(variant, number)),
                        evaluation.undefinedNodes(variant, number),
                        quiet));
      }
    }
  },

  /** For spreadsheets: one row per layer and variant. */
  CSV {
    @Override
    void begin(PrintWriter out) {
      out.println(
          "run,regime,seed,samples,testShift,testFlip,testCrop,testSeed,testAccuracy,testLoss,"
              + "layer,variant,"
              + MeasureCells.ids()
              + ",undefinedNodes,quietInputs");
    }

    @Override
    void print(PlannedRun run, Evaluation evaluation, TestAugmentation.Said test, PrintWriter out) {
      String of =
          run.id()
              + ","
              + Csv.quoted(run.spec().regime().name())
              + ","
              + run.spec().seed()
              + ","
              + evaluation.test().samples()
              + ","
              + test.shift()
              + ","
              + test.flip()
              + ","
              + test.crop()
              + ","
              + (test.seed() == null ? "" : test.seed())
              + ","
              + evaluation.test().accuracy()
              + ","
              + evaluation.test().loss()
              + ",";
      for (MeasuredLayer layer : evaluation.layers()) {
        int number = layer.layer();
        layer
            .quietInputs()
            .forEach(
                (variant, quiet) ->
                    out.println(
                        of
                            + number
                            + ","
                            + variant
                            + ","
                            + evaluation.readings(variant, number).stream()
                                .map(reading -> Double.toString(reading.value()))
                                .collect(Collectors.joining(","))
                            + ","
                            + evaluation.undefinedNodes(variant, number)
                            + ","
                            + quiet));
      }
    }
  },

  /** For programs: one line per run. */
  JSON {
    @Override
    void print(PlannedRun run, Evaluation evaluation, TestAugmentation.Said test, PrintWriter out) {
      out.println(
          Json.printed(
              new Measured(
                  run.id(),
                  run.spec().regime().name(),
                  run.spec().seed(),
                  test,
                  evaluation.test(),
                  evaluation.layers(),
                  evaluation.readings())));
    }
  };

  private static final MeasureCells CELLS = new MeasureCells(9, 11);

  /** One run in JSON. */
  private record Measured(
      String run,
      String regime,
      long seed,
      TestAugmentation.Said testAugmentation,
      Checkpoint.Score test,
      List<MeasuredLayer> layers,
      List<Reading> readings) {}

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  void begin(PrintWriter out) {}

  abstract void print(
      PlannedRun run, Evaluation evaluation, TestAugmentation.Said test, PrintWriter out);
}
