package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.knowm.xchart.XYChart;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Progress;
import org.nodesnr.analysis.Scatter;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.NodeVectors;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Spearman;
import org.w3c.dom.Document;

class FigureSetTest {
  @TempDir private static Path temporary;

  private static Path write(String name, Analysis analysis) throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, name);
    FigureSet.write(directory, Findings.of(analysis, Progress.SILENT));
    return directory.figures();
  }

  @BeforeAll
  static void writeOnce() throws IOException {
    write("mnist", Analyses.mnist());
    write("tiny", Analyses.tiny());
  }

  private static Path folder(String name) {
    return ExperimentDirectory.of(temporary, name).figures();
  }

  private static TreeMap<String, byte[]> files(Path folder) throws IOException {
    TreeMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** A mean along training is of a run, not of its checkpoints: it has no curve. */
  @Test
  void aMeanAlongTrainingIsDrawnWithoutACurve() throws IOException {
    assertThat(files(write("along", Analyses.gsnrAlong())).keySet())
        .contains("measure-gsnr.svg", "training-gsnr.svg", "measure-gsnr-mean.svg")
        .doesNotContain("training-gsnr-mean.svg");
  }

  @Test
  void aSecondRunMakesTheSameBytesUnderAnotherLocale() throws IOException {
    TreeMap<String, byte[]> first = files(folder("mnist"));
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      TreeMap<String, byte[]> second = files(write("second", Analyses.mnist()));
      assertThat(second.keySet()).isEqualTo(first.keySet());
      first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theNetworkDecidesWhichFiguresThereAre() throws IOException {
    assertThat(files(folder("tiny")).keySet())
        .contains("figure-1.png", "figure-1.svg", "figure-1.csv", "figure-2.png", "figure-3.svg")
        .doesNotContain("figure-4.png");
    assertThat(files(write("convolutional", Analyses.cifar10())).keySet())
        .contains("snr-optimality.png", "figure-4.png", "figure-4.svg", "figure-5.csv")
        .doesNotContain("figure-1.png");
  }

  @Test
  void vectorsThatWereKeptAreDrawn() throws IOException {
    Analysis analysis = Analyses.tiny();
    RunRecord run = analysis.runs().get(0);
    List<NodeVectors> nodes = new ArrayList<>();
    for (int layer = 1; layer <= 3; layer++) {
      List<NodeVectors.Input> inputs = new ArrayList<>();
      for (int j = 0; j < 700; j++) {
        inputs.add(new NodeVectors.Input(j, Math.sin(j), layer * Math.sin(j) + Math.cos(7 * j)));
      }
      nodes.add(new NodeVectors(layer, 50, 4, 0.5, 1.5, inputs));
    }
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, "vectors");
    new RecordStore(directory).writeVectors(run.id(), nodes);
    FigureSet.write(directory, Findings.of(analysis, Progress.SILENT));
    assertThat(Files.readAllLines(directory.figures().resolve("w-against-c.csv")))
        .hasSize(4)
        .element(1)
        .asString()
        .startsWith(run.id() + ",SGD,");
    String svg = Files.readString(directory.figures().resolve("w-against-c.svg"));
    assertThat(svg).doesNotContain("NaN", "Infinity");
    assertThat(svg.length()).as("350 of 700 points in each panel").isBetween(50_000, 600_000);
    assertThat(folder("tiny").resolve("w-against-c.png")).as("none kept").doesNotExist();
  }

  @Test
  void svgFilesAreWellFormedAndFinite() throws Exception {
    for (Map.Entry<String, byte[]> file : files(folder("mnist")).entrySet()) {
      if (file.getKey().endsWith(".svg")) {
        Document svg =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(file.getValue()));
        assertThat(svg.getDocumentElement().getAttribute("width")).endsWith("in");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
        assertThat(new String(file.getValue(), StandardCharsets.UTF_8))
            .doesNotContain("NaN", "Infinity", "DOCTYPE");
      }
    }
  }

  @Test
  void pngFilesHave300DotsPerInchAndInk() throws IOException {
    byte[] png = files(folder("tiny")).get("figure-3.png");
    int chunk = new String(png, StandardCharsets.ISO_8859_1).indexOf("pHYs");
    ByteBuffer resolution = ByteBuffer.wrap(png, chunk + 4, 9);
    assertThat(resolution.getInt()).isEqualTo(11811);
    assertThat(resolution.getInt()).isEqualTo(11811);
    assertThat(resolution.get()).as("metres").isEqualTo((byte) 1);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(image.getWidth()).as("3.5 inches").isEqualTo(1050);
    assertThat(image.getHeight()).isGreaterThan(900);
    long dark =
        IntStream.range(0, image.getWidth() * image.getHeight())
            .filter(i -> (image.getRGB(i % 1050, i / 1050) & 0xff) < 128)
            .count();
    assertThat(dark).isBetween(5_000L, 200_000L);
  }

  @Test
  void theDataBehindAFigureLiesBesideIt() throws IOException {
    Path folder = folder("mnist");
    List<String> lines = Files.readAllLines(folder.resolve("figure-2.csv"));
    assertThat(lines.get(0))
        .isEqualTo("id,regime,family,seed,paper.G1,paper.G2,paper.G3,testAccuracy,excluded");
    assertThat(lines).hasSize(65);
    assertThat(lines.stream().filter(line -> line.endsWith(",true"))).hasSize(1);
  }

  @Test
  void extremeCasesAreDrawn() throws Exception {
    for (Analysis analysis : List.of(Analyses.extreme(), Analyses.undefined(), Analyses.single())) {
      Path folder = write("extreme-" + analysis.table().size(), analysis);
      for (Map.Entry<String, byte[]> file : files(folder).entrySet()) {
        if (file.getKey().endsWith(".svg")) {
          String svg = new String(file.getValue(), StandardCharsets.UTF_8);
          assertThat(svg).doesNotContain("NaN", "Infinity", "∞");
        }
      }
    }
  }

  private static ScatterPanel panel(
      Analysis analysis, Map<String, RegimeStyle> styles, boolean enlarged) {
    Scatter scatter = Scatter.of(analysis, analysis.correlate(List.of("paper.G1")), "paper.G1");
    return new ScatterPanel(analysis, scatter, styles, true, enlarged);
  }

  @Test
  void aFarOutlierDoesNotSquashTheOthers() {
    Analysis analysis = Analyses.extreme();
    Map<String, RegimeStyle> styles = RegimeStyle.of(analysis.families());
    ScatterPanel panel = panel(analysis, styles, false);
    double[] g = analysis.table().numbers("paper.G1");
    boolean[] excluded = analysis.excluded();
    double largestKept =
        IntStream.range(0, g.length)
            .filter(row -> !excluded[row] && !Double.isNaN(g[row]))
            .mapToDouble(row -> g[row])
            .max()
            .orElseThrow();
    assertThat(panel.hasPointsBeyondTheAxis()).isTrue();
    Page.PlotSize size = Page.plotSize(3);
    assertThat(panel.panel(size).chart().getStyler().getXAxisMax()).isEqualTo(largestKept);
    assertThat(panel.panel(size).figures()).endsWith(" (*n* = 29)   *ρ* = 0.82 (*n* = 31)");
    assertThat(panel(Analyses.mnist(), styles, false).hasPointsBeyondTheAxis()).isFalse();
  }

  @Test
  void aCrowdedQuarterIsEnlarged() {
    Analysis analysis = Analyses.mnist();
    Map<String, RegimeStyle> styles = RegimeStyle.of(analysis.families());
    double[] g = analysis.table().numbers("paper.G1").clone();
    ScatterPanel even = panel(analysis, styles, false);
    double lowest = IntStream.range(0, g.length).mapToDouble(row -> g[row]).min().orElseThrow();
    double highest = IntStream.range(0, g.length).mapToDouble(row -> g[row]).max().orElseThrow();
    double edge = lowest + (highest - lowest) / 4;
    long left = IntStream.range(0, g.length).filter(row -> g[row] <= edge).count();
    assertThat(even.isCrowded()).isEqualTo(left >= 0.6 * g.length);

    ScatterPanel part = panel(analysis, styles, true);
    XYChart chart = part.panel(Page.plotSize(2)).chart();
    assertThat(chart.getStyler().getXAxisMax()).isEqualTo(edge);
    long drawn =
        chart.getSeriesCollection().stream()
            .filter(series -> styles.keySet().stream().anyMatch(series.getName()::startsWith))
            .mapToLong(series -> series.getXData().length)
            .sum();
    assertThat(drawn).isEqualTo(left);
    assertThat(part.hasPointsBeyondTheAxis()).isFalse();
  }

  @Test
  void curvesHoldMeansAndRangesOverReplicates() throws IOException {
    Analysis analysis = Analyses.mnist();
    double sum = 0;
    double lowest = 1;
    double highest = 0;
    for (RunRecord run : analysis.runs()) {
      if (run.regime().equals("SGD")) {
        double accuracy = run.checkpoints().get(5).test().accuracy();
        sum += accuracy;
        lowest = Math.min(lowest, accuracy);
        highest = Math.max(highest, accuracy);
      }
    }
    List<String> lines = Files.readAllLines(folder("mnist").resolve("training-g.csv"));
    String line =
        lines.stream()
            .filter(l -> l.startsWith("testAccuracy,SGD,SGD,10000,"))
            .findFirst()
            .orElseThrow();
    String[] cells = line.split(",");
    assertThat(cells[4]).isEqualTo("8");
    assertThat(Double.parseDouble(cells[5])).isCloseTo(sum / 8, within(1e-14));
    assertThat(Double.parseDouble(cells[6])).isEqualTo(lowest);
    assertThat(Double.parseDouble(cells[7])).isEqualTo(highest);
    assertThat(lines.stream().filter(l -> l.startsWith("paper.G2,SGD,SGD,"))).hasSize(4);
    assertThat(lines).hasSize(1 + 8 * 31 + 3 * 8 * 4);
  }

  @Test
  void theCorrelationAtALengthIsThatOfTheNetworksThere() throws IOException {
    Analysis then = Analyses.mnist().at(20_000);
    double rho =
        Spearman.correlate(
                then.table().numbers("paper.G2"),
                then.table().numbers("testAccuracy"),
                PermutationOptions.withSeed(1))
            .coefficient();
    List<String> lines = Files.readAllLines(folder("mnist").resolve("training-length.csv"));
    String line =
        lines.stream()
            .filter(l -> l.startsWith("20000,paper.G2,pooled,64,"))
            .findFirst()
            .orElseThrow();
    assertThat(Double.parseDouble(line.split(",")[6])).isEqualTo(rho);
    assertThat(lines).hasSize(1 + 4 * 4 * 2);
    assertThat(folder("tiny").resolve("training-length.csv")).as("3 runs").doesNotExist();
  }
}
