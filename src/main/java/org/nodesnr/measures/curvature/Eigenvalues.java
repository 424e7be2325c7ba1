package org.nodesnr.measures.curvature;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.nodesnr.measures.net.Landscape;
import org.nodesnr.measures.net.Landscape.Curvature;
import org.nodesnr.measures.net.Step;
import org.nodesnr.measures.net.Structure;

/** The largest eigenvalues of the loss's curvature, of the network and of its layers. */
public final class Eigenvalues {
  /** Residual relative to the eigenvalue at which an eigenvalue counts as found. */
  private static final double TOLERANCE = 1e-3;

  private static final int MOST_PRODUCTS = 60;

  private final Landscape landscape;
  private final long seed;
  private final double tolerance;
  private final int most;

  /** Where iterations for the network's largest eigenvalue begin; null before it is known. */
  private double[] begin;

  /**
   * With the tolerance and the number of products that serve for real networks.
   *
   * @param landscape at the parameters that are meant
   * @param seed of start vectors
   */
  public Eigenvalues(Landscape landscape, long seed) {
    this(landscape, seed, TOLERANCE, MOST_PRODUCTS);
  }

  /**
   * @param landscape at the parameters that are meant
   * @param seed of start vectors
   * @param tolerance residual relative to the eigenvalue
   * @param most products at most
   */
  public Eigenvalues(Landscape landscape, long seed, double tolerance, int most) {
    this.landscape = landscape;
    this.seed = seed;
    this.tolerance = tolerance;
    this.most = most;
  }

  /**
   * Iterations for one eigenvalue of a large network begin near to the top eigenvector of a part of
   * the samples, see {@link SharpSamples}. Both matrices begin at the same vector, that of the
   * Gauss-Newton matrix, which takes less time and whose top eigenvector is nearly the Hessian's:
   * what is found of one does not depend on whether the other was asked for, too.
   *
   * @param which matrix
   * @param count how many eigenvalues
   * @return the largest of the network, all weights and biases; without vectors
   */
  public Lanczos.Spectrum network(Curvature which, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] start = Lanczos.random(random, landscape.structure().parameters(), List.of());
    if (count == 1 && SharpSamples.suit(landscape)) {
      if (begin == null) {
        double[] elsewhere = landscape.product(start, Curvature.GAUSS_NEWTON).clone();
        begin = Lanczos.near(SharpSamples.top(landscape, start), elsewhere);
      }
      start = begin.clone();
    }
    return Lanczos.largest(
        v -> landscape.product(v, which), start, count, 0, most, tolerance, random);
  }

  /** The smallest eigenvalue of the network's Hessian. */
  public double smallest() {
    return -Lanczos.largest(
            v -> {
              double[] product = landscape.product(v, Curvature.HESSIAN);
              return Arrays.stream(product).map(x -> -x).toArray();
            },
            landscape.structure().parameters(),
            1,
            0,
            most,
            tolerance,
            seed)
        .values()[0];
  }

  /**
   * @param layer number of the layer, from 0
   * @param biases whether its biases belong to the block; else weights alone
   * @param count how many eigenvalues
   * @return the largest of the layer's diagonal block of H, with vectors of the block
   */
  public Lanczos.Spectrum layer(int layer, boolean biases, int count) {
    return layer(layer, biases, count, count);
  }

  /**
   * @param layer number of the layer, from 0
   * @param biases whether its biases belong to the block; else weights alone
   * @param count how many eigenvalues
   * @param vectors how many of their vectors are wanted
   * @return the same with these vectors
   */
  public Lanczos.Spectrum layer(int layer, boolean biases, int count, int vectors) {
    Step.Linear linear = landscape.structure().layers().get(layer);
    if (!biases && BlockMatrix.suits(landscape, layer)) {
      try (BlockMatrix block = new BlockMatrix(landscape, layer)) {
        return Lanczos.largest(
            block::times, linear.weights(), count, vectors, most, tolerance, seed);
      }
    }
    int dimension = biases ? linear.parameters() : linear.weights();
    return Lanczos.largest(
        product(linear, layer, dimension), dimension, count, vectors, most, tolerance, seed);
  }

  /**
   * Floating-point operations for each sample of ten eigenvalues of a layer's block, weights only,
   * as they were counted in layers of trained networks.
   *
   * @param structure a network
   * @param layer number of the layer, from 0
   * @return two for each multiply-add
   */
  public static double work(Structure structure, int layer) {
    return BlockMatrix.work(structure, layer);
  }

  private UnaryOperator<double[]> product(Step.Linear linear, int layer, int dimension) {
    int from = linear.weightsAt();
    // given the layers above, ReLUs make the block of H that of the Gauss-Newton matrix
    Curvature which =
        landscape.structure().piecewiseLinear() ? Curvature.GAUSS_NEWTON : Curvature.HESSIAN;
    double[] whole = new double[landscape.structure().parameters()];
    return v -> {
      System.arraycopy(v, 0, whole, from, dimension);
      double[] product = landscape.product(whole, which, layer, layer);
      return Arrays.copyOfRange(product, from, from + dimension);
    };
  }
}
