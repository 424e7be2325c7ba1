package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.config.ExperimentLoader;
import org.nodesnr.files.Json;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Quantity;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.results.MadeUpRuns;
import org.nodesnr.results.RecordStore;
import org.nodesnr.results.RunRecord;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.spec.RunSpecs;
import org.nodesnr.sweep.StatusFile;
import picocli.CommandLine;

/** Tables and figures of made-up records beside those that ship. */
class ReportTest {
  @TempDir Path directory;
  private Path config;
  private Path results;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void prepare() throws IOException {
    config = directory.resolve("tiny.conf");
    results = directory.resolve("results");
    // Made-up runs end at step 60,000.
    Files.writeString(config, Tiny.CONFIG.replace("steps = 200", "steps = 60000"));
  }

  private int execute(String command, String... more) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(
        Stream.concat(
                Stream.of(command, config.toString(), "--results", results.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  /** Records under the ids of the config's runs, with figures drawn from the seed. */
  private void write(ExperimentDirectory where, MadeUpRuns source, String seeds, int noise)
      throws IOException {
    Experiment experiment = ExperimentLoader.load(config, List.of("seeds=" + seeds));
    RecordStore store = new RecordStore(where);
    for (PlannedRun planned : experiment.runs()) {
      int regime = planned.spec().regime().name().equals("sgd") ? 0 : 5;
      RunRecord made =
          source.run(
              MadeUpRuns.MNIST_REGIMES.get(regime),
              planned.spec().seed(),
              RunRecord.Status.FINISHED,
              noise + 10L * regime + planned.spec().seed());
      store.write(
          new RunRecord(
              made.schema(),
              planned.id(),
              "tiny",
              planned.spec().regime().name(),
              planned.spec().regime().family(),
              planned.spec().seed(),
              made.status(),
              "",
              RunSpecs.toJson(planned.spec()),
              made.checkpoints(),
              made.provenance()));
    }
  }

  private ExperimentDirectory own() {
    return ExperimentDirectory.of(results, "tiny");
  }

  private ExperimentDirectory reference() {
    return ExperimentDirectory.reference(results, "tiny");
  }

  private TreeMap<String, String> files() throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(results)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            results.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void ownRunsAreComparedAndTablesAreMadeAgainByteForByte() throws IOException {
    write(own(), MadeUpRuns.demo(), "1..2", 1);
    write(reference(), MadeUpRuns.demo(), "1..5", 500);
    assertThat(execute("figures")).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("reference (10 runs)", "yours (4 runs)")
        .contains(own().tables().toString(), reference().tables().toString())
        .doesNotContain("left out");
    TreeMap<String, String> first = files();
    assertThat(first.keySet())
        .contains(
            "tiny/tables/comparison.csv",
            "tiny/figures/figure-1.svg",
            "reference/tiny/runs.csv",
            "reference/tiny/tables/table-1.tex",
            "reference/tiny/figures/figure-3.png")
        .doesNotContain("reference/tiny/tables/comparison.csv");
    assertThat(execute("stats")).isZero();
    assertThat(files()).isEqualTo(first);
  }

  /** Against Apache Commons Math, from the values in the records. */
  @Test
  void statusShowsTheCorrelationsOfFinishedRuns() throws IOException {
    write(own(), MadeUpRuns.demo(), "1..4", 1);
    assertThat(execute("status", "--set=seeds=1..4", "--format=json")).as(err.toString()).isZero();
    JsonNode status = Json.parse(out.toString());
    List<Checkpoint> last =
        new RecordStore(own())
            .readAll().records().stream()
                .map(run -> run.checkpoints().get(run.checkpoints().size() - 1))
                .toList();
    assertThat(last).hasSize(8);
    double[] accuracy = last.stream().mapToDouble(c -> c.test().accuracy()).toArray();
    assertThat(status.get("best").get("testAccuracy").asDouble())
        .isEqualTo(Arrays.stream(accuracy).max().orElseThrow());
    assertThat(status.get("worst").get("testAccuracy").asDouble())
        .isEqualTo(Arrays.stream(accuracy).min().orElseThrow());
    PearsonsCorrelation pearson = new PearsonsCorrelation();
    SpearmansCorrelation spearman = new SpearmansCorrelation();
    assertThat(status.get("correlations")).hasSize(7);
    out.getBuffer().setLength(0);
    execute("status", "--set=seeds=1..4");
    for (Measure measure : List.of(Measure.OPTIMALITY, Measure.GAIN)) {
      for (int layer = 1; layer <= 3; layer++) {
        double[] values = values(last, measure, layer);
        double r = pearson.correlation(values, accuracy);
        double rho = spearman.correlation(values, accuracy);
        JsonNode row = correlation(status, measure, layer);
        assertThat(row.get("pearson").asDouble()).isCloseTo(r, within(1e-12));
        assertThat(row.get("spearman").asDouble()).isCloseTo(rho, within(1e-12));
        assertThat(out.toString().replaceAll(" +", " "))
            .contains(String.format(Locale.ROOT, " %s_%d %.3f %.3f", measure.id(), layer, r, rho));
      }
    }
  }

  private static JsonNode correlation(JsonNode status, Measure measure, int layer) {
    for (JsonNode row : status.get("correlations")) {
      if (row.get("measure").asText().equals(measure.id()) && row.get("layer").asInt() == layer) {
        return row;
      }
    }
    throw new AssertionError("no row of " + measure.id() + layer);
  }

  private List<String> tables() throws IOException {
    out.getBuffer().setLength(0);
    execute("status", "--format=json");
    List<String> told = new ArrayList<>();
    JsonNode tables = Json.parse(out.toString()).get("tables");
    told.add(tables.get("state").asText());
    tables.get("reasons").forEach(reason -> told.add(reason.asText()));
    return told;
  }

  @Test
  void statusTellsWhetherTheTablesAreThoseOfTheRecords() throws IOException {
    write(own(), MadeUpRuns.demo(), "1..2", 1);
    write(reference(), MadeUpRuns.demo(), "1..5", 500);
    assertThat(tables()).containsExactly("none");
    assertThat(execute("stats")).as(err.toString()).isZero();
    assertThat(tables()).containsExactly("current");

    Path simpson = own().tables().resolve("simpson.md");
    String made = Files.readString(simpson);
    Files.writeString(simpson, made.replaceFirst("0", "1"));
    assertThat(tables()).containsExactly("stale", simpson + " was changed after it was made");
    out.getBuffer().setLength(0);
    execute("stats");
    assertThat(out.toString()).contains(simpson + " was changed after it was made");
    assertThat(simpson).hasContent(made);
    assertThat(tables()).containsExactly("current");

    Path record = own().run(new RecordStore(own()).readAll().records().get(0).id());
    byte[] bytes = Files.readAllBytes(record);
    Files.delete(record);
    assertThat(tables())
        .containsExactly("stale", "runs in the tables that no longer belong there: 1");
    execute("stats");
    assertThat(tables()).containsExactly("current");
    Files.write(record, bytes);
    assertThat(tables()).containsExactly("stale", "runs without a place in the tables: 1");
    execute("stats");
    write(own(), MadeUpRuns.demo(), "1..2", 2);
    assertThat(tables())
        .hasSize(5)
        .element(1)
        .asString()
        .contains("is another record than the one that the tables were made from");
    execute("stats");
    write(reference(), MadeUpRuns.demo(), "1..5", 501);
    assertThat(tables())
        .containsExactly("stale", "the shipped records that they are compared with are others");
    execute("stats");
    Files.writeString(
        config, Files.readString(config).replace("Resamples = 100", "Resamples = 200"));
    assertThat(tables())
        .containsExactly("stale", "the config puts runs into relation in another way since");
    Files.delete(own().manifest());
    assertThat(tables()).containsExactly("stale", own().manifest() + " is missing or damaged");
  }

  /** A failed run that is tried again, and a finished one that the sweep still calls its own. */
  @Test
  void everyRunCountsOnceInTheStatus() throws IOException {
    write(own(), MadeUpRuns.demo(), "1..2", 1);
    RecordStore store = new RecordStore(own());
    List<RunRecord> records = store.readAll().records();
    RunRecord failed = records.get(0);
    store.write(
        new RunRecord(
            failed.schema(),
            failed.id(),
            failed.experiment(),
            failed.regime(),
            failed.family(),
            failed.seed(),
            RunRecord.Status.FAILED,
            "killed",
            failed.spec(),
            List.of(),
            failed.provenance()));
    List<StatusFile.ActiveRun> active =
        Stream.of(failed.id(), records.get(1).id())
            .map(id -> new StatusFile.ActiveRun(1, id, "sgd, seed 1", 0, 60000, Double.NaN, 1))
            .toList();
    Path states = Files.createDirectories(own().root().resolve("state"));
    Files.writeString(
        states.resolve("progress.json"),
        Json.text(new StatusFile.Status("elsewhere", 1, "1/1", 4, 3, 60, true, active)));
    assertThat(execute("status", "--set=seeds=1..3", "--format=json")).as(err.toString()).isZero();
    JsonNode status = Json.parse(out.toString());
    assertThat(status.get("runs").asInt()).isEqualTo(6);
    assertThat(status.get("finished").asInt()).isEqualTo(3);
    assertThat(status.get("failed").asInt()).isZero();
    assertThat(status.get("running").asInt()).isEqualTo(1);
    assertThat(status.get("waiting").asInt()).isEqualTo(2);
    assertThat(status.get("sweeps").get(0).get("active").get(0).get("loss").isNull()).isTrue();
    Files.delete(states.resolve("progress.json"));
    out.getBuffer().setLength(0);
    execute("status", "--set=seeds=1..3", "--format=json");
    status = Json.parse(out.toString());
    assertThat(status.get("failed").asInt()).isEqualTo(1);
    assertThat(status.get("waiting").asInt()).isEqualTo(2);
  }

  @Test
  void statsAsJsonHasTheNumbersOfTheFiles() throws IOException {
    write(own(), MadeUpRuns.demo(), "1..3", 1);
    assertThat(execute("stats", "--set=seeds=1..3", "--format", "json"))
        .as(err.toString())
        .isZero();
    JsonNode stats = Json.parse(out.toString());
    assertThat(stats.get("directory").asText()).isEqualTo(own().root().toString());
    assertThat(stats.get("runs").asInt()).isEqualTo(6);
    List<String> lines = Files.readAllLines(own().tables().resolve("table-1.csv"));
    List<String> header = List.of(lines.get(0).split(",", -1));
    assertThat(stats.get("table")).hasSize(lines.size() - 1);
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      JsonNode row = stats.get("table").get(i - 1);
      for (int k = 0; k < cells.length; k++) {
        JsonNode value = row.get(header.get(k));
        if (value.isNumber()) {
          assertThat(Double.parseDouble(cells[k])).isEqualTo(value.asDouble());
        } else {
          assertThat(cells[k]).isEqualTo(value.isNull() ? "" : value.asText());
        }
      }
    }
    assertThat(stats.get("correlations"))
        .hasSize(Files.readAllLines(own().tables().resolve("correlations.csv")).size() - 1);
  }

  /** Of two runs r² and ρ are always 1: nothing to stand beside the paper's. */
  @Test
  void statsAsJsonOfFewRunsHasTheirNumberAlone() throws IOException {
    write(own(), MadeUpRuns.demo(), "1..2", 1);
    assertThat(execute("stats", "--format", "json")).as(err.toString()).isZero();
    JsonNode stats = Json.parse(out.toString());
    assertThat(stats.get("runs").asInt()).isEqualTo(4);
    for (JsonNode row : stats.get("table")) {
      assertThat(row.get("rSquaredRuns").asInt()).isEqualTo(4);
      assertThat(row.get("spearmanRuns").asInt()).isEqualTo(4);
      for (String name : List.of("rSquared", "spearman", "spearmanLower", "pValue")) {
        assertThat(row.get(name).isNull()).as(name).isTrue();
      }
    }
    assertThat(stats.get("correlations")).isNotEmpty();
    for (JsonNode row : stats.get("correlations")) {
      assertThat(row.get("n").asInt()).isLessThan(5);
      for (String name : List.of("rSquared", "pearson", "spearman", "kendall", "spearmanP")) {
        assertThat(row.get(name).isNull()).as(name).isTrue();
      }
    }
  }

  /** What ships is made from the configs as they ship. */
  @Test
  void withOtherKeysTheFilesThatShipStayAsTheyAre() throws IOException {
    write(reference(), MadeUpRuns.demo(), "1..3", 500);
    assertThat(execute("figures")).as(err.toString()).isZero();
    TreeMap<String, String> first = files();
    out.getBuffer().setLength(0);
    for (String command : List.of("stats", "figures")) {
      assertThat(execute(command, "--set=statistics.confidence=0.5")).as(err.toString()).isZero();
      assertThat(out.toString()).contains("its files are left as they are", "ρ, ours");
    }
    assertThat(files()).isEqualTo(first);
  }

  @Test
  void referenceRecordsAloneAreEnough() throws IOException {
    write(reference(), MadeUpRuns.demo(), "1..3", 500);
    assertThat(execute("stats")).as(err.toString()).isZero();
    assertThat(reference().tables().resolve("sensitivity.md")).exists();
    assertThat(own().root()).doesNotExist();
  }

  @Test
  void anotherVariantHasAPlaceOfItsOwn() throws IOException {
    write(own(), MadeUpRuns.demo(), "1..2", 1);
    assertThat(execute("report")).as(err.toString()).isZero();
    TreeMap<String, String> usual = files();
    assertThat(usual.keySet()).contains("tiny/index.html");
    assertThat(execute("report", "--variant", "notebook")).as(err.toString()).isZero();
    TreeMap<String, String> both = files();
    assertThat(both.keySet())
        .contains(
            "tiny/variant-notebook.html",
            "tiny/variant-notebook/tables/table-1.csv",
            "tiny/variant-notebook/figures/figure-2.svg");
    assertThat(both.get("tiny/variant-notebook.html"))
        .contains(
            "<dt>Variant</dt><dd>notebook</dd>",
            "href=\"variant-notebook/figures/figure-2.svg\"",
            "href=\"runs.csv\"");
    both.keySet().removeIf(name -> name.startsWith("tiny/variant-"));
    assertThat(both).isEqualTo(usual);
    assertThat(execute("stats", "--variant", "none")).isEqualTo(2);
    assertThat(err.toString()).contains("'none'", "paper, notebook");
  }

  private int compare(String a, String b, String... more) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] options = {"--results", results.toString(), "--configs", directory.toString()};
    return line.execute(
        Stream.of(Stream.of("compare", a, b), Stream.of(options), Stream.of(more))
            .flatMap(args -> args)
            .toArray(String[]::new));
  }

