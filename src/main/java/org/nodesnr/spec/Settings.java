package org.nodesnr.spec;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.Kind.Whole;
import org.nodesnr.spec.Kind.Word;
import org.nodesnr.spec.Regime.InitialisationKind;

/** The keys of {@code base} and of every regime. */
public final class Settings {
  /** ε. */
  public static final Setting<Double> LEARNING_RATE =
      Setting.real(
              "learningRate",
              Real.ABOVE_ZERO,
              0.1,
              "",
              "ε in W ← W − ε ∂f/∂W, f being the mean loss of a batch.")
          .inEveryRecord();

  /** λ. */
  public static final Setting<Double> L2_COEFFICIENT =
      Setting.real(
              "l2Coefficient",
              Real.NOT_NEGATIVE,
              0,
              "",
              "λ in f + λ · ½ Σ‖W‖² over weight matrices and kernels, without biases; 0 for none.")
          .inEveryRecord()
          .refused(
              (regime, data, network) ->
                  regime.learningRate() * regime.l2Coefficient() < 1
                      ? ""
                      : "times learningRate must be below 1, not "
                          + ShortNumbers.text(regime.l2Coefficient())
                          + " · "
                          + ShortNumbers.text(regime.learningRate()));

  /** Samples in a batch. */
  public static final Setting<Integer> BATCH_SIZE =
      Setting.whole(
              "batchSize", new Whole(1, 1_000_000), 60, "samples", "How many samples a batch has.")
          .inEveryRecord()
          .refused(
              (regime, data, network) -> {
                for (LayerSpec layer : network.layers()) {
                  if (regime.batchSize() < layer.leastBatch()) {
                    return "must be " + layer.leastBatch() + " or more for " + layer.type();
                  }
                }
                int samples = trainSamples(regime, data);
                return regime.batchSize() <= samples || samples <= 0
                    ? ""
                    : "must not exceed the "
                        + samples
                        + " training samples, as "
                        + regime.batchSize()
                        + " does";
              });

  /** Number of updates. */
  public static final Setting<Integer> STEPS =
      Setting.whole("steps", new Whole(1, 1_000_000_000), null, "updates", "How long a run trains.")
          .inEveryRecord();

  /** Greatest shift in pixels. */
  public static final Setting<Integer> SHIFT =
      Setting.whole(
              "augmentation.shift",
              new Whole(0, 1000),
              0,
              "pixels",
              "Greatest random shift along each axis; 0 for none.")
          .inEveryRecord()
          .refused(
              (regime, data, network) ->
                  2 * regime.get(Settings.SHIFT) < DataSet.side(data)
                      ? ""
                      : "must be below half of the image's "
                          + DataSet.side(data)
                          + " pixels, not "
                          + regime.get(Settings.SHIFT));

  /** Whether images are mirrored. */
  public static final Setting<Boolean> FLIP =
      Setting.flag(
              "augmentation.flip",
              false,
              "Whether images are mirrored left to right with probability ½.")
          .inEveryRecord();

  /** Whether the square is taken at a random place. */
  public static final Setting<Boolean> CROP =
      Setting.flag(
              "augmentation.crop",
              false,
              "Whether the square of data.crop is taken at a random place instead of the centre.")
          .inEveryRecord()
          .refused(
              (regime, data, network) ->
                  regime.get(Settings.CROP) && data.crop() == 0
                      ? "needs data.crop, the side of the square taken"
                      : "");

  /** Probability with which an output of a hidden dense layer is dropped. */
  public static final Setting<Double> DROP_PROBABILITY =
      Setting.real(
              "dropProbability",
              Real.BELOW_ONE,
              0,
              "",
              "Probability with which an output of a hidden dense layer is dropped in training; 0 for"
                  + " none.")
          .inEveryRecord()
          .refused(
              (regime, data, network) -> {
                if (regime.dropProbability() > 0 && network.hiddenDense().isEmpty()) {
                  return "needs a hidden dense layer, and the network has none";
                }
                boolean own =
                    network.hiddenDense().stream().anyMatch(layer -> layer.dropProbability() > 0);
                return regime.dropProbability() > 0 && own
                    ? "must be 0 where layers of the network have a dropProbability of their own"
                    : "";
              });

  /** Standard deviation of kernels. */
  public static final Setting<Double> CONVOLUTION_STANDARD_DEVIATION =
      Setting.real(
              "initialisation.convolutionStandardDeviation",
              Real.ABOVE_ZERO,
              0.05,
              "",
              "Standard deviation, before truncation, of kernels.")
          .inEveryRecord()
          .relevant((regime, data, network) -> network.hasConvolutions() && byDeviation(regime));

  /** Standard deviation of the weights of dense layers. */
  public static final Setting<Double> DENSE_STANDARD_DEVIATION =
      Setting.real(
              "initialisation.denseStandardDeviation",
              Real.ABOVE_ZERO,
              0.1,
              "",
              "Standard deviation, before truncation, of the weights of dense layers.")
          .inEveryRecord()
          .relevant((regime, data, network) -> byDeviation(regime));

