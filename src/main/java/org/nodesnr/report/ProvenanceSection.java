package org.nodesnr.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nodesnr.analysis.Wording;
import org.nodesnr.results.LaterMeasurement;
import org.nodesnr.results.Provenance;
import org.nodesnr.results.RunRecord;

/** Where the numbers come from; a value that not all runs share says how many have it. */
final class ProvenanceSection {
  private static final int COMMIT_LENGTH = 10;
  private static final double HOUR = 3600;

  private final List<Provenance> sources;

  /** What measured kept networks later. */
  private final List<Provenance> later;

  ProvenanceSection(Runs runs) {
    List<RunRecord> records = IntStream.range(0, runs.size()).mapToObj(runs::record).toList();
    this.sources = records.stream().map(RunRecord::provenance).toList();
    this.later =
        records.stream()
            .flatMap(run -> run.later().stream().map(LaterMeasurement::provenance))
            .toList();
  }

  String table() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("data", distinct(Provenance::dataSet));
    fields.put(
        "files verified as the official ones", distinct(p -> p.dataOfficial() ? "yes" : "no"));
    fields.put("SHA-256 over the data", distinct(Provenance::dataFingerprint));
    Map<String, String> files = new TreeMap<>();
    sources.forEach(p -> p.dataFiles().forEach(f -> files.put(f.name(), f.sha256())));
    files.forEach((name, sum) -> fields.put("SHA-256 of " + name, sum));
    fields.put("commit", commits());
    if (!later.isEmpty()) {
      fields.put("measures read later of kept networks, commit", commits(later));
    }
    fields.put("version", distinct(Provenance::version));
    fields.put("Java", distinct(Provenance::jdk));
    fields.put("backend", distinct(Provenance::backend));
    fields.put("native library", distinct(Provenance::nativeLibrary));
    fields.put(
        "training engine",
        distinct(
            p ->
                p.engine()
                    + (p.device().isEmpty() ? "" : " on " + p.device())
                    + ", convolutions "
                    + p.convolution()));
    fields.put("processor", distinct(Provenance::processor));
    fields.put("operating system", distinct(Provenance::operatingSystem));
    fields.put("threads of a worker", distinct(p -> Integer.toString(p.threads())));
    fields.put("begun", span());
    double hours = sources.stream().mapToDouble(Provenance::wallSeconds).sum() / HOUR;
    double coreHours = sources.stream().mapToDouble(Provenance::coreSeconds).sum() / HOUR;
    fields.put("wall time, summed over runs", Wording.coefficient(hours, 2) + " h");
    fields.put("core-hours", Wording.coefficient(coreHours, 2));
    return ConfigSection.pairs("Where the numbers come from", fields);
  }

  /** Commits in short, those with uncommitted changes marked. */
  String commits() {
    return commits(sources);
  }

  private static String commits(List<Provenance> of) {
    return distinct(
        of,
        p ->
            p.gitCommit().substring(0, Math.min(COMMIT_LENGTH, p.gitCommit().length()))
                + (p.gitDirty() ? " with changes" : ""));
  }

  private String span() {
    String first = sources.stream().map(Provenance::startedAt).sorted().findFirst().orElse("");
    String last = sources.stream().map(Provenance::startedAt).max(String::compareTo).orElse("");
    return first.equals(last) ? first : first + " to " + last;
  }

  private String distinct(Function<Provenance, String> field) {
    return distinct(sources, field);
  }

  private static String distinct(List<Provenance> of, Function<Provenance, String> field) {
    Map<String, Long> counts =
        of.stream().collect(Collectors.groupingBy(field, TreeMap::new, Collectors.counting()));
    return counts.size() == 1
        ? counts.keySet().iterator().next()
        : counts.entrySet().stream()
            .map(e -> e.getKey() + " (" + Wording.plural(e.getValue(), "run") + ")")
            .collect(Collectors.joining("; "));
  }
}
