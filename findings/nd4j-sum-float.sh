#!/usr/bin/env bash
# ND4J 1.0.0-M2.1, meanNumber and sumNumber of a FLOAT array.
#
# Expected: the mean of twenty million values of 0.1 is 0.1, their sum within rounding of 2,000,000; NumPy, which adds in
# pairs, has 0.1.
# Happens: with one thread the values are added one after the other in float; the sum of ones stays at 2^24 = 16,777,216, and the
# mean of values of 0.1 is five per cent too large. (With several threads the error depends on how many.)
. "$(dirname "$0")/common.bash"

seen=$(run_java "$nd4j" <<'JAVA'
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class Finding {
  public static void main(String[] args) {
    long n = 20_000_000;
    System.out.println("sum of ones " + Nd4j.ones(DataType.FLOAT, n).sumNumber().longValue());
    System.out.println("mean of 0.1 " + Nd4j.ones(DataType.FLOAT, n).muli(0.1f).meanNumber().floatValue());
  }
}
JAVA
)
verdict "$seen" "sum of ones 16777216
mean of 0.1 0.1048576"
