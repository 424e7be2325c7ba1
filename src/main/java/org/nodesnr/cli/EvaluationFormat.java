package org.nodesnr.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.nodesnr.config.PlannedRun;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.Csv;
import org.nodesnr.results.Json;
import org.nodesnr.results.LayerFigures;

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
          "  layer  variant                   S          G   undefined nodes   quiet inputs");
      for (LayerFigures layer : evaluation.layers()) {
        for (LayerFigures.VariantFigures figures : layer.variants()) {
          out.printf(
              Locale.ROOT,
              "  %5d  %-19s %8.4f  %9.4f   %15d   %12d%n",
              layer.layer(),
              figures.variant(),
              figures.s(),
              figures.g(),
              figures.undefinedNodes(),
              figures.quietInputs());
        }
      }
    }
  },

  /** For spreadsheets: one row per layer and variant. */
  CSV {
    @Override
    void begin(PrintWriter out) {
      out.println(
          "run,regime,seed,samples,testShift,testFlip,testCrop,testSeed,testAccuracy,testLoss,layer,variant,S,G,undefinedNodes,quietInputs");
    }

    @Override
    void print(PlannedRun run, Evaluation evaluation, TestAugmentation.Said test, PrintWriter out) {
      for (LayerFigures layer : evaluation.layers()) {
        for (LayerFigures.VariantFigures figures : layer.variants()) {
          out.println(
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
                  + ","
                  + layer.layer()
                  + ","
                  + figures.variant()
                  + ","
                  + figures.s()
                  + ","
                  + figures.g()
                  + ","
                  + figures.undefinedNodes()
                  + ","
                  + figures.quietInputs());
        }
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
                  evaluation.layers())));
    }
  };

  /** One run in JSON. */
  private record Measured(
      String run,
      String regime,
      long seed,
      TestAugmentation.Said testAugmentation,
      Checkpoint.Score test,
      List<LayerFigures> layers) {}

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  void begin(PrintWriter out) {}

  abstract void print(
      PlannedRun run, Evaluation evaluation, TestAugmentation.Said test, PrintWriter out);
}
