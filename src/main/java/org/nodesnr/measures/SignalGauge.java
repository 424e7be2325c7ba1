package org.nodesnr.measures;

import java.util.ArrayList;
import java.util.List;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.MeasureScope;
import org.nodesnr.measure.Need;
import org.nodesnr.measure.Reading;
import org.nodesnr.measure.Sign;
import org.nodesnr.measures.gradient.GradientMoments;
import org.nodesnr.measures.gradient.GradientSignal;
import org.nodesnr.measures.net.Inputs;
import org.nodesnr.measures.norms.Margins;

/** Signal and noise of the gradient over training samples; see {@link GradientSignal}. */
final class SignalGauge implements OwnGauge {
  /** The pass in which {@link MarginGauge}'s margins are read, too. */
  static final String PASS = "gradients";

  private static final String LIU = "Liu et al. 2020, arXiv 2001.07384";
  private static final Measure MEAN = measure("gsnr", "gradient SNR", Sign.BETTER);
  private static final Measure MEDIAN = measure("gsnrMedian", "median gradient SNR", Sign.BETTER);
  private static final Measure HIGH =
      measure("gsnrHigh", "95th percentile of gradient SNR", Sign.BETTER);
  private static final Measure RATIO =
      measure("osgr", "one-step generalisation ratio", Sign.BETTER);
  private static final Measure UNBIASED =
      measure("osgrUnbiased", "unbiased one-step generalisation ratio", Sign.BETTER);
  private static final Measure SCALE = measure("noiseScale", "gradient noise scale", Sign.WORSE);
  private static final Measure NOISE = measure("gradientNoise", "gradient noise", Sign.WORSE);
  private static final Measure SAME =
      measure("sameSign", "share of the commoner sign of gradients", Sign.BETTER);

  private static Measure measure(String id, String words, Sign sign) {
    return Measure.of(id, words, MeasureScope.LAYER, sign).needs(Need.WEIGHTS, Need.GRADIENTS);
  }

  private static Description describe(Measure measure, String formula, String source) {
    double products = measure.equals(SAME) ? 4 : 3;
    return new Description(measure, formula, source, 0, PASS, Work.of(products, 1));
  }

  @Override
  public List<Description> descriptions() {
    return List.of(
        describe(MEAN, "mean over parameters of r = ḡ²/s² of the samples’ gradients", LIU),
        describe(MEDIAN, "r at 50%", LIU),
        describe(HIGH, "r at 95%", LIU),
        describe(RATIO, "R = A/(A + V/n), A = Σ ḡ², V = Σ s²", LIU),
        describe(UNBIASED, "1 − V/(nA)", LIU + "; without the bias: this project"),
        describe(SCALE, "B = V/A; ranks as osgr does", "McCandlish et al. 2018, arXiv 1812.06162"),
        describe(NOISE, "V = Σ s²", "after Jiang et al. 2019, arXiv 1912.02178"),
        describe(SAME, "mean of max(share g > 0, share g < 0)", "after " + LIU));
  }

  @Override
  public boolean cheap() {
    return true;
  }

  @Override
  public List<Reading> read(Measured measured) {
    Inputs train = measured.train();
    boolean signs = measured.wants(SAME);
    Margins.Collected margins = new Margins.Collected(train);
    GradientSignal signal =
        GradientMoments.of(
            measured.structure(), measured.theta(), train, measured.precision(), signs, margins);
    measured.margins(margins.margins());
    List<Reading> readings = new ArrayList<>();
    add(readings, 0, signal.network(), measured.structure().parameters());
    for (int l = 0; l < measured.structure().layers().size(); l++) {
      int parameters = measured.structure().layers().get(l).parameters();
      add(readings, l + 1, signal.layer(l), parameters);
    }
    return readings;
  }

  private static void add(List<Reading> to, int layer, GradientSignal.Summary of, int parameters) {
    int without = of.undefined() + of.infinite();
    to.add(Reading.of(MEAN, layer, of.gsnrMean(), parameters - without, without));
    to.add(Reading.of(MEDIAN, layer, of.gsnrMedian(), parameters - without, without));
    to.add(Reading.of(HIGH, layer, of.gsnr95(), parameters - without, without));
    to.add(Reading.of(RATIO, layer, of.osgr(), parameters, 0));
    to.add(Reading.of(UNBIASED, layer, of.osgrUnbiased(), parameters, 0));
    to.add(Reading.of(SCALE, layer, of.noiseScale(), parameters, 0));
    to.add(Reading.of(NOISE, layer, of.gradientNoise(), parameters, 0));
    int still = of.undefined();
    to.add(Reading.of(SAME, layer, of.sameSign(), parameters - still, still));
  }
}
