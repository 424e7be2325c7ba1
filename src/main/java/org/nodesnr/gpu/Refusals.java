package org.nodesnr.gpu;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.nodesnr.spec.ConstantNames;
import org.nodesnr.spec.LayerSpec;
import org.nodesnr.spec.OptimiserSettings;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Setting;
import org.nodesnr.spec.Settings;

/** What is not trained on a card, or not yet. */
final class Refusals {
  private static final int WINDOW = 255;

  /** Whatever else a regime sets is refused, settings to come among it. */
  private static final Set<Setting<?>> KNOWN =
      Set.of(
          Settings.LEARNING_RATE,
          Settings.L2_COEFFICIENT,
          OptimiserSettings.WEIGHT_DECAY,
          Settings.BATCH_SIZE,
          Settings.STEPS,
          Settings.SHIFT,
          Settings.FLIP,
          Settings.CROP,
          Settings.DROP_PROBABILITY,
          Settings.CONVOLUTION_STANDARD_DEVIATION,
          Settings.DENSE_STANDARD_DEVIATION,
          Settings.BIAS,
          Settings.INITIALISATION,
          Settings.TRAIN_SAMPLES,
          Settings.VALIDATION_SAMPLES,
          Settings.LABEL_NOISE);

  private Refusals() {}

  /**
   * @param run a run
   * @return what of it is not done on a card, as the end of a sentence; empty where all is
   */
  static Optional<String> of(RunSpec run) {
    Set<String> keys = new TreeSet<>();
    for (Setting<?> setting : run.regime().values().keySet()) {
      if (!KNOWN.contains(setting)) {
        keys.add(setting.key() + " = " + word(run.regime().get(setting)));
      }
    }
    if (!keys.isEmpty()) {
      return Optional.of(String.join(", ", keys) + " is not trained on a card yet");
    }
    return run.network().layers().stream().flatMap(layer -> layer(layer).stream()).findFirst();
  }

  private static String word(Object value) {
    return value instanceof Enum<?> constant ? ConstantNames.name(constant) : String.valueOf(value);
  }

  private static Optional<String> layer(LayerSpec layer) {
    if (layer instanceof LayerSpec.Pooling pooling
        && pooling.window() * pooling.window() > WINDOW) {
      return Optional.of(
          "pooling windows of more than " + WINDOW + " pixels are not trained on a card");
    }
    boolean known =
        layer instanceof LayerSpec.Convolution
            || layer instanceof LayerSpec.Pooling
            || layer instanceof LayerSpec.Dense
            || layer instanceof LayerSpec.Nonlinearity;
    return known
        ? Optional.empty()
        : Optional.of(layer.type() + " layers are not trained on a card yet");
  }
}
