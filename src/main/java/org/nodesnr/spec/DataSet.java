package org.nodesnr.spec;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a config needs to know of a data set before anything is read. */
public final class DataSet {
  /** The value of {@code data.set} for arrays of one's own. */
  public static final String ARRAYS = "arrays";

  private static final int MOST = 200_000;
  private static final Pattern OWN =
      Pattern.compile(
          "arrays/([A-Za-z0-9][A-Za-z0-9._-]{0,63})/(\\d{1,4})x\\2x([13])/(\\d{1,3})/(\\d{1,7})/(\\d{1,7})");

  private static final List<DataSet> KNOWN =
      List.of(
          new DataSet("mnist", 28, 1, 10, 60_000, 10_000),
          new DataSet("cifar10", 32, 3, 10, 50_000, 10_000),
          new DataSet("synthetic-digits", 28, 1, 10, 10_000, 2_000, MOST, MOST),
          new DataSet("synthetic-textures", 32, 3, 10, 10_000, 2_000, MOST, MOST),
          new DataSet("fashion-mnist", 28, 1, 10, 60_000, 10_000),
          new DataSet("kmnist", 28, 1, 10, 60_000, 10_000),
          new DataSet("emnist-byclass", 28, 1, 62, 697_932, 116_323),
          new DataSet("emnist-bymerge", 28, 1, 47, 697_932, 116_323),
          new DataSet("emnist-balanced", 28, 1, 47, 112_800, 18_800),
          new DataSet("emnist-letters", 28, 1, 26, 124_800, 20_800),
          new DataSet("emnist-digits", 28, 1, 10, 240_000, 40_000),
          new DataSet("emnist-mnist", 28, 1, 10, 60_000, 10_000),
          new DataSet("cifar100", 32, 3, 100, 50_000, 10_000));

  private final String name;
  private final int side;
  final int channels;
  final int classes;
  final int train;
  final int test;
  private final int maxTrain;
  private final int maxTest;

  private DataSet(String name, int side, int channels, int classes, int train, int test) {
    this(name, side, channels, classes, train, test, train, test);
  }

  private DataSet(
      String name,
      int side,
      int channels,
      int classes,
      int train,
      int test,
      int maxTrain,
      int maxTest) {
    this.name = name;
    this.side = side;
    this.channels = channels;
    this.classes = classes;
    this.train = train;
    this.test = test;
    this.maxTrain = maxTrain;
    this.maxTest = maxTest;
  }

  /**
   * @return side of a picture in pixels
   */
  public int side() {
    return side;
  }

  /**
   * @return most samples that can be trained with
   */
  public int maxTrain() {
    return maxTrain;
  }

  /**
   * @return most samples that can be tested with
   */
  public int maxTest() {
    return maxTest;
  }

  boolean synthetic() {
    return name.startsWith("synthetic-");
  }

  /**
   * @return what {@code data.set} may be
   */
  public static List<String> names() {
    return Stream.concat(KNOWN.stream().map(s -> s.name), Stream.of(ARRAYS)).toList();
  }

  /**
   * How records name arrays of one's own: {@code arrays/letters/28x28x1/26/5000/1000} are those in
   * the folder letters, 28 by 28 pixels, one channel, 26 classes, 5,000 to train with and 1,000 to
   * test with.
   *
   * @param folder name of theirs
   * @param side of a picture in pixels
   * @param channels of a pixel
   * @param classes number of classes
   * @param train samples to train with
   * @param test samples to test with
   * @return the value of {@code data.set}
   */
  public static String arrays(
      String folder, int side, int channels, int classes, int train, int test) {
    return ARRAYS + "/" + folder + "/" + side + "x" + side + "x" + channels + "/" + classes + "/"
        + train + "/" + test;
  }

  /**
   * @param name of a data set, as records have it
   * @return what is known of it
   */
  public static DataSet of(String name) {
    Matcher own = OWN.matcher(name);
    if (own.matches()) {
      return new DataSet(
          name,
          Integer.parseInt(own.group(2)),
          Integer.parseInt(own.group(3)),
          Integer.parseInt(own.group(4)),
          Integer.parseInt(own.group(5)),
          Integer.parseInt(own.group(6)));
    }
    return KNOWN.stream()
        .filter(s -> s.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no data set '" + name + "'"));
  }

  /**
   * @param data of a run
   * @return number of training samples that it uses
   */
  public static int trainSamples(DataSpec data) {
    return data.trainSamples() == 0 ? of(data.set()).train : data.trainSamples();
  }

  /**
   * @param data of a run
   * @return number of test samples that it uses
   */
  public static int testSamples(DataSpec data) {
    return data.testSamples() == 0 ? of(data.set()).test : data.testSamples();
  }

  /**
   * @param data of a run
   * @return side in pixels of what the network sees
   */
  public static int side(DataSpec data) {
    return data.crop() == 0 ? of(data.set()).side : data.crop();
  }
}
