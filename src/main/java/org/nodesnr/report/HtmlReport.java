package org.nodesnr.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nodesnr.analysis.Analysis;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Findings;
import org.nodesnr.analysis.Scatter;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.Digests;
import org.nodesnr.files.Html;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Measures;
import org.nodesnr.measure.Quantity;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.RunTable;
import org.nodesnr.tables.ComparisonTable;
import org.nodesnr.tables.TableSet;
import org.nodesnr.tables.Verdict;
import org.nodesnr.tables.WebTable;

/**
 * The page of an experiment: one file that loads nothing, whose numbers are those of the tables.
 * Equal records make equal bytes.
 */
public final class HtmlReport {
  private final Findings findings;
  private final Analysis analysis;
  private final ComparisonTable comparison;
  private final Runs runs;
  private final Palette palette;
  private final RunTable checkpoints;

  private HtmlReport(Findings findings) {
    this.findings = findings;
    this.analysis = findings.analysis();
    this.comparison = ComparisonTable.of(analysis, findings.correlations());
    this.runs = new Runs(analysis);
    this.palette = new Palette(runs.families());
    this.checkpoints = RunTable.ofCheckpoints(analysis.runs(), analysis.options().regimes());
  }

  /**
   * Writes the page, over an older one. Tables and figures that lie in the directory are linked.
   *
   * @param directory the experiment
   * @param title its title, plain text
   * @param findings about its finished runs
   * @param reference the comparison with the records that ship, if there is one
   * @param remarks what the reader should know of the records, plain text
   * @throws IOException when a file can't be read or written
   */
  public static void write(
      ExperimentDirectory directory,
      String title,
      Findings findings,
      Optional<WebTable> reference,
      List<String> remarks)
      throws IOException {
    HtmlReport report = new HtmlReport(findings);
    AtomicFiles.write(
        directory.page(), report.page(title, reference, remarks, FileLinks.of(directory)));
  }

  private String page(
      String title, Optional<WebTable> reference, List<String> remarks, String files)
      throws IOException {
    String script = PageTemplate.resource("script.js");
    ConfigSection config = new ConfigSection(runs);
    List<String> quantities =
        Stream.concat(Stream.of(AnalysisOptions.TEST_ACCURACY), analysis.shown().stream())
            .filter(HtmlReport::isNoSum)
            .filter(checkpoints.columns()::contains)
            .toList();
    List<CurvePlot> curves =
        quantities.stream()
            .map(column -> new CurvePlot(checkpoints, runs.regimes(), column))
            .toList();
    Map<String, String> slots = new LinkedHashMap<>();
    slots.put("title", Html.escaped(title));
    slots.put("scripthash", Base64.getEncoder().encodeToString(Digests.sha256(script)));
    slots.put("style", PageTemplate.resource("style.css") + palette.css());
    slots.put("definitions", Palette.definitions().replace("</defs>", Plot.clip() + "</defs>"));
    slots.put("facts", facts(remarks));
    slots.put("verdict", set(Html.escaped(Verdict.of(findings))));
    slots.put("outcome", new OutcomePlot(comparison).figures());
    WebTable paper = comparison.web().get(0);
    slots.put(
        "comparison",
        "<p class=\"cap\" aria-hidden=\"true\">"
            + Html.escaped(paper.title())
            + "</p>\n"
            + wide(paper));
    slots.put("reference", reference.map(table -> details(List.of(table))).orElse(""));
    slots.put("cause", CauseSection.of(findings, runs, palette));
    slots.put("ranking", RankingPlot.section(findings));
    slots.put("legend", legend());
    slots.put(
        "scatters",
        analysis.shownMeasures().stream().map(this::scatters).collect(Collectors.joining()));
    slots.put("runs", new RunListing(runs, palette).table());
    slots.put(
        "curves",
        IntStream.range(0, curves.size())
            .mapToObj(i -> curves.get(i).figure(i))
            .collect(Collectors.joining()));
    slots.put("tables", details(TableSet.web(findings)));
    slots.put("regimes", config.regimes());
    slots.put("common", config.common());
    slots.put("statistics", config.statistics());
    slots.put("provenance", new ProvenanceSection(runs).table());
    slots.put("files", files);
    slots.put("data", Html.embedded(CurveData.of(runs, checkpoints, quantities, curves)));
    slots.put("script", script);
    return PageTemplate.fill(PageTemplate.resource("page.html"), slots);
  }

