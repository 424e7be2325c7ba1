package org.nodesnr.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.nodesnr.analysis.AnalysisOptions;
import org.nodesnr.analysis.Wording;
import org.nodesnr.files.Html;
import org.nodesnr.files.Json;
import org.nodesnr.files.Numbers;
import org.nodesnr.statistics.ExclusionRule;

/** The resolved config of the runs: what regimes differ in, what all share, and the statistics. */
final class ConfigSection {
  /** What a regime is called by, and what differs between its replicates. */
  private static final Set<String> LABELS = Set.of("regime.name", "regime.family", "seed");

  private final Runs runs;
  private final Map<String, Map<String, Set<String>>> byRegime = new LinkedHashMap<>();
  private final Map<String, Set<String>> overall = new TreeMap<>();

  ConfigSection(Runs runs) {
    this.runs = runs;
    runs.regimes().forEach(regime -> byRegime.put(regime, new TreeMap<>()));
    for (int row = 0; row < runs.size(); row++) {
      Map<String, String> fields = new TreeMap<>();
      flatten("", runs.record(row).spec(), fields);
      fields.keySet().removeAll(LABELS);
      Map<String, Set<String>> ofRegime = byRegime.get(runs.record(row).regime());
      fields.forEach(
          (key, value) -> {
            ofRegime.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(value);
            overall.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(value);
          });
    }
  }

  /** Objects of a list that have a name are fields of that name. */
  private static void flatten(String key, JsonNode node, Map<String, String> fields) {
    String lead = key.isEmpty() ? "" : key + ".";
    if (node.isObject()) {
      node.properties().forEach(f -> flatten(lead + f.getKey(), f.getValue(), fields));
    } else if (node.isArray() && !node.isEmpty() && node.get(0).hasNonNull("name")) {
      node.forEach(element -> flatten(lead + element.get("name").asText(), element, fields));
    } else if (!(key.endsWith(".name") && key.startsWith("evaluation."))) {
      fields.put(key, text(node));
    }
  }

  private static String text(JsonNode value) {
    if (value.isFloatingPointNumber()) {
      return Numbers.exact(value.doubleValue());
    }
    return value.isTextual() ? value.asText() : Json.line(value);
  }

  /** A key is shared if every run has it, with one value. */
  private boolean shared(String key) {
    return overall.get(key).size() == 1
        && byRegime.values().stream().allMatch(fields -> fields.containsKey(key));
  }

  String regimes() {
    List<String> keys = overall.keySet().stream().filter(key -> !shared(key)).toList();
    StringBuilder text = new StringBuilder("<table>\n<caption>What the regimes differ in");
    text.append("</caption>\n<thead><tr><th scope=\"col\">regime</th>");
    text.append("<th scope=\"col\">seeds</th>");
    keys.forEach(
        key -> {
          text.append("<th scope=\"col\">");
          text.append(Html.escaped(key.replaceFirst("^regime\\.", ""))).append("</th>");
        });
    text.append("</tr></thead>\n<tbody>\n");
    byRegime.forEach(
        (regime, fields) -> {
          text.append("<tr><th scope=\"row\">").append(Html.escaped(regime)).append("</th>");
          text.append("<td>").append(seeds(regime)).append("</td>");
          keys.forEach(
              key -> {
                String value = String.join("; ", fields.getOrDefault(key, Set.of("–")));
                text.append("<td>").append(Html.escaped(value)).append("</td>");
              });
          text.append("</tr>\n");
        });
    return text.append("</tbody>\n</table>\n").toString();
  }

  private String seeds(String regime) {
    List<String> seeds = new ArrayList<>();
    for (int row = 0; row < runs.size(); row++) {
      if (runs.record(row).regime().equals(regime)) {
        seeds.add(Long.toString(runs.record(row).seed()));
      }
    }
    return String.join(", ", seeds);
  }

  String common() {
    Map<String, String> fields = new LinkedHashMap<>();
    overall.keySet().stream()
        .filter(this::shared)
        .forEach(key -> fields.put(key, overall.get(key).iterator().next()));
    return pairs("What all runs share", fields);
  }

  String statistics() {
    AnalysisOptions options = runs.analysis().options();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("variant of S and G", options.variant());
    fields.put("targets", String.join(", ", options.targets()));
    fields.put("excluded where", rules(options.exclusions()));
    fields.put("bootstrap resamples", Wording.count(options.bootstrap().resamples()));
    fields.put("level of intervals", Numbers.exact(options.bootstrap().level()));
    fields.put("seed of resampling", Long.toString(options.bootstrap().seed()));
    return pairs("How the runs are put into relation", fields);
  }

  private String rules(List<ExclusionRule> rules) {
    return rules.isEmpty()
        ? "no rule"
        : rules.stream()
            .map(rule -> Wording.rule(rule, runs.table().layers()))
            .collect(Collectors.joining(" or "));
  }

  /** A table of two columns. */
  static String pairs(String caption, Map<String, String> fields) {
    StringBuilder text = new StringBuilder("<table class=\"pairs\">\n<caption>");
    text.append(caption).append("</caption>\n<tbody>\n");
    fields.forEach(
        (key, value) -> {
          text.append("<tr><th scope=\"row\">").append(Html.escaped(key)).append("</th><td>");
          text.append(Html.escaped(value)).append("</td></tr>\n");
        });
    return text.append("</tbody>\n</table>\n").toString();
  }
}
