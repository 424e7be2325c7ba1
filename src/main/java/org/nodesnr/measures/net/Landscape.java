package org.nodesnr.measures.net;

/**
 * The mean cross-entropy L(θ) of some samples as a function of the parameters, with its gradient
 * and products of its Hessian H or Gauss-Newton matrix G with a vector. No L2 term, no dropout.
 *
 * <p>Not for use by several threads at once.
 */
public final class Landscape implements AutoCloseable {
  /** Numbers that are kept of batches from product to product: 384 MiB of floats. */
  private static final long MOST_KEPT = 3L << 25;

  private final Inputs inputs;
  private final Pass pass;
  private final Softmax softmax;
  private final KeptBatches kept;
  private Tangents tangents;

  /** Whether the pass holds all samples, forward and back, at the parameters that it has. */
  private boolean forwardHeld;

  private boolean backwardHeld;

  /** Which second derivatives. */
  public enum Curvature {
    /** ∇²L, exact where no input of a ReLU is 0 and no pool has a tie. */
    HESSIAN,
    /** (1/n) Σ Jᵀ (diag p − p pᵀ) J with J the Jacobian of the logits. */
    GAUSS_NEWTON
  }

  /**
   * Loss and accuracy.
   *
   * @param loss mean cross-entropy in nats
   * @param accuracy share of samples whose largest logit, the first of equals, is their class
   */
  public record Fit(double loss, double accuracy) {}

  /**
   * @param structure the network
   * @param inputs the samples
   * @param precision of matrix products
   */
  public Landscape(Structure structure, Inputs inputs, Precision precision) {
    if (inputs.size() == 0) {
      throw new IllegalArgumentException("no samples");
    }
    this.inputs = inputs;
    this.pass = new Pass(structure, precision, inputs.size());
    this.softmax = new Softmax(structure.classes(), pass.batch());
    this.kept = new KeptBatches(pass, inputs, MOST_KEPT);
  }

  /** The network. */
  public Structure structure() {
    return pass.structure();
  }

  /** Whether matrix products are in single precision. */
  public boolean single() {
    return pass.precision == Precision.SINGLE;
  }

  /** Floating-point operations of matrix products so far, without those that are filtered. */
  public double operations() {
    return pass.products.operations();
  }

  /** The samples. */
  public Inputs inputs() {
    return inputs;
  }

  /**
   * Goes to a place.
   *
   * @param theta the parameters, copied
   * @return this
   */
  public Landscape at(double[] theta) {
    if (pass.parameters(theta)) {
      forwardHeld = false;
      backwardHeld = false;
      kept.clear();
    }
    return this;
  }

  /**
   * Gives up what is kept, for two of them would fill a worker's memory.
   *
   * @param which indices of samples
   * @return the loss of these alone, at the same place; to be closed
   */
  public Landscape part(int[] which) {
    kept.clear();
    return new Landscape(structure(), inputs.select(which), pass.precision).at(pass.theta);
  }

  /**
   * Goes over the samples for the sake of their logits, see {@link Pass#toLogits}.
   *
   * @param visitor sees each batch
   */
  public void toLogits(Batches.Visitor visitor) {
    if (inputs.size() > pass.batch()) {
      Batches.toLogits(pass, inputs, visitor);
    } else {
      over(false, visitor);
    }
    backwardHeld = false;
  }

  /**
   * Goes over the samples.
   *
   * @param visitor sees each batch after its forward pass
   */
  public void forward(Batches.Visitor visitor) {
    over(false, visitor);
    backwardHeld = false;
  }

  /** The same with the backward pass of each sample's loss. */
  public void backward(Batches.Visitor visitor) {
    over(true, visitor);
  }

  /** Passes over samples that fit into one batch are made once for all products at a place. */
  private void over(boolean back, Batches.Visitor visitor) {
    if (inputs.size() > pass.batch()) {
      if (back) {
        Batches.backward(pass, inputs, visitor);
      } else {
        Batches.forward(pass, inputs, visitor);
      }
      return;
    }
    if (!forwardHeld) {
      pass.forward(inputs, 0, inputs.size());
      softmax.read(pass, inputs, 0);
      forwardHeld = true;
    }
    if (back && !backwardHeld) {
      softmax.deltas(inputs::label, pass.logitDeltas());
      pass.backward();
      backwardHeld = true;
    }
    visitor.batch(pass, softmax, 0);
  }

