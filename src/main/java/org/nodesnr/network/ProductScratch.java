package org.nodesnr.network;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The operand and the result of one product after the other, in the same memory. */
final class ProductScratch implements AutoCloseable {
  private final int batch;
  private final INDArray operand;
  private final INDArray result;

  /**
   * @param batch the most samples at once
   * @param operand numbers of one sample in the largest operand
   * @param result likewise in the largest result
   */
  ProductScratch(int batch, int operand, int result) {
    this.batch = batch;
    this.operand = vector(operand);
    this.result = vector(result);
  }

  private INDArray vector(int size) {
    return Nd4j.create(DataType.FLOAT, Math.multiplyExact((long) batch, Math.max(1, size)));
  }

  int batch() {
    return batch;
  }

  /** A matrix of zeros or what an earlier product left; rows × batch, Fortran order. */
  INDArray operand(int rows) {
    return matrix(operand.data(), rows);
  }

  /** Likewise. */
  INDArray result(int rows) {
    return matrix(result.data(), rows);
  }

  private INDArray matrix(DataBuffer memory, int rows) {
    return Nd4j.create(memory, new long[] {rows, batch}, new long[] {1, rows}, 0, 'f');
  }

  @Override
  public void close() {
    List.of(operand, result).forEach(INDArray::close);
  }
}
