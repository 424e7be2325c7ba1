package org.nodesnr.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nodesnr.spec.Activation;
import org.nodesnr.spec.BatchNormalisationSpec;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Settings;

class RefusalsTest {
  private static RunSpec run(LayerSpec behind) {
    NetworkSpec network =
        new NetworkSpec(List.of(new LayerSpec.Dense(4, Activation.IDENTITY, 0), behind));
    return Runs.run(network, Regime.named("a").with(Settings.STEPS, 1), 1);
  }

  @Test
  void namesALayerThatIsNotTrainedOnACard() {
    assertThat(Refusals.of(run(new BatchNormalisationSpec(0.9, 1e-5))))
        .contains("batch-normalisation layers are not trained on a card yet");
    assertThat(Refusals.of(run(new LayerSpec.Dense(3, Activation.RELU, 0)))).isEmpty();
  }
}
