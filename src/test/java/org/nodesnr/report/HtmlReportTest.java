package org.nodesnr.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.analysis.Analyses;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Intervention;
import org.nodesnr.analysis.Progress;
import org.nodesnr.analysis.Span;
import org.nodesnr.files.Html;
import org.nodesnr.files.Json;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.statistics.PermutationOptions;
import org.nodesnr.statistics.Spearman;

class HtmlReportTest {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

  @TempDir private static Path temporary;
  private static Analysis analysis;
  private static String page;

  @BeforeAll
  static void writeOnce() throws IOException {
    analysis = Pages.small();
    page = Files.readString(Pages.write(temporary, analysis));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static JsonNode data() throws IOException {
    Matcher matcher = DATA.matcher(page);
    assertThat(matcher.find()).isTrue();
    return Json.parse(matcher.group(1));
  }

  @Test
  void aSecondRunMakesTheSameBytesUnderAnotherLocale() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      Path second = Pages.write(temporary.resolve("second"), Pages.small());
      assertThat(Files.readString(second)).isEqualTo(page);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatUsersNameIsNoMarkup() throws IOException {
    assertThat(count(page, "<script")).isEqualTo(2);
    assertThat(count(page, "</script>")).isEqualTo(2);
    assertThat(page)
        .contains("<title>Made-up runs &lt;b&gt;&lt;/script&gt;")
        .contains("&lt;script&gt;document.title=&#39;evil&#39;&lt;/script&gt;&amp;&quot;&#39;</th>")
        .doesNotContain("<b>" + Pages.EVIL, Pages.EVIL);
    assertThat(data().get("names").get(5).asText()).isEqualTo(Pages.EVIL);
  }

  /** A bar and a marker for each effect, a marker for each network in both plots of noise. */
  @Test
  void interventionsAndNoiseAreDrawnWhereThereAreSome() throws IOException {
    assertThat(page).doesNotContain("id=\"cause\"");
    Analysis caused =
        Analysis.of(
            MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES, 3),
            Analyses.options(
                0.9,
                List.of(new Intervention("dropProbability", DoubleNode.valueOf(0), List.of()))));
    Findings findings = Findings.of(caused, Optional.of(Analyses.noise(caused)), Progress.SILENT);
    String drawn = Files.readString(Pages.write(temporary.resolve("caused"), findings));
    String section = drawn.split("id=\"cause\"")[1].split("</section>")[0];
    assertThat(count(section, "class=\"bar ")).isEqualTo(findings.effects().size()).isPositive();
    assertThat(count(section, "<use ")).isEqualTo(findings.effects().size() + 3 * 24 + 23);
    assertThat(section).contains("line: equation 5", "<i>ρ</i> −1.00");
    assertThat(section).doesNotContain("NaN", "{{");
  }

  /** A mean along training is of a run, not of its checkpoints: it has no curve. */
  @Test
  void aMeanAlongTrainingIsDrawnWithoutACurve() throws IOException {
    Path folder = temporary.resolve("along");
    String drawn = Files.readString(Pages.write(folder, Analyses.gsnrAlong()));
    String curves = drawn.split("id=\"training\"")[1].split("</section>")[0];
    assertThat(drawn).contains("mean of gradient SNR along training");
    assertThat(curves).contains("gradient SNR").doesNotContain("mean of gradient SNR");
  }

  @Test
  void nothingIsLoaded() {
    assertThat(page)
        .contains("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-")
        .doesNotContain(" src=", "<link", "@import", "url(http", "fetch(", "XMLHttp", "innerHTML");
    String urls = page.replaceAll("href=\"https://arxiv.org/abs/2002.04687\"", "");
    assertThat(urls).doesNotContain("http:", "https:");
  }

  @Test
  void everythingIsReadableWithoutAScript() {
    assertThat(count(page, "<tr data-run=")).isEqualTo(31);
    assertThat(count(page, "data-run=\"3\"")).as("a row and seven panels").isEqualTo(8);
    assertThat(page)
        .contains("<caption>Table 1. SNR gain and test accuracy")
        .contains("diverged: loss is NaN at step 4312")
        .contains("excluded: activation rate, layer 2 &gt; 0.36 (0.3")
        .contains("2 of 33 runs have no record yet", "MNIST (official)", "0123456789")
        .contains("regime.learningRate", "<a href=\"figures/figure-1.svg\">SVG</a>")
        .contains("<div id=\"controls\" hidden>")
        .doesNotContain("NaN<", "Infinity", "{{");
  }

  @Test
  void excludedRunsAreStruckOutAndUnfinishedOnesNotDrawn() {
    int excluded = analysis.exclusions().excluded().size();
    assertThat(excluded).isBetween(1, 12);
    assertThat(count(page, " out\" data-run=")).isEqualTo(7 * excluded);
    assertThat(count(page, "<use href=\"#g") + count(page, "<use href=\"#x"))
        .as("7 panels of 30 runs, 31 rows, 6 entries of the legend")
        .isEqualTo(7 * 30 + 31 + 6);
    assertThat(count(page, "data-kept=\"false\"")).isEqualTo(excluded + 1);
  }

