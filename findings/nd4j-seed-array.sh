#!/usr/bin/env bash
# ND4J 1.0.0-M2.1, Random.setSeed(int[]).
#
# Expected: different seeds, different numbers.
# Happens: whatever the array holds, the generator is seeded with 0.
. "$(dirname "$0")/common.bash"

seen=$(run_java "$nd4j" <<'JAVA'
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

class Finding {
  public static void main(String[] args) {
    Random random = Nd4j.getRandom();
    random.setSeed(new int[] {7});
    random.setSeed(new int[] {2});
    int first = random.nextInt();
    random.setSeed(new int[] {7});
    random.setSeed(new int[] {12345});
    System.out.println("the same number: " + (first == random.nextInt()) + ", seed " + random.getSeed());
  }
}
JAVA
)
verdict "$seen" "the same number: true, seed 0"