  /** Initial biases. */
  public static final Setting<Double> BIAS =
      Setting.real("initialisation.bias", Real.ANY, 0.1, "", "Initial value of every bias.")
          .inEveryRecord();

  /** How many training samples are used. */
  public static final Setting<Integer> TRAIN_SAMPLES =
      Setting.whole(
              "trainSamples",
              new Whole(0, 200_000),
              0,
              "samples",
              "How many training samples are used, the first ones of those that data.trainSamples"
                  + " leaves; 0 for all of these.")
          .refused(
              (regime, data, network) ->
                  regime.get(Settings.TRAIN_SAMPLES) <= DataSet.trainSamples(data)
                      ? ""
                      : "must not exceed the "
                          + DataSet.trainSamples(data)
                          + " training samples of data, as "
                          + regime.get(Settings.TRAIN_SAMPLES)
                          + " does")
          .relevant(
              (regime, data, network) ->
                  regime.get(Settings.TRAIN_SAMPLES) != DataSet.trainSamples(data));

  /** Share of the labels that are drawn anew. */
  public static final Setting<Double> LABEL_NOISE =
      Setting.real(
          "labelNoise",
          Real.SHARE,
          0,
          "",
          "Probability with which the label of a training sample is drawn anew, all classes alike,"
              + " once for the whole training; accuracy and loss are measured with the true labels.");

  /** How many training samples are held out. */
  public static final Setting<Integer> VALIDATION_SAMPLES =
      Setting.whole(
              "validationSamples",
              new Whole(0, 200_000),
              0,
              "samples",
              "How many of these training samples, the last ones, are held out: not trained on, but"
                  + " measured as validationAccuracy and validationLoss wherever S and G are; 0 for none.")
          .refused(
              (regime, data, network) ->
                  regime.get(Settings.VALIDATION_SAMPLES) < givenSamples(regime, data)
                      ? ""
                      : "must be below the "
                          + givenSamples(regime, data)
                          + " training samples, not "
                          + regime.get(Settings.VALIDATION_SAMPLES));

  /** How wide initial weights spread. */
  public static final Setting<InitialisationKind> INITIALISATION =
      Setting.word(
          "initialisation.kind",
          new Word<>(List.of(InitialisationKind.values())),
          InitialisationKind.TRUNCATED_NORMAL,
          "truncated-normal: by the two standard deviations. he: √(2 / inputs) after truncation."
              + " glorot: √(2 / (inputs + outputs)) after truncation.");

  /**
   * All of them, in the order in which labels name them and grids go through them, the last one
   * varying fastest: new ones are added at the end.
   */
  public static final List<Setting<?>> ALL =
      Stream.of(
              Stream.of(
                  LEARNING_RATE,
                  L2_COEFFICIENT,
                  BATCH_SIZE,
                  STEPS,
                  SHIFT,
                  FLIP,
                  CROP,
                  DROP_PROBABILITY,
                  CONVOLUTION_STANDARD_DEVIATION,
                  DENSE_STANDARD_DEVIATION,
                  BIAS),
              OptimiserSettings.ALL.stream(),
              Stream.of(TRAIN_SAMPLES, LABEL_NOISE, INITIALISATION),
              PullSettings.ALL.stream(),
              StopSettings.ALL.stream(),
              Stream.of(VALIDATION_SAMPLES),
              NoiseSettings.ALL.stream(),
              ScheduleSettings.ALL.stream(),
              SelectiveSettings.ALL.stream())
          .<Setting<?>>flatMap(group -> group)
          .toList();

  /** What the documentation says of the blocks that some of the keys stand in. */
  public static final Map<String, String> BLOCKS =
      Map.of(
          "adam",
          "Of optimiser = adam: w ← w − ε √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + e).",
          "rmsprop",
          "Of optimiser = rmsprop.",
          "schedule",
          "The learning rate over a run, with every optimiser; weight decay is scaled by it, too.",
          "augmentation",
          "Random changes of the training images, drawn anew whenever an image is used.",
          "initialisation",
          "Initial weights are normal with mean 0, truncated at two standard deviations.");

  private Settings() {}

  /** Number of training samples, those that are held out among them. */
  static int givenSamples(Regime regime, DataSpec data) {
    int own = regime.get(TRAIN_SAMPLES);
    return own > 0 ? own : DataSet.trainSamples(data);
  }

  /** How many training samples a regime uses. */
  static int trainSamples(Regime regime, DataSpec data) {
    return givenSamples(regime, data) - regime.get(VALIDATION_SAMPLES);
  }

  private static boolean byDeviation(Regime regime) {
    return regime.get(INITIALISATION) == InitialisationKind.TRUNCATED_NORMAL;
  }
}
