package org.nodesnr.config;

import org.nodesnr.config.RegimeGrid.Member;

/** What the values of a regime must be to each other, to the data and to the network. */
final class MemberChecks {
  private MemberChecks() {}

  static void check(Member member, DataSpec data, NetworkSpec network) {
    Regime regime = member.regime();
    double decay = regime.learningRate() * regime.l2Coefficient();
    if (!(decay < 1)) {
      throw member
          .value(RegimeField.L2_COEFFICIENT)
          .error(
              "times learningRate must be below 1, not "
                  + ShortNumbers.text(regime.l2Coefficient())
                  + " · "
                  + ShortNumbers.text(regime.learningRate()));
    }
    if (regime.dropProbability() > 0 && network.dense().isEmpty()) {
      throw member
          .value(RegimeField.DROP_PROBABILITY)
          .error("needs a hidden dense layer, and the network has none");
    }
    int samples = DataSet.trainSamples(data);
    if (regime.batchSize() > samples) {
      throw member
          .value(RegimeField.BATCH_SIZE)
          .error(
              "must not exceed the "
                  + samples
                  + " training samples, as "
                  + regime.batchSize()
                  + " does");
    }
    int side = DataSet.side(data);
    if (2 * regime.augmentation().shift() >= side) {
      throw member
          .value(RegimeField.SHIFT)
          .error(
              "must be below half of the image's "
                  + side
                  + " pixels, not "
                  + regime.augmentation().shift());
    }
    if (regime.augmentation().crop() && data.crop() == 0) {
      throw member.value(RegimeField.CROP).error("needs data.crop, the side of the square taken");
    }
  }
}
