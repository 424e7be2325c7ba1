package org.nodesnr.network;

import java.util.List;

/**
 * What a {@link Graph} does at one step: a {@link Layer}, or an operation of a network trained
 * elsewhere that has no nodes of its own. Values are those of one sample, in the order of {@link
 * Shape}.
 */
public sealed interface Operation {
  /**
   * @param inputs the shapes of the values it takes
   * @return the shape of the value it makes
   * @throws IllegalArgumentException when it does not take such values
   */
  Shape output(List<Shape> inputs);

  /** An operation on one value, such as a layer. */
  non-sealed interface OfOne extends Operation {
    /**
     * @param input the shape of the value it takes
     * @return the shape of the value it makes
     */
    Shape output(Shape input);

    @Override
    default Shape output(List<Shape> inputs) {
      if (inputs.size() != 1) {
        throw new IllegalArgumentException(this + " of " + inputs.size() + " values");
      }
      return output(inputs.get(0));
    }
  }

  /** How two values make one, number by number. */
  enum Combination {
    /** {@code a + b}. */
    SUM,
    /** {@code a b}, such as a gate. */
    PRODUCT
  }

  /**
   * Two values combined number by number. Where one has a single row, column or channel and the
   * other has more, that one is repeated.
   *
   * @param combination how
   */
  record Combined(Combination combination) implements Operation {
    @Override
    public Shape output(List<Shape> inputs) {
      if (inputs.size() != 2) {
        throw new IllegalArgumentException(combination + " of " + inputs.size() + " values");
      }
      Shape a = inputs.get(0);
      Shape b = inputs.get(1);
      return new Shape(
          common(a.height(), b.height()),
          common(a.width(), b.width()),
          common(a.channels(), b.channels()));
    }

    private static int common(int one, int other) {
      if (one != other && one != 1 && other != 1) {
        throw new IllegalArgumentException(one + " and " + other + " values to combine");
      }
      return Math.max(one, other);
    }
  }

  /** Values of equal height and width, the channels of one behind those of the other. */
  record Concatenation() implements Operation {
    @Override
    public Shape output(List<Shape> inputs) {
      Shape first = inputs.get(0);
      int channels = 0;
      for (Shape shape : inputs) {
        if (shape.height() != first.height() || shape.width() != first.width()) {
          throw new IllegalArgumentException(shape + " beside " + first);
        }
        channels = Math.addExact(channels, shape.channels());
      }
      return new Shape(first.height(), first.width(), channels);
    }
  }

  /**
   * Some of the numbers, or all of them, in another order.
   *
   * @param from for each number the place it comes from, −1 for a zero; null where they keep their
   *     places; not to be modified
   * @param to the shape they make
   */
  record Rearrangement(int[] from, Shape to) implements OfOne {
    @Override
    public Shape output(Shape input) {
      int count = from == null ? input.size() : from.length;
      if (count != to.size()) {
        throw new IllegalArgumentException(input + " as " + to);
      }
      return to;
    }
  }

  /**
   * {@code x → s x + t}, number by number, as batch normalisation does in inference.
   *
   * @param scale s of each channel, or of each number; not to be modified
   * @param shift t, likewise
   */
  record Affine(float[] scale, float[] shift) implements OfOne {
    @Override
    public Shape output(Shape input) {
      if (scale.length != shift.length || input.size() % scale.length != 0) {
        throw new IllegalArgumentException(scale.length + " factors for " + input);
      }
      return input;
    }

    /**
     * Batch normalisation in inference, {@code x → γ (x − μ) / √(σ² + ε) + β}; worked out in double
     * precision.
     *
     * @param gamma γ of each channel
     * @param beta β
     * @param mean μ
     * @param variance σ²
     * @param epsilon ε
     * @return {@code s = γ / √(σ² + ε)} and {@code t = β − s μ}
     */
    public static Affine normalisation(
        float[] gamma, float[] beta, float[] mean, double[] variance, double epsilon) {
      float[] scale = new float[variance.length];
      float[] shift = new float[variance.length];
      for (int c = 0; c < scale.length; c++) {
        double factor = gamma[c] / Math.sqrt(variance[c] + epsilon);
        scale[c] = (float) factor;
        shift[c] = (float) (beta[c] - factor * mean[c]);
      }
      return new Affine(scale, shift);
    }

    /**
     * Takes it up in the layer with weights before it, s and t by node, again and again where there
     * are more nodes.
     *
     * @param weights modified: those of the first node, of the second, …
     * @param bias modified: one value for each node
     */
    public void scaleSums(float[] weights, float[] bias) {
      int inputs = weights.length / bias.length;
      for (int i = 0; i < bias.length; i++) {
        float s = scale[i % scale.length];
        for (int j = 0; j < inputs; j++) {
          weights[i * inputs + j] *= s;
        }
        bias[i] = bias[i] * s + shift[i % shift.length];
      }
    }
  }

  /**
   * A function of each number.
   *
   * @param curve which
   */
  record Pointwise(Curve curve) implements OfOne {
    @Override
    public Shape output(Shape input) {
      return input;
    }
  }

  /**
   * {@code g'(x)²} of each number.
   *
   * @param curve g
   */
  record SquaredSlope(Curve curve) implements OfOne {
    @Override
    public Shape output(Shape input) {
      return input;
    }
  }

  /**
   * Of two pictures, the numbers of the second at the places where the first has the maximum of a
   * window; the first of several.
   *
   * @param window how the windows lie
   */
  record AtMaximum(Layer.Pooling window) implements Operation {
    @Override
    public Shape output(List<Shape> inputs) {
      return window.output(inputs.get(0));
    }
  }
}
