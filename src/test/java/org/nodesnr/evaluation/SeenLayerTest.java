package org.nodesnr.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.network.Layer;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.network.Shape;
import org.nodesnr.results.NodeValues;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.Variant;

class SeenLayerTest {
  /** With the weights, they make the S that the evaluation reports. */
  @Test
  void covariancesAreThoseOfS() {
    Model model =
        new Networks(new Shape(5, 4, 2), 3)
            .convolution(3, 3, 1, 1, Layer.Padding.SAME, 6, Activation.RELU)
            .dense(9, Activation.RELU)
            .dense(4, Activation.SOFTMAX)
            .model();
    Samples samples = ArraySamples.random(new Shape(5, 4, 2), 80, 4, 11);
    try (Evaluator evaluator = new Evaluator(samples, List.of(Variant.PAPER))) {
      List<NodeValues> nodes = evaluator.evaluate(model, 0).nodes();
      List<SeenLayer> seen = evaluator.covariances(model, 0);
      assertThat(seen).hasSize(3);
      int at = 0;
      for (int l = 0; l < 2; l++) {
        Layer.Weighted layer = model.weighted().get(l);
        assertThat(seen.get(l).mean()).hasSize(layer.inputs());
        for (int i = 0; i < layer.nodes(); i++) {
          double[] w = new double[layer.inputs()];
          double[] c = new double[layer.inputs()];
          for (int j = 0; j < w.length; j++) {
            c[j] = seen.get(l).covariances()[i * w.length + j];
            // Inputs that are left out have c = 0, and no weight in S.
            w[j] = c[j] == 0 ? 0 : layer.weights()[i * w.length + j];
          }
          assertThat(NodeSnr.of(w, c, 0).optimality())
              .isCloseTo(nodes.get(at++).values().get("S"), within(1e-6));
        }
      }
    }
  }
}
