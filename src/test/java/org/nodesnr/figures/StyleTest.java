package org.nodesnr.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nodesnr.analysis.Span;

class StyleTest {
  private static Map<String, String> families(int number, int members) {
    Map<String, String> families = new LinkedHashMap<>();
    for (int family = 0; family < number; family++) {
      for (int member = 0; member < members; member++) {
        families.put("regime " + family + "." + member, "family " + family);
      }
    }
    return families;
  }

  @Test
  void regimesOfAFamilyShareAColourAndDifferInShapeAndShade() {
    Map<String, RegimeStyle> styles = RegimeStyle.of(families(2, 3));
    List<RegimeStyle> first = List.copyOf(styles.values()).subList(0, 3);
    assertThat(first).extracting(RegimeStyle::colour).containsOnly(Color.BLACK);
    assertThat(first)
        .extracting(RegimeStyle::glyph)
        .containsExactly(Glyph.TRIANGLE_UP, Glyph.SQUARE, Glyph.CIRCLE);
    assertThat(first).extracting(style -> style.shade().getAlpha()).containsExactly(0, 255, 255);
    assertThat(first).extracting(style -> style.shade().getRed()).containsExactly(255, 128, 0);
    assertThat(first).extracting(style -> style.line().getRed()).containsExactly(102, 51, 0);
    assertThat(styles.keySet()).containsExactlyElementsOf(families(2, 3).keySet());
    assertThat(RegimeStyle.darkestFirst(styles).keySet())
        .containsExactly(
            "regime 0.2", "regime 1.2", "regime 0.1", "regime 1.1", "regime 0.0", "regime 1.0");
  }

  @Test
  void aLegendOfMoreThanThirtyRegimesNamesFamilies() {
    Map<String, String> thirty = families(3, 10);
    assertThat(RegimeStyle.named(thirty, RegimeStyle.of(thirty))).containsOnlyKeys(thirty.keySet());
    Map<String, String> more = families(2, 16);
    more.put("lone", "family 2");
    Map<String, RegimeStyle> styles = RegimeStyle.of(more);
    assertThat(RegimeStyle.named(more, styles))
        .containsExactly(
            Map.entry(
                "family 0: 16 regimes, light to dark as in the config", styles.get("regime 0.15")),
            Map.entry(
                "family 1: 16 regimes, light to dark as in the config", styles.get("regime 1.15")),
            Map.entry("lone", styles.get("lone")));
  }

  @Test
  void fiftyFamiliesDifferInColourOrShape() {
    Set<String> looks = new HashSet<>();
    RegimeStyle.of(families(50, 1))
        .values()
        .forEach(style -> looks.add(style.colour() + " " + style.glyph()));
    assertThat(looks).hasSize(50);
  }

  @ParameterizedTest
  @CsvSource({
    "98.1, 99.1, 98.2, 98.2",
    "98.1, 99.1, 99, 99.0",
    "0.4, 1.5, 1, 1.0",
    "62, 78, 70, 70",
    "-0.4, 0.4, -0.2, −0.2",
    "-0.4, 0.4, 0, 0.0",
    "98.1, 99.1, 98.25, 98.25",
    "0, 60, 20, 20",
    "0, 0.0001, 0.00002, 0.00002",
    "0.4, 1.5, 0.30000000000000004, 0.3"
  })
  void tickLabelsOfAnAxisHaveTheSameDecimals(double from, double to, double tick, String label) {
    assertThat(new TickLabels(new Span(from, to), 124, 24).apply(tick)).isEqualTo(label);
  }

  @Test
  void spansAreNeverEmpty() {
    assertThat(Span.of()).isEqualTo(new Span(0, 1));
    assertThat(Span.of(Double.NaN, 3, 1)).isEqualTo(new Span(1, 3));
    assertThat(Span.of(0, 0)).isEqualTo(new Span(-0.5, 0.5));
    assertThat(Span.of(100)).isEqualTo(new Span(99, 101));
  }

  @Test
  void markupDoesNotWidenTextAndPlainTextEscapesIt() {
    double plain = new RichText("G", 8).width();
    assertThat(new RichText("G_{}", 8).width()).isEqualTo(plain);
    assertThat(new RichText("G_{1}", 8).width()).isBetween(plain, 2 * plain);
    assertThat(new RichText(RichText.plain("a*b_{c}!^"), 8).width())
        .isEqualTo(new RichText("a\\*b\\_{c\\}\\!\\^", 8).width())
        .isGreaterThan(new RichText("abc", 8).width());
  }

  @Test
  void legendsTakeAsFewRowsAsFit() {
    List<Legend.Entry> entries =
        Collections.nCopies(7, new Legend.Entry((g, x, y) -> {}, "regime"));
    Legend legend = new Legend(entries);
    double row = new Legend(entries.subList(0, 1)).height(100);
    double width = new RichText("regime", Ink.LABEL_SIZE).width() + Ink.pt(26);
    assertThat(legend.height(1)).isEqualTo(7 * row);
    assertThat(legend.height(2 * width)).isEqualTo(4 * row);
    assertThat(legend.height(7 * width)).isEqualTo(row);
    assertThat(legend.fits(width, 7 * row)).isTrue();
    assertThat(legend.fits(width, 6 * row)).isFalse();
  }

  @Test
  void theLastTickHasItsLabelThoughItIsWiderThanTheMargin() {
    Panel panel =
        new Panel(
            Charts.plot(new Span(0, 2000), new Span(0, 1), Page.plotSize(2)), "", "", "", "left");
    Page page = new Page("", List.of(panel, panel), new Legend(List.of()), List.of());
    BufferedImage image =
        new BufferedImage(page.width(), page.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    page.draw(g);
    g.dispose();
    int dark = 0;
    for (int x = page.width() - Ink.px(16); x < page.width(); x++) {
      for (int y = Ink.px(155); y < page.height(); y++) {
        dark += (image.getRGB(x, y) & 0xff) < 0x60 ? 1 : 0;
      }
    }
    assertThat(dark).as("dark pixels where 2000 stands").isGreaterThan(100);
  }
}
