package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.evaluation.Evaluation;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.models.ChannelOrder;
import org.nodesnr.models.ImportedNetwork;
import org.nodesnr.models.ModelInput;
import org.nodesnr.models.NetworkAssembler;
import org.nodesnr.models.Origin;
import org.nodesnr.models.Tensor;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.results.Checkpoint.Score;
import org.nodesnr.spec.Variant;

class ScaleQuestionTest {
  /** 10 classes, the first of 1,135 samples of 10,000, as the ones of MNIST are. */
  private record Ten(boolean labelled) implements Samples {
    @Override
    public int size() {
      return 10_000;
    }

    @Override
    public Shape shape() {
      return Shape.flat(2);
    }

    @Override
    public int label(int i) {
      return i < 1135 ? 0 : 1 + i % 9;
    }

    @Override
    public void copyTo(int i, float[] out, int offset) {
      out[offset] = i;
      out[offset + 1] = 1;
    }
  }

  private static final ImportedNetwork NETWORK = network();

  private static ImportedNetwork network() {
    Origin origin = new Origin(Path.of("x"), "layers[0]", "Dense", "d");
    NetworkAssembler assembler =
        new NetworkAssembler(origin, new ModelInput(new int[] {2}, ChannelOrder.LAST));
    float[] weights = new float[20];
    weights[0] = 1;
    assembler.dense(origin, new Tensor(new int[] {10, 2}, weights), new float[10]);
    return assembler.finish(origin, "test");
  }

  private static Optional<String> question(ImportedNetwork network, double accuracy, double loss) {
    Samples samples = new Ten(true);
    try (Evaluator evaluator = new Evaluator(samples, List.of(Variant.PAPER))) {
      Evaluation measured = evaluator.evaluate(network.graph(), 100);
      Evaluation said =
          new Evaluation(
              new Score(accuracy, loss, 10_000),
              measured.layers(),
              measured.readings(),
              measured.nodes(),
              measured.vectors());
      return ScaleQuestion.of(network, samples, said, "unit");
    }
  }

  @ParameterizedTest
  @CsvSource({"0.9504, 2.23", "0.97, 5.8", "0.62, 2.31", "1, 1.9"})
  void aLossThatDoesNotBelongToTheAccuracy(double accuracy, double loss) {
    assertThat(question(NETWORK, accuracy, loss))
        .hasValueSatisfying(
            said ->
                assertThat(said).contains("loss", "2.30", "is --scale unit what training used?"));
  }

  @ParameterizedTest
  @CsvSource({"0.1240, 2.3", "0.1, 14", "0.1135, 2.302"})
  void anAccuracyOfChance(double accuracy, double loss) {
    assertThat(question(NETWORK, accuracy, loss))
        .hasValueSatisfying(said -> assertThat(said).contains("accuracy", "(0.1135)", "--scale"));
  }

  @ParameterizedTest
  @CsvSource({"0.9725, 0.09", "0.98, 0.9", "0.78, 2.1", "0.45, 3.5", "1, 0"})
  void otherwiseNothingIsAsked(double accuracy, double loss) {
    assertThat(question(NETWORK, accuracy, loss)).isEmpty();
  }

  @Test
  void valuesOfARegressionHaveNoLoss() {
    assertThat(question(NETWORK.withLinearOutput(), 0.9504, 2.23)).isEmpty();
  }

  @Test
  void withoutLabelsNothingIsAsked() {
    assertThat(ScaleQuestion.of(NETWORK, new Ten(false), null, "unit")).isEmpty();
  }
}
