package org.nodesnr.models.onnx;

import org.nodesnr.models.Tensor;

/** Arithmetic of constants, number by number. */
final class ConstantArithmetic {
  static final String SAMPLES = "computes with the number of samples, which would mix them";

  private static final int MOST = 1 << 27;

  private ConstantArithmetic() {}

  static Folded changed(OnnxNode node, Folded in) {
    if (in.isInteger()) {
      long[] longs = new long[in.size()];
      for (int k = 0; k < longs.length; k++) {
        longs[k] = changed(node, checked(node, in.longs()[k]));
      }
      return Folded.of(in.root(), in.dims(), longs);
    }
    float[] floats = new float[in.size()];
    for (int k = 0; k < floats.length; k++) {
      floats[k] = (float) changed(node, in.floats()[k]);
    }
    return new Folded(in.root(), in.dims(), floats, null);
  }

  private static long changed(OnnxNode node, long x) {
    return switch (node.type()) {
      case "Neg" -> -x;
      case "Abs" -> Math.abs(x);
      default -> throw node.origin().refuse("of integers is not supported");
    };
  }

  private static double changed(OnnxNode node, double x) {
    return switch (node.type()) {
      case "Neg" -> -x;
      case "Abs" -> Math.abs(x);
      case "Sqrt" -> Math.sqrt(x);
      case "Floor" -> Math.floor(x);
      case "Ceil" -> Math.ceil(x);
      case "Exp" -> Math.exp(x);
      default -> 1 / x;
    };
  }

  /** With what has one number in a dimension repeated along it. */
  static Folded combined(OnnxNode node, Folded a, Folded b) {
    if (a.isInteger() != b.isInteger()) {
      throw node.origin().refuse("computes with integers and floats at once");
    }
    int rank = Math.max(a.dims().length, b.dims().length);
    int[] dims = new int[rank];
    int[] strideA = new int[rank];
    int[] strideB = new int[rank];
    int stepA = 1;
    int stepB = 1;
    long size = 1;
    for (int d = rank - 1; d >= 0; d--) {
      int ownA = size(a, d - rank + a.dims().length);
      int ownB = size(b, d - rank + b.dims().length);
      dims[d] = ownA == 1 ? ownB : ownA;
      if ((ownA != dims[d] && ownA != 1) || (ownB != dims[d] && ownB != 1)) {
        throw node.origin()
            .refuse("constants of " + Tensor.text(a.dims()) + " and " + Tensor.text(b.dims()));
      }
      size *= dims[d];
      if (size > MOST) {
        throw node.origin().refuse("the constant that it computes is too large");
      }
      strideA[d] = ownA == 1 ? 0 : stepA;
      strideB[d] = ownB == 1 ? 0 : stepB;
      stepA *= ownA;
      stepB *= ownB;
    }
    long[] longs = a.isInteger() ? new long[(int) size] : null;
    float[] floats = a.isInteger() ? null : new float[(int) size];
    int[] at = new int[rank];
    for (int k = 0; k < size; k++) {
      int i = 0;
      int j = 0;
      for (int d = 0; d < rank; d++) {
        i += at[d] * strideA[d];
        j += at[d] * strideB[d];
      }
      if (longs != null) {
        longs[k] = combined(node, a.longs()[i], b.longs()[j]);
      } else {
        floats[k] = (float) combined(node, (double) a.floats()[i], b.floats()[j]);
      }
      for (int d = rank - 1; d >= 0 && ++at[d] == dims[d]; d--) {
        at[d] = 0;
      }
    }
    return new Folded(a.root().isEmpty() ? b.root() : a.root(), dims, floats, longs);
  }

  private static int size(Folded constant, int axis) {
    return axis < 0 ? 1 : constant.dims()[axis];
  }

  private static double combined(OnnxNode node, double x, double y) {
    return switch (node.type()) {
      case "Add" -> x + y;
      case "Sub" -> x - y;
      case "Mul" -> x * y;
      case "Div" -> x / y;
      case "Min" -> Math.min(x, y);
      case "Max" -> Math.max(x, y);
      case "Pow" -> Math.pow(x, y);
      default -> node.integer("fmod", 0) == 0 ? x - y * Math.floor(x / y) : x % y;
    };
  }

  /** The number of samples stays what it is where it is taken once, and nothing is added to it. */
  private static long combined(OnnxNode node, long x, long y) {
    boolean sum = node.type().equals("Add");
    boolean product = node.type().equals("Mul");
    boolean kept =
        x == Constants.BATCH
            && ((y == 0 && (sum || node.type().equals("Sub")))
                || (y == 1 && (product || node.type().equals("Div"))));
    boolean keptOther = y == Constants.BATCH && ((x == 0 && sum) || (x == 1 && product));
    if (kept || keptOther) {
      return Constants.BATCH;
    }
    checked(node, x);
    checked(node, y);
    try {
      return switch (node.type()) {
        case "Add" -> Math.addExact(x, y);
        case "Sub" -> Math.subtractExact(x, y);
        case "Mul" -> Math.multiplyExact(x, y);
        case "Div" -> x / y;
        case "Mod" -> node.integer("fmod", 0) == 0 ? Math.floorMod(x, y) : x % y;
        case "Min" -> Math.min(x, y);
        case "Max" -> Math.max(x, y);
        default -> throw node.origin().refuse("of integers is not supported");
      };
    } catch (ArithmeticException e) {
      throw node.origin().refuse("does arithmetic of constants that has no result");
    }
  }

  private static long checked(OnnxNode node, long x) {
    if (x == Constants.BATCH) {
      throw node.origin().refuse(SAMPLES);
    }
    return x;
  }
}
