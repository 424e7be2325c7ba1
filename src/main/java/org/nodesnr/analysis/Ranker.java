package org.nodesnr.analysis;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Quantity;
import org.nodesnr.statistics.Bootstrap;
import org.nodesnr.statistics.ConditionalInformation;
import org.nodesnr.statistics.Explained;
import org.nodesnr.statistics.GranulatedKendall;
import org.nodesnr.statistics.Groups;
import org.nodesnr.statistics.Kendall;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.SignError;

/** Ranks columns against one gap. */
final class Ranker {
  /** Welch's |t| above which two settings count as different. */
  private static final double LEAST_T = 3;

  private static final int PERMUTATIONS = 1000;

  /** Comparisons of a permutation test above which there are fewer permutations. */
  private static final double MOST_COMPARISONS = 2e8;

  private static final int TEST_IMAGES = 10_000;

  private final Analysis analysis;
  private final Design design;
  private final double[] gap;
  private final double[] trainLoss;
  private final double[] weightNorm;

  Ranker(Analysis analysis, Design design, double[] gap) {
    this.analysis = analysis;
    this.design = design;
    this.gap = gap;
    this.trainLoss = analysis.sample().column("trainLoss");
    String norm = Quantity.ofNetwork(Measure.WEIGHT_NORM, "").name();
    this.weightNorm =
        analysis.sample().quantities().contains(norm)
            ? analysis.sample().column(norm)
            : new double[gap.length];
  }

  RankedMeasure rank(String name, boolean control, int sign, double[] column) {
    int[] rows =
        IntStream.range(0, gap.length)
            .filter(i -> Double.isFinite(column[i]) && Double.isFinite(gap[i]))
            .filter(i -> Double.isFinite(trainLoss[i]) && Double.isFinite(weightNorm[i]))
            .toArray();
    double[] x = Arrays.stream(rows).mapToDouble(i -> sign * column[i]).toArray();
    double[] y = select(gap, rows);
    double[] loss = select(trainLoss, rows);
    double[] norm = select(weightNorm, rows);
    Design some = design.select(rows);
    Groups settings = some.bySetting();
    PermutationOptions permutations = analysis.options().permutations();
    Explained bySettings = new Explained(rows.length).withEach(some.settings());
    double settingsShare = bySettings.share(y);
    Explained byEffects = new Explained(rows.length).withMainEffects(some.hyperparameters());
    double effectsShare = byEffects.share(y);
    return new RankedMeasure(
        name,
        control,
        sign,
        rows.length,
        gap.length - rows.length,
        Kendall.correlate(x, y, permutations).coefficient(),
        Kendall.interval(x, y, settings, bootstrap()),
        GranulatedKendall.of(x, y, some.hyperparameters(), some.replicates()),
        ConditionalInformation.of(
            x, y, some.hyperparameters(), permutations(rows.length), bootstrap().seed()),
        SignError.bySeeds(x, y, some.hyperparameters(), LEAST_T).summary(0),
        SignError.of(x, y, some.hyperparameters(), SignError.resolvedBy(TEST_IMAGES))
            .summary(SignError.LEAST_EFFECTIVE),
        Kendall.correlateWithin(x, y, settings, permutations).coefficient(),
        Explained.partialSpearman(x, y, List.of(loss)),
        Explained.partialSpearman(x, y, List.of(norm)),
        Explained.partialSpearman(x, y, List.of(loss, norm)),
        settingsShare,
        bySettings.with(x).share(y) - settingsShare,
        effectsShare,
        byEffects.with(x).share(y) - effectsShare);
  }

  private Bootstrap bootstrap() {
    return analysis.options().bootstrap();
  }

  private int permutations(int runs) {
    int h = design.hyperparameters().size();
    double sets = 1 + h + h * (h - 1) / 2.0;
    double comparisons = sets * runs * runs * PERMUTATIONS;
    return comparisons > MOST_COMPARISONS ? PERMUTATIONS / 5 : PERMUTATIONS;
  }

  private static double[] select(double[] column, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> column[i]).toArray();
  }
}
