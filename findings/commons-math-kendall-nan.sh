#!/usr/bin/env bash
# Commons Math 3.6.1, KendallsCorrelation and SpearmansCorrelation of a column with NaN.
#
# Expected: both refuse it, or both give NaN.
# Happens: Spearman throws NotANumberException; Kendall takes NaN for larger than every number and gives a perfect 1.
. "$(dirname "$0")/common.bash"

seen=$(run_java "org.apache.commons:commons-math3:3.6.1" <<'JAVA'
import org.apache.commons.math3.stat.correlation.KendallsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

class Finding {
  public static void main(String[] args) {
    double[] x = {1, 2, 3, 4, Double.NaN};
    double[] y = {1, 2, 3, 4, 5};
    System.out.println("Kendall " + new KendallsCorrelation().correlation(x, y));
    try {
      System.out.println("Spearman " + new SpearmansCorrelation().correlation(x, y));
    } catch (RuntimeException e) {
      System.out.println("Spearman " + e.getClass().getSimpleName());
    }
  }
}
JAVA
)
verdict "$seen" "Kendall 1.0
Spearman NotANumberException"
