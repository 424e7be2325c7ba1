#!/usr/bin/env bash
# ND4J 1.0.0-M2.1, Random.nextGaussian after setSeed.
#
# Expected: the same seed, the same first Gaussian number.
# Happens: numbers come in pairs and the second of a pair outlives setSeed: after an odd count the first number is that of before.
. "$(dirname "$0")/common.bash"

seen=$(run_java "$nd4j" <<'JAVA'
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

class Finding {
  public static void main(String[] args) {
    Random random = Nd4j.getRandom();
    random.setSeed(7);
    double first = random.nextGaussian();
    random.setSeed(7);
    double again = random.nextGaussian();
    double next = random.nextGaussian();
    System.out.println("first the same: " + (first == again) + "; the one after it: " + (first == next));
  }
}
JAVA
)
verdict "$seen" "first the same: false; the one after it: true"