  /** As {@link #over}, for what is done many times at one place. */
  private void overKept(int step, boolean back, Batches.Visitor visitor) {
    if (inputs.size() > pass.batch()) {
      kept.over(step, back, visitor);
    } else {
      over(back, visitor);
    }
  }

  /** Loss and accuracy here. */
  public Fit fit() {
    double[] sums = new double[2];
    toLogits(
        (p, s, first) -> {
          sums[0] += s.lossSum();
          sums[1] += s.hits(i -> inputs.label(first + i));
        });
    return new Fit(sums[0] / inputs.size(), sums[1] / inputs.size());
  }

  /**
   * Counts samples that are predicted to be of another class than theirs.
   *
   * @param most where counting may end
   * @return how many there are; where that is more than {@code most}, at least so many
   */
  public int misses(int most) {
    forwardHeld = false;
    backwardHeld = false;
    int misses = 0;
    for (int from = 0; from < inputs.size() && misses <= most; from += pass.batch()) {
      int first = from;
      pass.toLogits(inputs, first, Math.min(pass.batch(), inputs.size() - first));
      softmax.read(pass, inputs, first);
      misses += pass.samples() - softmax.hits(i -> inputs.label(first + i));
    }
    return misses;
  }

  /** L here. */
  public double loss() {
    return fit().loss();
  }

  /** ∇L here. */
  public double[] gradient() {
    double[] sum = new double[structure().parameters()];
    backward((p, s, first) -> p.addGradient(sum));
    return divided(sum);
  }

  /** All logits here, sample after sample. */
  public double[] logits() {
    int classes = structure().classes();
    double[] all = new double[inputs.size() * classes];
    toLogits((p, s, first) -> copy(p.logits(), p.samples() * classes, all, first * classes));
    return all;
  }

  /**
   * The derivative of all logits along a direction.
   *
   * @param v the direction; not modified
   * @return J v, sample after sample
   */
  public double[] logitsAlong(double[] v) {
    int classes = structure().classes();
    double[] all = new double[inputs.size() * classes];
    Tangents along = tangents();
    along.direction(v, 0, structure().layers().size() - 1);
    overKept(
        0,
        false,
        (p, s, first) -> {
          along.of(p).forward();
          copy(along.logits(), p.samples() * classes, all, first * classes);
        });
    return all;
  }

  /**
   * The transpose of {@link #logitsAlong}.
   *
   * @param u a number for each logit, sample after sample; not modified
   * @return Jᵀ u / n
   */
  public double[] transposed(double[] u) {
    int classes = structure().classes();
    double[] sum = new double[structure().parameters()];
    forward(
        (p, s, first) -> {
          for (int i = 0; i < p.samples() * classes; i++) {
            p.logitDeltas().set(i, u[first * classes + i]);
          }
          p.backward();
          p.addGradient(sum);
        });
    return divided(sum);
  }

  /**
   * A product of H or G with a vector.
   *
   * @param v of the length of θ; not modified
   * @param which matrix
   * @return its product with v
   */
  public double[] product(double[] v, Curvature which) {
    return product(v, which, 0, structure().layers().size() - 1);
  }

  /**
   * A product of a diagonal block of H or G with a vector.
   *
   * @param v of the length of θ, read in the layers of the block; not modified
   * @param which matrix
   * @param fromLayer number of the block's first layer, from 0
   * @param toLayer number of its last layer
   * @return the product, 0 in other layers
   */
  public double[] product(double[] v, Curvature which, int fromLayer, int toLayer) {
    double[] sum = new double[v.length];
    Tangents along = tangents();
    along.direction(v, fromLayer, toLayer);
    boolean hessian = which == Curvature.HESSIAN;
    overKept(
        hessian ? 0 : pass.stepOfLayer[fromLayer],
        hessian,
        (p, s, first) -> {
          along.of(p).forward();
          s.curvature(along.logits(), along.logitDeltas());
          along.addProduct(hessian, sum);
        });
    return divided(sum);
  }

  private static void copy(Reals from, int count, double[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] = from.get(i);
    }
  }

  private Tangents tangents() {
    tangents = tangents == null ? new Tangents(pass) : tangents;
    return tangents;
  }

  private double[] divided(double[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= inputs.size();
    }
    return sum;
  }

  @Override
  public void close() {
    kept.clear();
    pass.close();
  }
}
