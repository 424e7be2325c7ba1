package org.nodesnr.cli;

/** An experiment of four networks that train in a second. */
final class Tiny {
  static final String CONFIG =
      """
      name = tiny
      data { set = synthetic-digits, trainSamples = 300, testSamples = 100 }
      network.dense = [8, 8]
      base { learningRate = 0.1, batchSize = 10, steps = 200, initialisation.denseStandardDeviation = 0.1 }
      regimes { sgd {}, dropout { dropProbability = 0.2 } }
      seeds = "1..2"
      checkpoints { accuracyEvery = 50, measuresAt = [0, 100] }
      statistics.bootstrapResamples = 100
      """;

  private Tiny() {}
}
