package org.nodesnr.config;

import java.util.Arrays;
import java.util.List;

/** What a config needs to know of a data set before anything is read. */
enum DataSet {
  MNIST("mnist", 28, 1, 60_000, 10_000, 60_000, 10_000),
  CIFAR10("cifar10", 32, 3, 50_000, 10_000, 50_000, 10_000),
  SYNTHETIC_DIGITS("synthetic-digits", 28, 1, 10_000, 2_000, 200_000, 200_000),
  SYNTHETIC_TEXTURES("synthetic-textures", 32, 3, 10_000, 2_000, 200_000, 200_000);

  static final int CLASSES = 10;

  private final String name;
  final int side;
  final int channels;
  final int train;
  final int test;
  final int maxTrain;
  final int maxTest;

  DataSet(String name, int side, int channels, int train, int test, int maxTrain, int maxTest) {
    this.name = name;
    this.side = side;
    this.channels = channels;
    this.train = train;
    this.test = test;
    this.maxTrain = maxTrain;
    this.maxTest = maxTest;
  }

  boolean synthetic() {
    return this == SYNTHETIC_DIGITS || this == SYNTHETIC_TEXTURES;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(s -> s.name).toList();
  }

  static DataSet of(String name) {
    return Arrays.stream(values())
        .filter(s -> s.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no data set '" + name + "'"));
  }

  /** Number of training samples that a run uses. */
  static int trainSamples(DataSpec data) {
    return data.trainSamples() == 0 ? of(data.set()).train : data.trainSamples();
  }

  /** Number of test samples that a run uses. */
  static int testSamples(DataSpec data) {
    return data.testSamples() == 0 ? of(data.set()).test : data.testSamples();
  }

  /** Side in pixels of what the network sees. */
  static int side(DataSpec data) {
    return data.crop() == 0 ? of(data.set()).side : data.crop();
  }
}
