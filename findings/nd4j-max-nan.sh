#!/usr/bin/env bash
# ND4J 1.0.0-M2.1, maxNumber and argMax of an array with NaN.
#
# Expected, as in NumPy: the maximum of 1, NaN, 3 is NaN, and argmax points to it, so that a network that diverged shows.
# Happens: NaN is passed over; the maximum is 3, at index 2.
. "$(dirname "$0")/common.bash"

seen=$(run_java "$nd4j" <<'JAVA'
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Finding {
  public static void main(String[] args) {
    INDArray values = Nd4j.createFromArray(1f, Float.NaN, 3f);
    System.out.println("max " + values.maxNumber() + ", argmax " + Nd4j.argMax(values).getInt(0));
  }
}
JAVA
)
verdict "$seen" "max 3.0, argmax 2"
