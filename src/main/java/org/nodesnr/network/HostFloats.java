package org.nodesnr.network;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Moves floats between Java arrays and ND4J arrays at the speed of memory, whatever device the
 * arrays live on. All arrays are in Fortran order, contiguous, and no views.
 */
public final class HostFloats {
  private HostFloats() {}

  /**
   * @param array a whole array of floats in the memory of the host
   * @return where it begins
   * @throws IllegalArgumentException when it is a view or holds something else
   */
  public static FloatPointer pointer(INDArray array) {
    if (array.offset() == 0 && array.data().pointer() instanceof FloatPointer pointer) {
      return pointer;
    }
    throw new IllegalArgumentException("expected a whole array of floats");
  }

  /**
   * @param rows rows
   * @param columns columns
   * @return a new matrix of zeros in Fortran order, to be closed by the caller
   */
  public static INDArray matrix(int rows, int columns) {
    return Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, 'f');
  }

  /**
   * Copies from an array.
   *
   * @param array not modified
   * @param from index of the first value in memory order
   * @param values modified: its first {@code count} values
   * @param count how many
   */
  public static void read(INDArray array, int from, float[] values, int count) {
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    buffer(array).get(from, values, 0, count);
  }

  /**
   * Copies into an array.
   *
   * @param values not modified
   * @param count how many, from the first on
   * @param array modified: its first {@code count} values in memory order
   */
  public static void write(float[] values, int count, INDArray array) {
    Nd4j.getAffinityManager().ensureLocation(array, Location.HOST);
    buffer(array).put(0, values, 0, count);
    written(array);
  }

  /**
   * @param array an array on the host
   * @return its values in memory order, to read or write; after writing, {@link #written} is due
   */
  public static FloatBuffer buffer(INDArray array) {
    return array.data().asNioFloat();
  }

  /**
   * Says that the values on the host are now the valid ones.
   *
   * @param array what was written
   */
  public static void written(INDArray array) {
    Nd4j.getAffinityManager().tagLocation(array, Location.HOST);
  }
}
