package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.results.ExperimentDirectory;
import org.w3c.dom.Document;

class FigureSetTest {
  @TempDir Path temporary;

  private Path write(String name, Analysis analysis) throws IOException {
    ExperimentDirectory directory = ExperimentDirectory.of(temporary, name);
    FigureSet.write(directory, analysis);
    return directory.figures();
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

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG"})
  void aSecondRunMakesTheSameBytesUnderAnyLocale(String tag) throws IOException {
    TreeMap<String, byte[]> first = files(write("first", Analyses.mnist()));
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
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
    assertThat(files(write("dense", Analyses.tiny())).keySet())
        .contains("figure-1.png", "figure-1.svg", "figure-1.csv", "figure-2.png", "figure-3.svg")
        .doesNotContain("figure-4.png");
    assertThat(files(write("convolutional", Analyses.cifar10())).keySet())
        .contains("snr-optimality.png", "figure-4.png", "figure-4.svg", "figure-5.csv")
        .doesNotContain("figure-1.png");
  }

  @Test
  void svgFilesAreWellFormedAndFinite() throws Exception {
    for (Map.Entry<String, byte[]> file : files(write("mnist", Analyses.mnist())).entrySet()) {
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
    byte[] png = files(write("tiny", Analyses.tiny())).get("figure-3.png");
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
    Path folder = write("mnist", Analyses.mnist());
    List<String> lines = Files.readAllLines(folder.resolve("figure-2.csv"));
    assertThat(lines.get(0))
        .isEqualTo("id,regime,family,seed,paper.G1,paper.G2,paper.G3,testAccuracy,excluded");
    assertThat(lines).hasSize(65);
    assertThat(lines.stream().filter(line -> line.endsWith(",true"))).hasSize(1);
  }
}
