package org.nodesnr.spec;

import java.util.List;
import java.util.Set;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.Kind.Word;

/**
 * What is made of the gradient g of a batch, in this order: clipping; for weights the penalties,
 * {@code g + λ W + λ₁ sign(W)}, and the non-linear function {@code sign(g) |g|^p}; the optimiser;
 * for weights decay, {@code W ← W − ε d W}.
 */
public final class OptimiserSettings {
  /** How gradients become updates. */
  public enum Optimiser {
    /** {@code w ← w − ε g}. */
    SGD,
    /** {@code v ← μ v + g, w ← w − ε v}. */
    MOMENTUM,
    /** {@code v ← μ v + g, w ← w − ε (g + μ v)}. */
    NESTEROV,
    /** Adam, arXiv 1412.6980. */
    ADAM,
    /** {@code v ← ρ v + (1 − ρ) g², w ← w − ε g / (√v + e)}. */
    RMSPROP
  }

  private static final Set<Optimiser> WITH_MOMENTUM =
      Set.of(Optimiser.MOMENTUM, Optimiser.NESTEROV);

  /** Which one. */
  public static final Setting<Optimiser> OPTIMISER =
      Setting.word(
              "optimiser",
              new Word<>(List.of(Optimiser.values())),
              Optimiser.SGD,
              "How gradients become updates. momentum: v ← μ v + g, w ← w − ε v; nesterov: w ← w − ε (g"
                  + " + μ v); adam: arXiv 1412.6980; rmsprop: v ← ρ v + (1 − ρ) g², w ← w − ε g / (√v +"
                  + " e).")
          .refused(
              (regime, data, network) ->
                  WITH_MOMENTUM.contains(regime.get(OptimiserSettings.OPTIMISER))
                          && regime.get(OptimiserSettings.MOMENTUM) == 0
                      ? "needs momentum above 0, such as momentum = 0.9"
                      : "");

  /** μ. */
  public static final Setting<Double> MOMENTUM =
      Setting.real(
              "momentum",
              Real.BELOW_ONE,
              0,
              "",
              "μ of optimiser = momentum or nesterov, which need one above 0.")
          .refused(
              (regime, data, network) ->
                  regime.get(OptimiserSettings.MOMENTUM) > 0
                          && !WITH_MOMENTUM.contains(regime.get(OPTIMISER))
                      ? "needs optimiser = momentum or nesterov, not "
                          + ConstantNames.name(regime.get(OPTIMISER))
                      : "");

  /** β₁. */
  public static final Setting<Double> BETA_1 =
      of("adam.beta1", Real.BELOW_ONE, 0.9, "β₁, decay of the mean of gradients.", Optimiser.ADAM);

  /** β₂. */
  public static final Setting<Double> BETA_2 =
      of("adam.beta2", Real.BELOW_ONE, 0.999, "β₂, decay of the mean of g².", Optimiser.ADAM);

  /** e of Adam. */
  public static final Setting<Double> ADAM_EPSILON =
      of(
          "adam.epsilon",
          Real.ABOVE_ZERO,
          1e-8,
          "e, added to the root of the mean of g² before bias correction.",
          Optimiser.ADAM);

  /** ρ. */
  public static final Setting<Double> RMSPROP_DECAY =
      of("rmsprop.decay", Real.BELOW_ONE, 0.95, "ρ, decay of the mean of g².", Optimiser.RMSPROP);

  /** e of RMSProp. */
  public static final Setting<Double> RMSPROP_EPSILON =
      of(
          "rmsprop.epsilon",
          Real.ABOVE_ZERO,
          1e-8,
          "e, added to the root of the mean of g², and that mean before the first step.",
          Optimiser.RMSPROP);

  /** d. */
  public static final Setting<Double> WEIGHT_DECAY =
      Setting.real(
              "weightDecay",
              Real.NOT_NEGATIVE,
              0,
              "",
              "d in W ← W − ε d W beside the optimiser's update, without biases; with sgd the same as"
                  + " l2Coefficient.")
          .refused(
              (regime, data, network) -> {
                boolean both = regime.get(OPTIMISER) == Optimiser.SGD && regime.l2Coefficient() > 0;
                double sum =
                    regime.get(OptimiserSettings.WEIGHT_DECAY)
                        + (both ? regime.l2Coefficient() : 0);
                return regime.learningRate() * sum < 1
                    ? ""
                    : (both ? "plus l2Coefficient, " : "")
                        + "times learningRate must be below 1, not "
                        + ShortNumbers.text(sum)
                        + " · "
                        + ShortNumbers.text(regime.learningRate());
              });

  /** λ₁. */
  public static final Setting<Double> L1_COEFFICIENT =
      Setting.real(
          "l1Coefficient",
          Real.NOT_NEGATIVE,
          0,
          "",
          "λ₁ in f + λ₁ ‖W‖₁ over weight matrices and kernels, without biases; 0 for none.");

  /** C. */
  public static final Setting<Double> CLIP_NORM =
      Setting.real(
          "clipNorm",
          Real.NOT_NEGATIVE,
          0,
          "",
          "Greatest Euclidean norm of all gradients of the cross-entropy together; a longer one is"
              + " shortened to it. 0 for none.");

  /** p. */
  public static final Setting<Double> GRADIENT_POWER =
      Setting.real(
          "gradientPower",
          new Real(p -> p > 0 && p <= 1, "be above 0 and at most 1"),
          1,
          "",
          "p in g ← sign(g) · abs(g)^p before the optimiser, for gradients of weight matrices and kernels,"
              + " l2Coefficient and l1Coefficient included, weightDecay not (arXiv 2207.12505).");

  /** All of them, behind those of {@link Settings}. */
  static final List<Setting<?>> ALL =
      List.of(
          OPTIMISER,
          MOMENTUM,
          BETA_1,
          BETA_2,
          ADAM_EPSILON,
          RMSPROP_DECAY,
          RMSPROP_EPSILON,
          WEIGHT_DECAY,
          L1_COEFFICIENT,
          CLIP_NORM,
          GRADIENT_POWER);

  private OptimiserSettings() {}

  /** A setting of one optimiser, refused beside another. */
  private static Setting<Double> of(
      String key, Real kind, double usual, String meaning, Optimiser of) {
    return Setting.real(key, kind, usual, "", meaning)
        .refused(
            (regime, data, network) -> {
              boolean given =
                  regime.values().keySet().stream().anyMatch(setting -> setting.key().equals(key));
              return regime.get(OPTIMISER) == of || !given
                  ? ""
                  : "needs optimiser = "
                      + ConstantNames.name(of)
                      + ", not "
                      + ConstantNames.name(regime.get(OPTIMISER));
            });
  }
}
