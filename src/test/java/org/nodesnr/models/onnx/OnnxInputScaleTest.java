package org.nodesnr.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.data.NpyFile;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.measure.Reading;
import org.nodesnr.models.ArraySource;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.InputScale;
import org.nodesnr.models.InputSource;
import org.nodesnr.models.ModelFiles;
import org.nodesnr.models.ModelReference;
import org.nodesnr.models.ModelSamples;
import org.nodesnr.spec.Variant;

/** Arithmetic at the input is the same as --scale with the same numbers. */
class OnnxInputScaleTest {
  private static final int PIXELS = 3 * 9 * 8;

  /** No pixel of 0 to 255 has these values: whether it is above them is no matter of rounding. */
  private static final float[] MEAN = {0.49f, 0.48f, 0.45f};

  private static final float[] DEVIATION = {0.2f, 0.25f, 0.32f};

  @TempDir Path directory;

  private static float[] by(IntToDoubleFunction value) {
    float[] values = new float[MEAN.length];
    for (int c = 0; c < values.length; c++) {
      values[c] = (float) value.applyAsDouble(c);
    }
    return values;
  }

  /** Two layers behind what is called {@code s}. */
  private Path network(String name, String... nodes) throws IOException {
    List<Integer> byChannel = List.of(3, 1, 1);
    OnnxFile file =
        new OnnxFile()
            .input("x", -1, 3, 9, 8)
            .weights("a", PIXELS, 5)
            .weights("b", 5, 4)
            .constant("white", List.of(), 255f)
            .constant("half", List.of(1), 0.5f)
            .constant("fifth", List.of(), 0.2f)
            .constant("five", List.of(), 5f)
            .constant("back", List.of(), -0.2f)
            .constant("mean", byChannel, MEAN)
            .constant("deviation", byChannel, DEVIATION)
            .constant("mean4", List.of(1, 3, 1, 1), MEAN)
            .constant("negative", byChannel, by(c -> -MEAN[c]))
            .constant("inverse", byChannel, by(c -> 1 / DEVIATION[c]))
            .constant("shift", byChannel, by(c -> -MEAN[c] / DEVIATION[c]))
            .constant("turned", byChannel, by(c -> -DEVIATION[c]));
    String last = "x";
    for (int k = 0; k < nodes.length; k++) {
      String[] words = nodes[k].strip().split(" ");
      file.node(words[0], words[1].replace("_", last) + " " + words[2].replace("_", last), "s" + k);
      last = "s" + k;
    }
    return file.node("Flatten", last, "f")
        .node("MatMul", "f a", "h")
        .node("Relu", "h", "g")
        .node("MatMul", "g b", "y")
        .output("y", -1, 4)
        .write(directory.resolve(name));
  }

  private static Evaluation evaluated(Path file, String scale) throws IOException {
    InputSource source =
        new ArraySource(
            NpyFile.read(ModelReference.FILES.resolve("pictures.npy")), InputScale.parse(scale));
    ImportedNetwork network = ModelFiles.read(file, source.shape());
    NpyFile numbers = NpyFile.read(ModelReference.FILES.resolve("labels.npy"));
    int[] labels = new int[numbers.length()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) numbers.value(i);
    }
    try (Evaluator evaluator =
        new Evaluator(
            new ModelSamples(network, source, labels), List.of(Variant.PAPER, Variant.NOTEBOOK))) {
      return evaluator.evaluate(network.graph(), 0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Sub _ half; Div _ fifth                  | unit | 0.5,0.2
          Sub _ half; Mul five _                   | unit | 0.5,0.2
          Sub half _; Div _ back                   | unit | 0.5,0.2
          Div _ white; Sub _ half; Div _ fifth     | none | 0.5,0.2
          Sub _ mean; Div _ deviation              | unit | 0.49/0.48/0.45,0.2/0.25/0.32
          Sub _ mean4; Mul inverse _               | unit | 0.49/0.48/0.45,0.2/0.25/0.32
          Add negative _; Div _ deviation          | unit | 0.49/0.48/0.45,0.2/0.25/0.32
          Mul _ inverse; Add _ shift               | unit | 0.49/0.48/0.45,0.2/0.25/0.32
          Sub mean _; Div _ turned                 | unit | 0.49/0.48/0.45,0.2/0.25/0.32
          Div _ white; Sub _ mean; Div _ deviation | none | 0.49/0.48/0.45,0.2/0.25/0.32
          """)
  void arithmeticAtTheInputIsScaling(String nodes, String scale, String same) throws IOException {
    Evaluation found = evaluated(network("with.onnx", nodes.split(";")), scale);
    check(found, evaluated(network("without.onnx"), same));
  }

  private static void check(Evaluation found, Evaluation wanted) {
    assertThat(found.test().accuracy()).isEqualTo(wanted.test().accuracy());
    assertThat(found.test().loss())
        .isCloseTo(wanted.test().loss(), within(1e-6 * (1 + wanted.test().loss())));
    assertThat(found.readings()).hasSameSizeAs(wanted.readings());
    for (int k = 0; k < wanted.readings().size(); k++) {
      Reading one = wanted.readings().get(k);
      assertThat(found.readings().get(k).value())
          .as(one.toString())
          .isCloseTo(one.value(), within(1e-5 * (1 + Math.abs(one.value()))));
    }
  }
}
