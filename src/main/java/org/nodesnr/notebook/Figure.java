package org.nodesnr.notebook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nodesnr.files.CsvFile;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;

/**
 * A figure of an experiment.
 *
 * @param name of its files, without their ending
 * @param image the PNG file
 * @param points the data of a scatter plot, one row per run; empty for figures of other kinds
 * @param lengths the data of {@link #TRAINING_LENGTH}; empty for figures of other kinds
 */
record Figure(String name, Path image, Optional<CsvFile> points, Optional<CsvFile> lengths) {
  /** The figure of correlations by length of training. */
  static final String TRAINING_LENGTH = "training-length";

  private static final List<String> LABELS = List.of("id", "regime", "family", "seed");
  private static final String ACCURACY = "testAccuracy";
  private static final String EXCLUDED = "excluded";

  private static final Map<String, String> TITLES =
      Map.ofEntries(
          Map.entry("figure-1", "Figure 1: SNR optimality of each layer against test accuracy"),
          Map.entry("figure-2", "Figure 2: SNR gain of each layer against test accuracy"),
          Map.entry("figure-3", "Figure 3: SNR gain of the hidden layers against test accuracy"),
          Map.entry("figure-4", "Figure 4: SNR gain of each layer against test accuracy"),
          Map.entry("figure-5", "Figure 5: SNR gain of the hidden layers against test accuracy"),
          Map.entry("snr-optimality", "SNR optimality of each layer against test accuracy"),
          Map.entry("cause", "What interventions change"),
          Map.entry("noise", "Noise: SNR of nodes, and what it costs"),
          Map.entry("regime-parts", "The correlation among some of the regimes"),
          Map.entry("ranking-lossGap", "Measures against the gap in loss, and controls"),
          Map.entry("ranking-accuracyGap", "Measures against the gap in accuracy, and controls"),
          Map.entry("training-length", "How the correlation depends on the length of training"),
          Map.entry(
              "training-length-parts",
              "How the correlation among some of the regimes depends on the length of training"));

  /** The paper's figures of the network that one of its tables is about. */
  static List<String> ofPaper(int table) {
    return table == 1
        ? List.of("figure-1", "figure-2", "figure-3")
        : List.of("figure-4", "figure-5");
  }

  static Figure read(Path folder, String name) throws IOException {
    Path image = folder.resolve(name + ".png");
    Path data = folder.resolve(name + ".csv");
    boolean needed = name.startsWith("figure-") || name.equals(TRAINING_LENGTH);
    if (!needed && !Files.exists(data)) {
      return new Figure(name, image, Optional.empty(), Optional.empty());
    }
    Optional<CsvFile> csv = Optional.of(CsvFile.read(data));
    return new Figure(
        name,
        image,
        csv.filter(Figure::isScatter),
        csv.filter(file -> name.equals(TRAINING_LENGTH)));
  }

  private static boolean isScatter(CsvFile csv) {
    List<String> header = csv.header();
    int columns = header.size();
    return columns > LABELS.size() + 2
        && header.subList(0, LABELS.size()).equals(LABELS)
        && header.subList(columns - 2, columns).equals(List.of(ACCURACY, EXCLUDED));
  }

  /** Whether it is one of a few that most experiments have, rather than of one measure. */
  boolean isUsual() {
    return TITLES.containsKey(name);
  }

  String title() {
    if (TITLES.containsKey(name)) {
      return TITLES.get(name);
    }
    for (Measure measure : Measures.all()) {
      if (name.equals("measure-" + measure.fileName())) {
        return measure.heading() + " against test accuracy";
      }
      if (name.equals("training-" + measure.fileName())) {
        return measure.heading() + " over training";
      }
    }
    String words = name.replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /**
   * Whether its panels have best-fit lines, as the paper's of G and those of other measures have.
   */
  boolean fitted() {
    boolean ofPaper = name.startsWith("figure-") && !name.equals("figure-1");
    return ofPaper || name.startsWith("measure-");
  }

  /** What a scatter plot shows against test accuracy. */
  List<String> quantities() {
    return points
        .map(csv -> csv.header().subList(LABELS.size(), csv.header().size() - 2))
        .orElse(List.of());
  }
}
