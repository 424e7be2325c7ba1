package org.nodesnr.measures.curvature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.nodesnr.measures.net.Cancellation;
import org.nodesnr.measures.net.Precision;
import org.nodesnr.measures.net.Reals;

/**
 * The largest eigenvalues, algebraically, of a symmetric matrix that is known by its products:
 * Lanczos iterations with full reorthogonalisation.
 */
public final class Lanczos {
  /**
   * Length above which the basis is kept in single precision, whose rounding is far below any
   * tolerance that is asked for there: sixty vectors of millions of doubles fill a worker's memory.
   */
  private static final int LARGE = 1 << 17;

  /**
   * A vector that keeps as much of its norm is orthogonal to rounding after one pass (Daniel,
   * Gragg, Kaufman and Stewart 1976, Reorthogonalization and stable algorithms).
   */
  private static final double ENOUGH = Math.sqrt(0.5);

  /** ε of {@link #near}. */
  private static final double ELSEWHERE = 0.3;

  private Lanczos() {}

  /**
   * Eigenvalues and eigenvectors.
   *
   * @param values from the largest on
   * @param vectors of norm 1, in the same order, as many as were asked for
   * @param residuals ‖A v − λ v‖ of each
   * @param products how many products it took
   * @param converged whether every residual is below the tolerance times |λ|
   */
  public record Spectrum(
      double[] values,
      List<double[]> vectors,
      double[] residuals,
      int products,
      boolean converged) {
    /** No eigenvalue. */
    public static final Spectrum NONE =
        new Spectrum(new double[0], List.of(), new double[0], 0, true);

    /** Residual, relative to the largest eigenvalue, above which a value is not to be shown. */
    private static final double FOUND = 1e-2;

    /**
     * @param count of the largest
     * @return whether all of them are there and near enough
     */
    public boolean found(int count) {
      if (values.length < count) {
        return false;
      }
      for (int i = 0; i < count; i++) {
        if (residuals[i] > FOUND * Math.abs(values[0])) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * With every eigenvector.
   *
   * @param product v to A v; its argument is not to be modified
   * @param dimension rows of A
   * @param count how many eigenvalues, at least 1
   * @param most how many products at most
   * @param tolerance of a residual relative to its eigenvalue
   * @param seed of the start vector
   * @return as many as there are, at most {@code count}
   */
  public static Spectrum largest(
      UnaryOperator<double[]> product,
      int dimension,
      int count,
      int most,
      double tolerance,
      long seed) {
    return largest(product, dimension, count, count, most, tolerance, seed);
  }

  /**
   * @param product v to A v; its argument is not to be modified
   * @param dimension rows of A
   * @param count how many eigenvalues, at least 1
   * @param vectors how many eigenvectors, those of the largest
   * @param most how many products at most
   * @param tolerance of a residual relative to its eigenvalue
   * @param seed of the start vector
   * @return as many as there are, at most {@code count}
   */
  public static Spectrum largest(
      UnaryOperator<double[]> product,
      int dimension,
      int count,
      int vectors,
      int most,
      double tolerance,
      long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] start = random(random, dimension, List.of());
    return largest(product, start, count, vectors, most, tolerance, random);
  }

  /**
   * From a start vector of one's own. What it has no part of may not be found; see {@link #near}.
   *
   * @param product v to A v; its argument is not to be modified
   * @param start of norm 1; modified
   * @param count how many eigenvalues, at least 1
   * @param vectors how many eigenvectors, those of the largest
   * @param most how many products at most
   * @param tolerance of a residual relative to its eigenvalue
   * @param random where to go on once the products stay within a subspace
   * @return as many as there are, at most {@code count}
   */
  public static Spectrum largest(
      UnaryOperator<double[]> product,
      double[] start,
      int count,
      int vectors,
      int most,
      double tolerance,
      SplittableRandom random) {
    int dimension = start.length;
    List<Reals> basis = new ArrayList<>();
    Precision kept = dimension > LARGE ? Precision.SINGLE : Precision.DOUBLE;
    List<Double> diagonal = new ArrayList<>();
    List<Double> beside = new ArrayList<>();
    double[] next = start;
    int wanted = Math.min(count, dimension);
    while (true) {
      Cancellation.check();
      basis.add(copy(next, kept));
      double[] w = product.apply(next).clone();
      diagonal.add(dot(w, next));
      double norm = norm(w);
      double rest = outside(w, basis);
      boolean invariant = rest <= 1e-13 * norm || norm == 0;
      beside.add(invariant ? 0 : rest);
      int k = basis.size();
      boolean last = k >= Math.min(most, dimension);
      if (k >= wanted || last) {
        EigenDecomposition eigen = decomposed(diagonal, beside);
        boolean converged = converged(eigen, beside.get(k - 1), wanted, tolerance);
        if (last || (converged && !invariant)) {
          return spectrum(eigen, basis, beside.get(k - 1), Math.min(wanted, k), vectors, converged);
        }
      }
      // an invariant subspace need not hold the largest: go on outside of it
      next = invariant ? random(random, dimension, basis) : scaled(w, 1 / rest);
    }
  }

  /**
   * A start vector near to where an eigenvector is thought to be, which hides no other: to the
   * guess q comes {@code ε A r/‖A r‖} with r random. An eigenvector of eigenvalue λ then has a part
   * of about {@code ε |λ|/(Σ λ²)^½} in it, be it orthogonal to the guess or not: far more, for the
   * large ones, than in a random vector of many dimensions, and more than the residual at which
   * iterations end.
   *
   * @param guess q, of norm 1; not modified
   * @param elsewhere A r; not modified
   * @return of norm 1
   */
  static double[] near(double[] guess, double[] elsewhere) {
    double norm = norm(elsewhere);
    double[] start = new double[guess.length];
    for (int j = 0; j < start.length; j++) {
      start[j] = guess[j] + (norm == 0 ? 0 : ELSEWHERE / norm) * elsewhere[j];
    }
    return scaled(start, 1 / norm(start));
  }

  /** Of the tridiagonal matrix; eigenvalues from the largest on. */
  private static EigenDecomposition decomposed(List<Double> diagonal, List<Double> beside) {
    int k = diagonal.size();
    return new EigenDecomposition(
        diagonal.stream().mapToDouble(x -> x).toArray(),
        beside.subList(0, k - 1).stream().mapToDouble(x -> x).toArray());
  }

  private static boolean converged(
      EigenDecomposition eigen, double beta, int wanted, double tolerance) {
    int k = eigen.getRealEigenvalues().length;
    for (int i = 0; i < wanted; i++) {
      if (k < wanted
          || residual(eigen, beta, i) > tolerance * Math.abs(eigen.getRealEigenvalue(i))) {
        return false;
      }
    }
    return true;
  }

  private static double residual(EigenDecomposition eigen, double beta, int i) {
    RealVector vector = eigen.getEigenvector(i);
    return Math.abs(beta * vector.getEntry(vector.getDimension() - 1));
  }

  private static Spectrum spectrum(
      EigenDecomposition eigen,
      List<Reals> basis,
      double beta,
      int wanted,
      int withVectors,
      boolean converged) {
    int k = basis.size();
    List<double[]> vectors = new ArrayList<>();
    double[] residuals = new double[wanted];
    for (int i = 0; i < wanted; i++) {
      residuals[i] = residual(eigen, beta, i);
    }
    for (int i = 0; i < Math.min(wanted, withVectors); i++) {
      double[] v = new double[basis.get(0).length()];
      for (int b = 0; b < k; b++) {
        BasisVectors.add(eigen.getEigenvector(i).getEntry(b), basis.get(b), v);
      }
      vectors.add(scaled(v, 1 / norm(v)));
    }
    return new Spectrum(
        Arrays.copyOf(eigen.getRealEigenvalues(), wanted), vectors, residuals, k, converged);
  }

  static double[] random(SplittableRandom random, int dimension, List<Reals> basis) {
    double[] v = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      v[j] = random.nextDouble() - 0.5;
    }
    orthogonalise(v, basis);
    orthogonalise(v, basis);
    return scaled(v, 1 / norm(v));
  }

  /**
   * Takes what is within the basis from a product with its last vector. Most of that is along the
   * last two; once they are out, a second time for all is needed only where much was left.
   *
   * @return the norm of what remains
   */
  private static double outside(double[] w, List<Reals> basis) {
    orthogonalise(w, basis.subList(Math.max(0, basis.size() - 2), basis.size()));
    double before = norm(w);
    orthogonalise(w, basis);
    double rest = norm(w);
    if (rest > before * ENOUGH) {
      return rest;
    }
    orthogonalise(w, basis);
    return norm(w);
  }

  private static void orthogonalise(double[] v, List<Reals> basis) {
    for (Reals q : basis) {
      BasisVectors.add(-BasisVectors.dot(v, q), q, v);
    }
  }

  private static Reals copy(double[] v, Precision precision) {
    Reals copy = precision.zeros(v.length);
    copy.fill(v, 0);
    return copy;
  }

  private static double[] scaled(double[] v, double factor) {
    for (int j = 0; j < v.length; j++) {
      v[j] *= factor;
    }
    return v;
  }

  private static double norm(double[] v) {
    return Math.sqrt(dot(v, v));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
