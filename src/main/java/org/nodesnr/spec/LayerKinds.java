package org.nodesnr.spec;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.nodesnr.spec.Kind.Real;
import org.nodesnr.spec.Kind.Whole;
import org.nodesnr.spec.Kind.Word;
import org.nodesnr.spec.LayerKind.Key;
import org.nodesnr.spec.LayerKind.Usual;
import org.nodesnr.spec.LayerSpec.Convolution;
import org.nodesnr.spec.LayerSpec.Dense;
import org.nodesnr.spec.LayerSpec.Nonlinearity;
import org.nodesnr.spec.LayerSpec.Padding;
import org.nodesnr.spec.LayerSpec.Pooling;
import org.nodesnr.spec.LayerSpec.Reduction;
import org.nodesnr.spec.LayerSpec.Weighted;

/** The kinds of layers that a config can list. */
public final class LayerKinds {
  /** Greatest side of a kernel or window in pixels. */
  public static final int MAX_WINDOW = 64;

  /** Most kernels of a convolution. */
  public static final int MAX_CHANNELS = 4096;

  /** Most nodes of a dense layer. */
  public static final int MAX_NODES = 65_536;

  /** What a layer before the last can have. */
  public static final List<Activation> HIDDEN =
      List.of(Activation.RELU, Activation.TANH, Activation.SIGMOID, Activation.IDENTITY);

  private static final Whole SIDE = new Whole(1, MAX_WINDOW);
  private static final Word<Activation> FUNCTION = new Word<>(HIDDEN);
  private static final Word<Padding> EDGES = new Word<>(List.of(Padding.values()));

  private static final LayerKind<Convolution> CONVOLUTION = convolution();
  private static final LayerKind<Dense> DENSE = dense();
  private static final LayerKind<Nonlinearity> ACTIVATION = activation();

  /** All of them, in the order in which the documentation has them. */
  public static final List<LayerKind<?>> ALL =
      List.of(
          CONVOLUTION,
          pooling("max-pool", Reduction.MAX, "Greatest value of each window."),
          pooling(
              "average-pool",
              Reduction.AVERAGE,
              "Mean of each window, over the places within the picture."),
          DENSE,
          ACTIVATION,
          BatchNormalisationSpec.KIND);

  private LayerKinds() {}

  /** The kind of a layer. */
  static LayerKind<?> of(LayerSpec layer) {
    return ALL.stream().filter(kind -> kind.is().test(layer)).findFirst().orElseThrow();
  }

  /**
   * @param type the word that a block gives as its type
   * @return the kind; empty where there is none
   */
  public static Optional<LayerKind<?>> named(String type) {
    for (LayerKind<?> kind : ALL) {
      if (kind.type().equals(type)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The same, refused where a dense layer has left no picture. */
  private static <L extends LayerSpec> LayerKind<L> ofPictures(LayerKind<L> kind) {
    return kind.placed(
        (before, layer, value) -> {
          if (before.stream().anyMatch(LayerSpec::flattens)) {
            throw value.error(
                "is a " + kind.type() + " behind a dense layer, which leaves no picture");
          }
          before.add(layer);
        });
  }

  private static <L> Key<L, Padding> padding(Function<L, Padding> of) {
    return Key.written(
        "padding",
        EDGES,
        Padding.SAME,
        "same: ⌈side / stride⌉ places along each axis. valid: windows lie within the picture.",
        of);
  }

  private static <L extends Weighted> Key<L, Activation> ownActivation() {
    return Key.written(
        "activation", FUNCTION, Activation.RELU, "Applied to each sum.", Weighted::activation);
  }

  private static LayerKind<Convolution> convolution() {
    Key<Convolution, Integer> kernel =
        Key.required("kernel", SIDE, "Side of the square kernel in pixels.", Convolution::kernel);
    Key<Convolution, Integer> channels =
        Key.required(
            "channels", new Whole(1, MAX_CHANNELS), "Number of kernels.", Convolution::nodes);
    Key<Convolution, Integer> stride =
        Key.written("stride", SIDE, 1, "Pixels from one place to the next.", Convolution::stride);
    Key<Convolution, Padding> padding = padding(Convolution::padding);
    Key<Convolution, Activation> activation = ownActivation();
    return ofPictures(
        LayerKind.of(
            "convolution",
            "Square kernels over all channels.",
            Convolution.class::isInstance,
            List.of(kernel, channels, stride, padding, activation),
            v ->
                new Convolution(
                    v.get(kernel),
                    v.get(channels),
                    v.get(stride),
                    v.get(padding),
                    v.get(activation))));
  }

  private static LayerKind<Pooling> pooling(String type, Reduction reduction, String meaning) {
    Key<Pooling, Integer> window =
        Key.required(
            "window",
            new Whole(2, MAX_WINDOW),
            "Side of the square window in pixels.",
            Pooling::window);
    Key<Pooling, Integer> stride =
        new Key<>(
            "stride",
            SIDE,
            new Usual<>(v -> v.get(window), "window", false),
            "Pixels from one window to the next.",
            Pooling::stride);
    Key<Pooling, Padding> padding = padding(Pooling::padding);
    return ofPictures(
        LayerKind.of(
            type,
            meaning,
            layer -> layer instanceof Pooling p && p.reduction() == reduction,
            List.of(window, stride, padding),
            v -> new Pooling(reduction, v.get(window), v.get(stride), v.get(padding))));
  }

  private static LayerKind<Dense> dense() {
    Key<Dense, Integer> nodes =
        Key.required("nodes", new Whole(1, MAX_NODES), "Number of nodes.", Dense::nodes);
    Key<Dense, Activation> activation = ownActivation();
    Key<Dense, Double> drop =
        Key.written(
            "dropProbability",
            Real.BELOW_ONE,
            0.0,
            "Of its outputs in training; 0 for that of the regime.",
            Dense::dropProbability);
    return LayerKind.of(
        "dense",
        "Every node sees every value.",
        Dense.class::isInstance,
        List.of(nodes, activation, drop),
        v -> new Dense(v.get(nodes), v.get(activation), v.get(drop)));
  }

  private static LayerKind<Nonlinearity> activation() {
    Key<Nonlinearity, Activation> function =
        Key.required("function", FUNCTION, "Applied to each value.", Nonlinearity::activation);
    return LayerKind.of(
            "activation",
            "Activation of the layer before it, whose own is identity; pooling may lie between.",
            Nonlinearity.class::isInstance,
            List.of(function),
            v -> new Nonlinearity(v.get(function)))
        .placed((before, layer, value) -> giveTo(before, layer.activation(), value));
  }

  /** An activation right behind its layer is that layer's; else pooling stands between the two. */
  private static void giveTo(List<LayerSpec> layers, Activation function, WrittenValue value) {
    int owner = layers.size() - 1;
    while (owner >= 0 && layers.get(owner).comesBeforeActivation()) {
      owner--;
    }
    if (owner < 0
        || !(layers.get(owner) instanceof Weighted weighted)
        || weighted.activation() != Activation.IDENTITY) {
      throw value.error(
          "must follow a dense or convolution layer that has activation = identity, pooling between"
              + " the two or not");
    }
    if (owner < layers.size() - 1) {
      layers.add(new Nonlinearity(function));
    } else {
      layers.set(owner, weighted.with(function));
    }
  }
}
