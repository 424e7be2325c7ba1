package org.nodesnr.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.nodesnr.files.Json;
import org.nodesnr.results.RunRecord;

/** What two experiments differ in, so that a comparison of them has to be taken with care. */
public final class Disparities {
  private Disparities() {}

  /**
   * @param first the first experiment
   * @param second the second
   * @return a phrase for each of data, network, definition of the variant, exclusion rules and
   *     training length that is not the same; none where all are
   */
  public static List<String> of(Analysis first, Analysis second) {
    List<String> found = new ArrayList<>();
    if (!first.basis().data().equals(second.basis().data())) {
      found.add("data (" + first.basis().data() + " against " + second.basis().data() + ")");
    } else if (!fingerprints(first).equals(fingerprints(second))) {
      found.add("data (of one name, but not the same bytes)");
    }
    add("network", Disparities::network, first, second, found);
    add("variant", analysis -> analysis.options().variant(), first, second, found);
    if (!definitions(first).equals(definitions(second))) {
      found.add("definition of the variant ‘" + second.options().variant() + "’");
    }
    add("exclusions", Disparities::rules, first, second, found);
    add("training length", Disparities::steps, first, second, found);
    return List.copyOf(found);
  }

  private static void add(
      String name,
      Function<Analysis, String> what,
      Analysis first,
      Analysis second,
      List<String> found) {
    String one = what.apply(first);
    String other = what.apply(second);
    if (!one.equals(other)) {
      found.add(name + " (" + one + " against " + other + ")");
    }
  }

  private static Set<String> fingerprints(Analysis analysis) {
    return analysis.runs().stream()
        .map(run -> run.provenance().dataFingerprint())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String network(Analysis analysis) {
    RunRecord run = analysis.runs().get(0);
    return run.checkpoints().get(run.checkpoints().size() - 1).layers().stream()
        .map(layer -> layer.kind() + " " + layer.nodes())
        .collect(Collectors.joining(", "));
  }

  /** The variant as the configs of the runs define it. */
  private static Set<String> definitions(Analysis analysis) {
    Set<String> definitions = new LinkedHashSet<>();
    for (RunRecord run : analysis.runs()) {
      for (JsonNode variant : run.spec().path("evaluation").path("variants")) {
        if (variant.path("name").asText().equals(analysis.options().variant())) {
          definitions.add(Json.line(variant));
        }
      }
    }
    return definitions;
  }

  private static String rules(Analysis analysis) {
    String rules =
        analysis.options().exclusions().stream()
            .map(rule -> Wording.rule(rule, analysis.layers()))
            .collect(Collectors.joining(" or "));
    return rules.isEmpty() ? "no rule" : rules;
  }

  private static String steps(Analysis analysis) {
    return Arrays.stream(analysis.table().numbers("step"))
            .distinct()
            .sorted()
            .mapToObj(step -> Wording.count((long) step))
            .collect(Collectors.joining(" and "))
        + " steps";
  }
}