  @Test
  void twoExperimentsAreComparedByNameOrDirectory() throws IOException {
    write(own(), MadeUpRuns.demo(), "1..2", 1);
    write(reference(), MadeUpRuns.demo(), "1..5", 500);
    TreeMap<String, String> before = files();
    assertThat(compare("tiny", "reference/tiny", "--format", "csv")).as(err.toString()).isZero();
    assertThat(out.toString().lines())
        .hasSize(1 + 7 + 7 + 2)
        .anyMatch(line -> line.matches("spearman,paper.G2,[^,]+,4,[^,]+,10,[^,]+,,"))
        .anyMatch(line -> line.startsWith("testAccuracy,sgd,0."));
    assertThat(err.toString()).isEmpty();
    String named = out.toString();
    out.getBuffer().setLength(0);
    assertThat(compare(own().root().toString(), reference().root().toString(), "--format", "csv"))
        .isZero();
    assertThat(out.toString()).isEqualTo(named);
    assertThat(compare("tiny", "reference/tiny")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("B − A", "4 runs are of the same config and seed in both");
    assertThat(files()).as("nothing is written").isEqualTo(before);
  }

  @Test
  void experimentsWithoutAConfigHaveNoRuleAndOthersAreNamed() throws IOException {
    write(own(), MadeUpRuns.demo(), "1..2", 1);
    write(reference(), MadeUpRuns.cifar10(), "1..2", 500);
    Files.delete(config);
    assertThat(compare("tiny", "reference/tiny")).as(err.toString()).isZero();
    assertThat(err.toString()).contains("tiny.conf, so no exclusion rule");
    assertThat(out.toString()).startsWith("To be taken with care, A and B differ in: data (");
    assertThat(compare("tiny", "tinny")).isEqualTo(2);
    assertThat(err.toString()).contains("tinny is no experiment: there is no ");
    assertThat(compare("tiny", "reference/tiny", "--variant", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("tiny: no run was evaluated under the variant 'x'");
  }

  @Test
  void otherNetworksAreNotCompared() throws IOException {
    write(own(), MadeUpRuns.demo(), "1..2", 1);
    write(reference(), MadeUpRuns.cifar10(), "1..2", 500);
    assertThat(execute("stats")).as(err.toString()).isZero();
    assertThat(out.toString()).contains("not compared with the reference records: their networks");
    assertThat(own().tables().resolve("comparison.csv")).doesNotExist();
  }

  private static double[] values(List<Checkpoint> checkpoints, Measure measure, int layer) {
    String variant = checkpoints.get(0).layers().get(0).quietInputs().keySet().iterator().next();
    return checkpoints.stream()
        .mapToDouble(c -> c.value(Quantity.ofLayer(measure, variant, layer)))
        .toArray();
  }
}
