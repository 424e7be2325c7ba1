#!/usr/bin/env bash
# ND4J 1.0.0-M2.1, Level3.syrk: C = A Aᵀ, upper triangle.
#
# Expected, with A = [1 2; 3 4; 5 6]: C = [5 11 17; · 25 39; · · 61], as mmul gives.
# Happens: only the first column of A is multiplied, C = [1 3 5; · 9 15; · · 25], without an error.
. "$(dirname "$0")/common.bash"

seen=$(run_java "$nd4j" <<'JAVA'
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Finding {
  public static void main(String[] args) {
    INDArray a = Nd4j.createFromArray(new float[][] {{1, 2}, {3, 4}, {5, 6}}).dup('f');
    INDArray c = Nd4j.create(DataType.FLOAT, new long[] {3, 3}, 'f');
    Nd4j.getBlasWrapper().level3().syrk('f', 'U', 'N', 1, a, 0, c);
    System.out.println("mmul " + Arrays.toString(a.mmul(a.transpose()).dup('c').data().asFloat()));
    System.out.println("syrk " + Arrays.toString(c.dup('c').data().asFloat()));
  }
}
JAVA
)
verdict "$seen" "mmul [5.0, 11.0, 17.0, 11.0, 25.0, 39.0, 17.0, 39.0, 61.0]
syrk [1.0, 3.0, 5.0, 0.0, 9.0, 15.0, 0.0, 0.0, 25.0]"