  private String facts(List<String> remarks) {
    List<String> facts = new ArrayList<>();
    String data = Html.escaped(analysis.basis().data());
    facts.add(
        "<dt>Data</dt><dd"
            + (analysis.basis().official() ? ">" : " class=\"warn\">")
            + data
            + "</dd>");
    facts.add("<dt>Runs</dt><dd>" + Html.escaped(analysis.basis().extent()) + "</dd>");
    facts.add("<dt>Variant</dt><dd>" + Html.escaped(analysis.options().variant()) + "</dd>");
    List<String> notes = new ArrayList<>(analysis.basis().exclusionNotes());
    if (analysis.options().exclusions().isEmpty()) {
      notes.add(0, "No exclusion rule.");
    }
    facts.add("<dt>Exclusions</dt><dd>" + Html.escaped(String.join(" ", notes)) + "</dd>");
    String commits = new ProvenanceSection(runs).commits();
    boolean dirty = analysis.runs().stream().anyMatch(run -> run.provenance().gitDirty());
    facts.add(
        "<dt>Commit</dt><dd"
            + (dirty ? " class=\"warn\">" : ">")
            + Html.escaped(commits)
            + "</dd>");
    remarks.forEach(r -> facts.add("<dt>Note</dt><dd>" + Html.escaped(r) + "</dd>"));
    return "<dl class=\"facts\">" + String.join("\n", facts) + "</dl>\n";
  }

  private String legend() {
    StringBuilder text = new StringBuilder("<ul id=\"legend\">\n");
    List<String> regimes = runs.regimes();
    for (int regime = 0; regime < regimes.size(); regime++) {
      text.append("<li data-regime=\"").append(regime).append("\">");
      text.append(palette.sample(regime)).append(Html.escaped(regimes.get(regime)));
      text.append("</li>\n");
    }
    return text.append("</ul>\n").toString();
  }

  /** A sum over layers is drawn over training by its parts. */
  private static boolean isNoSum(String column) {
    return Quantity.parse(column).map(q -> !q.place().equals(Quantity.HIDDEN)).orElse(true);
  }

  private String scatters(String measure) {
    boolean fitted = Scatter.fitted(measure);
    String words = Measures.find(measure).map(Measure::heading).orElse(measure);
    return "<h3>"
        + Html.escaped(words)
        + " and test accuracy</h3>\n<div class=\"panels\">\n"
        + analysis.shown(measure).stream()
            .map(Quantity::name)
            .map(c -> Scatter.of(analysis, findings.correlations(), c))
            .map(scatter -> new ScatterPlot(runs, palette, scatter, fitted).figure())
            .collect(Collectors.joining())
        + "</div>\n";
  }

  private static String wide(WebTable table) {
    return "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\""
        + Html.escaped(table.title())
        + "\">\n"
        + table.table()
        + "</div>\n<p class=\"note\">"
        + table.notes()
        + "</p>\n";
  }

  private static String details(List<WebTable> tables) {
    return tables.stream()
        .map(
            table ->
                "<details><summary>"
                    + Html.escaped(table.title())
                    + "</summary>\n"
                    + wide(table)
                    + "</details>\n")
        .collect(Collectors.joining());
  }

  /** Symbols such as {@code G_1} and {@code G^(1..2)} as they are printed. */
  private static String set(String text) {
    return text.replaceAll("\\b([SG])_(\\d+)", "<i>$1</i><sub>$2</sub>")
        .replaceAll("\\b([SG])\\^(\\([\\d.,]+\\))", "<i>$1</i><sup>$2</sup>");
  }
}
