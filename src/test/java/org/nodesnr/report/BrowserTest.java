package org.nodesnr.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser; skipped where there is no Chromium. */
class BrowserTest {
  /** With this property, screenshots are written into the directory that it names. */
  private static final String PICTURES = System.getProperty("report.pictures", "");

  private static final String VISIBLE =
      "[...document.querySelectorAll('#runs tbody tr:not([hidden])')]";

  @TempDir private static Path profile;

  @TempDir private static Path temporary;
  private static Path page;
  private static Chromium browser;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> program = Chromium.find();
    assumeTrue(program.isPresent(), "no Chromium here: the page is not tested in a browser");
    String given = System.getProperty("report.page", "");
    page = given.isEmpty() ? Pages.write(temporary, Pages.small()) : Path.of(given);
    browser = new Chromium(program.get(), profile);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    browser.scripts(true);
    browser.size(1400, 900);
    browser.scheme("light");
    browser.open(page);
  }

  private static List<String> texts(String expression) {
    List<String> texts = new ArrayList<>();
    browser.evaluate(expression).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static List<String> visible(int column) {
    return texts(VISIBLE + ".map(row => row.cells[" + column + "].textContent)");
  }

  private static String chip(int number) {
    return "document.querySelectorAll('#legend button')[" + number + "]";
  }

  @ParameterizedTest
  @CsvSource({"1400,light", "1400,dark", "400,light", "400,dark"})
  void fitsItsWindowAndIsReadable(int width, String scheme) throws IOException {
    browser.size(width, 900);
    browser.scheme(scheme);
    browser.open(page);
    assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt()).isEqualTo(width);
    String escaping =
        "[...document.querySelectorAll('main > section > *, .panel, #legend li, #controls > *')]"
            + ".filter(e => e.getClientRects().length && e.getBoundingClientRect().right > innerWidth)"
            + ".map(e => e.outerHTML.slice(0, 80))";
    assertThat(texts(escaping)).isEmpty();
    String illegible =
        "[...document.querySelectorAll('svg text')].filter(t => t.getBoundingClientRect().width)"
            + ".filter(t => t.getScreenCTM().a * parseFloat(getComputedStyle(t).fontSize) < 11"
            + " || t.getBoundingClientRect().right > innerWidth).map(t => t.outerHTML)";
    assertThat(texts(illegible)).as("labels in plots, at least 11 pixels").isEmpty();
    for (String selector : List.of("body", ".note", ".stat", "#runs td", "#tip", "figcaption b")) {
      assertThat(contrast(selector)).as(selector).isGreaterThan(4.5);
    }
    boolean dark = luminance(rgb("body", "backgroundColor")) < 0.1;
    assertThat(dark).isEqualTo(scheme.equals("dark"));
    assertThat(browser.complaints()).isEmpty();
    if (!PICTURES.isEmpty()) {
      Path folder = Files.createDirectories(Path.of(PICTURES));
      Files.write(folder.resolve(width + "-" + scheme + ".png"), browser.screenshot(true));
      browser.size(width, 970);
      browser.hover("document.querySelectorAll('.scatter')[4].querySelectorAll('use')[7]");
      Files.write(folder.resolve(width + "-" + scheme + "-hover.png"), browser.screenshot(false));
    }
  }

  @ParameterizedTest
  @CsvSource({"1400", "400"})
  void curvesHaveTheirNamesAtTheirEndsAndNoneOverlaps(int width) {
    browser.size(width, 900);
    browser.open(page);
    assertThat(browser.evaluate("document.querySelectorAll('.curves .end').length").asInt())
        .isEqualTo(7 * 6);
    String overlapping =
        "[...document.querySelectorAll('.curves')].flatMap(plot => {"
            + " const boxes = [...plot.querySelectorAll('.end')].map(e => e.getBBox())"
            + ".sort((a, b) => a.y - b.y);"
            + " return boxes.slice(1).filter((b, i) => b.y < boxes[i].y + 0.8 * boxes[i].height)"
            + ".map(b => plot.dataset.panel); })";
    assertThat(texts(overlapping)).isEmpty();
    String outside =
        "[...document.querySelectorAll('.curves')].flatMap(plot =>"
            + " [...plot.querySelectorAll('.end')].filter(e =>"
            + " e.getBBox().x + e.getBBox().width > 332).map(e => e.textContent))";
    assertThat(texts(outside)).as("12 units lie between two plots").isEmpty();
    browser.click(chip(2));
    assertThat(texts("[...document.querySelectorAll('.end:not(.off)')].map(e => e.textContent)"))
        .hasSize(7)
        .containsOnly("L2 0.00005");
  }

  /** The contrast of a text with what is behind the page, by WCAG's formula. */
  private static double contrast(String selector) {
    double text = luminance(rgb(selector, "color"));
    double ground = luminance(rgb("body", "backgroundColor"));
    return (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
  }

  private static JsonNode rgb(String selector, String property) {
    return browser.evaluate(
        "getComputedStyle(document.querySelector('"
            + selector
            + "'))."
            + property
            + ".match(/\\d+/g).map(Number)");
  }

  private static double luminance(JsonNode rgb) {
    double sum = 0;
    double[] weights = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; i++) {
      double v = rgb.get(i).asDouble() / 255;
      sum += weights[i] * (v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  @Test
  void aClickOnARegimeFilters() {
    assertThat(visible(0)).hasSize(31);
    browser.click(chip(2));
    assertThat(visible(0)).hasSize(5).containsOnly("L2 0.00005");
    assertThat(browser.evaluate("document.querySelector('#count').textContent").asText())
        .isEqualTo("5 of 31 runs");
    assertThat(
            browser.evaluate("document.querySelectorAll('.scatter use:not(.off)').length").asInt())
        .isEqualTo(5 * 7);
    assertThat(browser.evaluate(chip(2) + ".getAttribute('aria-pressed')").asText())
        .isEqualTo("true");
    browser.click(chip(5));
    assertThat(visible(0)).hasSize(10).contains(Pages.EVIL);
    browser.click("document.querySelector('#reset')");
    assertThat(visible(0)).hasSize(31);
    assertThat(browser.evaluate("document.title").asText())
        .isEqualTo("Made-up runs <b>" + Pages.EVIL);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void wordsAndExclusionsFilter() {
    browser.click("document.querySelector('#search')");
    browser.type("dropout 0.25");
    assertThat(visible(0)).hasSize(5).containsOnly("dropout 0.25");
    browser.click("document.querySelector('#reset')");
    browser.evaluate(
        "(() => { const s = document.querySelector('#kept'); s.value = 'false';"
            + " s.dispatchEvent(new Event('change')); })()");
    int excluded = Pages.small().exclusions().excluded().size();
    assertThat(visible(0)).hasSize(excluded + 1);
  }

  @Test
  void aClickOnAHeadingSorts() {
    String heading = "document.querySelectorAll('#runs thead th')[4]";
    browser.click(heading + ".querySelector('button')");
    List<Double> rising = visible(4).stream().map(Double::valueOf).toList();
    assertThat(rising).isSorted().hasSize(31);
    assertThat(browser.evaluate(heading + ".getAttribute('aria-sort')").asText())
        .isEqualTo("ascending");
    browser.click(heading + ".querySelector('button')");
    List<Double> falling = visible(4).stream().map(Double::valueOf).toList();
    assertThat(falling).isSortedAccordingTo((a, b) -> Double.compare(b, a)).isNotEqualTo(rising);
    assertThat(browser.evaluate(heading + ".getAttribute('aria-sort')").asText())
        .isEqualTo("descending");
    assertThat(
            browser
                .evaluate(
                    "document.querySelectorAll('#runs [aria-sort]:not([aria-sort=none])').length")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void hoveringOverAPointNamesItsRun() {
    String point = "document.querySelectorAll('.scatter')[3].querySelector('use[data-run=\"17\"]')";
    assertThat(browser.evaluate("document.querySelector('#tip').hidden").asBoolean()).isTrue();
    browser.hover(point);
    // the nearest point of several may be another one of the same place
    int hot =
        browser.evaluate("Number(document.querySelector('.scatter use.hot').dataset.run)").asInt();
    String row = "document.querySelector('#runs tr[data-run=\"" + hot + "\"]')";
    String tip = browser.evaluate("document.querySelector('#tip').innerText").asText();
    assertThat(hot).isEqualTo(17);
    assertThat(tip)
        .startsWith(browser.evaluate(row + ".cells[0].textContent").asText() + ", seed ")
        .contains("test accuracy (%) " + browser.evaluate(row + ".cells[4].textContent").asText())
        .contains("G " + browser.evaluate(row + ".cells[11].textContent").asText());
    assertThat(browser.evaluate("document.querySelectorAll('.scatter use.hot').length").asInt())
        .isEqualTo(7);
    browser.hover("document.querySelector('h1')");
    assertThat(browser.evaluate("document.querySelector('#tip').hidden").asBoolean()).isTrue();
  }

  @Test
  void aClickOnARunPicksItsPointsAndItsCurves() {
    browser.click("document.querySelector('#runs tr[data-run=\"4\"] th button')");
    assertThat(
            texts("[...document.querySelectorAll('.scatter use.picked')].map(u => u.dataset.run)"))
        .hasSize(7)
        .containsOnly("4");
    assertThat(browser.evaluate("document.querySelectorAll('.curves .run').length").asInt())
        .isEqualTo(7);
    browser.click("document.querySelector('#runs tr[data-run=\"4\"] td')");
    assertThat(browser.evaluate("document.querySelectorAll('.picked, .run').length").asInt())
        .isZero();
  }

  @Test
  void arrowKeysGoFromRunToRun() {
    browser.evaluate("document.querySelectorAll('.scatter')[0].focus()");
    browser.press("ArrowRight");
    String first = browser.evaluate("document.querySelector('#tip').innerText").asText();
    browser.press("ArrowRight");
    String second = browser.evaluate("document.querySelector('#tip').innerText").asText();
    assertThat(first).contains("seed").isNotEqualTo(second);
    browser.press("Enter");
    assertThat(browser.evaluate("document.querySelectorAll('#runs tr.picked').length").asInt())
        .isEqualTo(1);
  }

  @Test
  void hoveringOverACurveNamesItsRegime() {
    browser.click(chip(1));
    browser.evaluate("document.querySelectorAll('.curves')[1].scrollIntoView({block: 'center'})");
    browser.hover("document.querySelectorAll('.curves')[1].querySelector('.line:not(.off)')");
    browser.evaluate("document.querySelectorAll('.curves')[1].focus()");
    browser.press("ArrowRight");
    assertThat(browser.evaluate("document.querySelector('#tip').innerText").asText())
        .startsWith("L2 0.00002")
        .contains("in 5 runs");
  }

  @Test
  void withoutScriptsEverythingIsThereAndNothingIsDead() {
    browser.scripts(false);
    browser.open(page);
    assertThat(browser.evaluate("document.querySelectorAll('#runs tbody tr').length").asInt())
        .isEqualTo(31);
    assertThat(browser.evaluate("document.querySelectorAll('.scatter use').length").asInt())
        .isEqualTo(210);
    String shown =
        "[...document.querySelectorAll('button, input, select')].filter(e => e.offsetParent).length";
    assertThat(browser.evaluate(shown).asInt()).isZero();
  }
}
