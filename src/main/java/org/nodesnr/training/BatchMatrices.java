package org.nodesnr.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nodesnr.network.Shape;

/** Batches as matrices and as pictures. */
final class BatchMatrices {
  private BatchMatrices() {}

  /** A matrix in Fortran order, whatever in it. */
  static INDArray matrix(long rows, long columns) {
    return Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'f');
  }

  /** The memory of a batch, one column a sample, as [samples, height, width, channels], C order. */
  static INDArray of(INDArray values, Shape shape, int samples) {
    return values
        .transpose()
        .reshape('c', samples, shape.height(), shape.width(), shape.channels());
  }
}