  @Test
  void coefficientsAreThoseOfTheRuns() {
    double rho =
        Spearman.correlate(
                analysis.table().numbers("paper.G2"),
                analysis.table().numbers(AnalysisOptions.TEST_ACCURACY),
                PermutationOptions.withSeed(1))
            .coefficient();
    String shown = String.format(Locale.ROOT, "<i>ρ</i> %.2f", rho);
    assertThat(page.substring(page.indexOf("<h3>SNR gain")))
        .contains("<b><i>G</i><sub>2</sub></b>")
        .contains(shown.replace('-', '−'));
  }

  @Test
  void pointsLieWhereTheirValuesAre() {
    int panel = page.indexOf("<b><i>G</i><sub>1</sub></b>");
    Matcher marks =
        Pattern.compile(
                "x=\"([0-9.]+)\" y=\"([0-9.]+)\" class=\"r\\d+(?: out)?\" data-run=\"(\\d+)\"")
            .matcher(page.substring(panel, page.indexOf("</svg>", panel)));
    double[] g = new double[31];
    double[] x = new double[31];
    int found = 0;
    List<String> ids = new Runs(analysis).table().labels("id");
    while (marks.find()) {
      int row = Integer.parseInt(marks.group(3));
      int finished = analysis.table().labels("id").indexOf(ids.get(row));
      g[found] = analysis.table().numbers("paper.G1")[finished];
      x[found++] = Double.parseDouble(marks.group(1));
    }
    assertThat(found).isEqualTo(30);
    for (int i = 2; i < found; i++) {
      double expected = x[0] + (g[i] - g[0]) / (g[1] - g[0]) * (x[1] - x[0]);
      double slack = 0.06 * (2 + 2 * Math.abs((expected - x[0]) / (x[1] - x[0])));
      assertThat(Math.abs(x[i] - expected)).isLessThan(slack);
    }
  }

  @Test
  void curvesOfRunsAreTheirCheckpoints() throws IOException {
    JsonNode accuracy = data().get("runs").get(0).get(0);
    assertThat(accuracy).hasSize(31);
    double last = accuracy.get(30).get(1).asDouble();
    assertThat(last).isEqualTo(100 * new Runs(analysis).table().numbers("testAccuracy")[0]);
    assertThat(data().get("runs")).hasSize(7);
    assertThat(data().get("means").get(1).get(0)).hasSize(4);
  }

  /** The longest name is cut, and none is taken for markup. */
  @Test
  void curvesOfUpToTwelveRegimesHaveTheirNamesAtTheirEnds() {
    assertThat(count(page, "<text class=\"end r")).isEqualTo(7 * 6);
    assertThat(count(page, ">L2 0.00005</text>")).isEqualTo(7);
    assertThat(count(page, ">&lt;/script&gt;&lt;script&gt;docu…</text>")).isEqualTo(7);
    assertThat(page.contains(".r0{--edge:#000000;--fill:#000000;--line:#000000;--text:#000000;"))
        .isTrue();
  }

  @Test
  void aFullExperimentIsSmall() throws IOException {
    Path file = Pages.write(temporary.resolve("full"), Pages.full());
    assertThat(Files.size(file)).isBetween(100_000L, 700_000L);
    String text = Files.readString(file, StandardCharsets.UTF_8);
    assertThat(count(text, "<tr data-run=")).isEqualTo(67);
  }

  @Test
  void extremeCasesAreDrawn() throws IOException {
    for (Analysis each :
        List.of(Analyses.extreme(), Analyses.undefined(), Analyses.single(), Analyses.cifar10())) {
      String text =
          Files.readString(Pages.write(temporary.resolve("n" + each.table().size()), each));
      assertThat(text).doesNotContain("NaN", "Infinity", "∞");
      assertThat(count(text, "<tr data-run=")).isEqualTo(each.table().size());
    }
  }

  @Test
  void ticksAreRound() {
    Axis axis = Axis.of(new Span(97.03, 98.11), 0, 100, 6);
    assertThat(axis.ticks().stream().map(axis::label))
        .containsExactly("97.2", "97.4", "97.6", "97.8", "98.0");
    Axis steps = Axis.of(new Span(0, 120_000), 0, 100, 6);
    assertThat(steps.ticks().stream().map(steps::label))
        .containsExactly("0", "20,000", "40,000", "60,000", "80,000", "100,000", "120,000");
    assertThat(Axis.of(new Span(-1, 1), 0, 100, 5).ticks().stream().map(axis::label))
        .containsExactly("−1.0", "−0.5", "0.0", "0.5", "1.0");
    assertThat(axis.place(97.03)).isEqualTo("0");
    assertThat(axis.place(98.11)).isEqualTo("100");
  }

  @Test
  void slotsAreFilledOnceAndEveryOne() {
    assertThat(PageTemplate.fill("{{a}}-{{b}}", Map.of("a", "{{b}}$1\\", "b", "2")))
        .isEqualTo("{{b}}$1\\-2");
    assertThatThrownBy(() -> PageTemplate.fill("{{c}}", Map.of("a", "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{{c}}");
  }

  @Test
  void textIsEscapedForItsPlace() {
    assertThat(Html.escaped("<a b=\"c\">&'\u0000\u0007"))
        .isEqualTo("&lt;a b=&quot;c&quot;&gt;&amp;&#39;\uFFFD\uFFFD");
    assertThat(Html.embedded(Json.tree(List.of("</script>&\u2028"))))
        .isEqualTo("[\"\\u003c/script\\u003e\\u0026\\u2028\"]");
  }
}
