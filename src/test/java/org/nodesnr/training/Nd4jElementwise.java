package org.nodesnr.training;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nodesnr.spec.Activation;

/** The same by operations of ND4J, one after another: what {@link HostElementwise} is held to. */
final class Nd4jElementwise implements Elementwise {

  @Override
  public void upload(float[] source, INDArray target) {
    float[] values =
        source.length == target.length() ? source : Arrays.copyOf(source, (int) target.length());
    target.assign(Nd4j.create(values, target.shape(), target.ordering()));
  }

  @Override
  public void download(INDArray source, float[] target) {
    float[] values = source.dup(source.ordering()).data().asFloat();
    System.arraycopy(values, 0, target, 0, values.length);
  }

  @Override
  public void multiply(
      INDArray a,
      boolean transposeA,
      INDArray b,
      boolean transposeB,
      INDArray c,
      float alpha,
      float beta) {
    Nd4j.gemm(a, b, c, transposeA, transposeB, alpha, beta);
  }

  @Override
  public void activate(INDArray h, INDArray bias, Activation activation, INDArray mask) {
    h.addiColumnVector(bias.reshape(bias.length(), 1));
    apply(h, activation);
    if (mask != null) {
      h.muli(mask);
    }
  }

  private static void apply(INDArray h, Activation activation) {
    switch (activation) {
      case RELU -> Transforms.relu(h, false);
      case TANH -> Transforms.tanh(h, false);
      case SIGMOID -> Transforms.sigmoid(h, false);
      case IDENTITY -> {
        return;
      }
      case SOFTMAX -> throw new IllegalArgumentException("softmax is not elementwise");
    }
  }

  @Override
  public void backpropagate(
      INDArray d, INDArray h, Activation activation, INDArray mask, float maskScale) {
    if (mask != null) {
      d.muli(mask);
    }
    INDArray v = maskScale == 1 ? h : h.div(maskScale);
    switch (activation) {
      case RELU -> d.muli(v.gt(0).castTo(d.dataType()));
      case TANH -> d.muli(v.mul(v).rsubi(1));
      case SIGMOID -> d.muli(v.mul(v.rsub(1)));
      case IDENTITY -> {
        return;
      }
      case SOFTMAX -> throw new IllegalArgumentException("softmax is not elementwise");
    }
  }

  @Override
  public void addRowSums(INDArray bias, float keep, INDArray d, float factor) {
    bias.muli(keep).addi(d.sum(1).muli(factor));
  }

  @Override
  public void revise(INDArray w, INDArray gradient, Revision revision) {
    float[] values = new float[(int) w.length()];
    float[] others = new float[values.length];
    download(w, values);
    download(gradient, others);
    float[] some = new float[Optimiser.STRETCH];
    for (int from = 0; from < values.length; from += some.length) {
      int length = Math.min(some.length, values.length - from);
      System.arraycopy(values, from, some, 0, length);
      float[] g = Arrays.copyOfRange(others, from, from + length);
      revision.revise(from / some.length, some, g, length);
      System.arraycopy(some, 0, values, from, length);
    }
    upload(values, w);
  }

  @Override
  public double sumOfSquares(INDArray g) {
    double norm = g.norm2Number().doubleValue();
    return norm * norm;
  }

  @Override
  public void scaleAndAdd(INDArray w, float a, INDArray d, float factor) {
    w.muli(a).addi(d.mul(factor));
  }

  @Override
  public void pool(
      INDArray r, INDArray bias, Activation activation, PoolWindow window, INDArray h) {
    INDArray pooled =
        Nd4j.exec(
            DynamicCustomOp.builder("maxpool2d")
                .addInputs(input(r, window))
                .addIntegerArguments(geometry(window))
                .build())[0];
    h.assign(pooled.reshape('c', h.columns(), h.rows()).transpose());
    INDArray byChannel = byChannel(h, window);
    byChannel.addiColumnVector(bias.reshape(bias.length(), 1));
    apply(byChannel, activation);
  }

  @Override
  public void unpool(
      INDArray gradient,
      INDArray h,
      Activation activation,
      PoolWindow window,
      INDArray r,
      INDArray d) {
    backpropagate(gradient, h, activation, null, 1);
    INDArray g =
        gradient
            .transpose()
            .reshape(
                'c',
                window.samples(),
                window.outputHeight(),
                window.outputWidth(),
                window.channels());
    INDArray result =
        Nd4j.exec(
            DynamicCustomOp.builder("maxpool2d_bp")
                .addInputs(input(r, window), g)
                .addIntegerArguments(geometry(window))
                .build())[0];
    d.assign(result.reshape('c', d.columns(), d.rows()).transpose());
  }

  private static INDArray input(INDArray r, PoolWindow w) {
    return r.transpose().reshape('c', w.samples(), w.height(), w.width(), w.channels());
  }

  /** A view of pooled outputs, features × samples, as channels × (samples · places). */
  private static INDArray byChannel(INDArray h, PoolWindow w) {
    return Nd4j.create(
        h.data(),
        new long[] {w.channels(), h.length() / w.channels()},
        new long[] {1, w.channels()},
        0,
        'f');
  }

  /** Kernel, stride, padding, dilation, SAME mode, unused, channels last. */
  private static int[] geometry(PoolWindow w) {
    return new int[] {w.side(), w.side(), w.side(), w.side(), 0, 0, 1, 1, 1, 0, 1};
  }
}
