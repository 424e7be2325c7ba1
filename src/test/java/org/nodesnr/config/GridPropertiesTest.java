package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.nodesnr.UserError;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.spec.Regime;

/** What holds for every config: its grid has its size, and its text is of no matter to the ids. */
@PropertyDefaults(tries = 50)
class GridPropertiesTest {
  /** One regime: alternatives of each of four fields. */
  private record Grid(
      List<Double> rates, List<Double> decays, List<Integer> shifts, List<Boolean> flips) {
    int size() {
      return rates.size() * decays.size() * shifts.size() * flips.size();
    }

    /** Regimes differ in the batch, so that none repeats another. */
    String line(int number) {
      return "regimes.r%d { batchSize = %d, learningRate = %s, l2Coefficient = %s, augmentation { shift = %s, flip = %s } }"
          .formatted(number, 10 + number, rates, decays, shifts, flips);
    }
  }

  /** A config as lines whose order is of no matter. */
  private record Sample(List<Grid> grids, int firstSeed, int seeds, int steps, double bias) {
    int runs() {
      return seeds * grids.stream().mapToInt(Grid::size).sum();
    }

    List<String> lines() {
      List<String> lines =
          new ArrayList<>(
              List.of(
                  "name = made-up",
                  "data { set = synthetic-digits, trainSamples = 3000 }",
                  "network { dense = [7], activation = tanh }",
                  "base.steps = " + steps,
                  "base.initialisation.bias = " + bias,
                  "checkpoints.measuresAt = [0, 10, 5]",
                  "seeds = \"%d..%d\"".formatted(firstSeed, firstSeed + seeds - 1)));
      for (int r = 0; r < grids.size(); r++) {
        lines.add(grids.get(r).line(r));
      }
      return lines;
    }

    String text() {
      return String.join("\n", lines());
    }
  }

  @Provide
  Arbitrary<Sample> samples() {
    Arbitrary<Double> positive =
        Arbitraries.doubles().between(1e-12, 0.9).ofScale(15).edgeCases(c -> c.none());
    Arbitrary<Grid> grids =
        Combinators.combine(
                positive.list().uniqueElements().ofMinSize(1).ofMaxSize(3),
                positive.list().uniqueElements().ofMinSize(1).ofMaxSize(3),
                Arbitraries.integers()
                    .between(0, 13)
                    .list()
                    .uniqueElements()
                    .ofMinSize(1)
                    .ofMaxSize(2),
                Arbitraries.of(true, false).list().uniqueElements().ofMinSize(1).ofMaxSize(2))
            .as(Grid::new);
    return Combinators.combine(
            grids.list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.integers().between(0, 1000),
            Arbitraries.integers().between(1, 4),
            Arbitraries.integers().between(1, 1_000_000),
            Arbitraries.doubles().between(-1, 1).ofScale(12))
        .as(Sample::new);
  }

  private static Experiment load(String text, String... overrides) throws IOException {
    return loadWith("", "", text, overrides);
  }

  /** Loads a config that lies beside another one. */
  private static Experiment loadWith(
      String otherName, String other, String text, String... overrides) throws IOException {
    Path directory = Files.createTempDirectory("grid");
    List<Path> written = new ArrayList<>(List.of(directory));
    try {
      if (!otherName.isEmpty()) {
        written.add(0, Files.writeString(directory.resolve(otherName), other));
      }
      Path file = Files.writeString(directory.resolve("made-up.conf"), text);
      written.add(0, file);
      return ExperimentLoader.load(file, List.of(overrides));
    } finally {
      for (Path path : written) {
        Files.delete(path);
      }
    }
  }

  private static Set<String> ids(Experiment experiment) {
    return experiment.runs().stream().map(PlannedRun::id).collect(Collectors.toSet());
  }

  @Property(seed = "51")
  void gridsHaveTheirSizeAndNoTwoRunsShareAnIdOrAName(@ForAll("samples") Sample sample)
      throws IOException {
    Experiment experiment = load(sample.text());
    assertThat(experiment.runs()).hasSize(sample.runs());
    assertThat(ids(experiment)).hasSize(sample.runs());
    assertThat(experiment.runs())
        .extracting(run -> run.spec().regime().name() + " " + run.spec().seed())
        .doesNotHaveDuplicates();
    for (int r = 0; r < sample.grids().size(); r++) {
      String family = "r" + r;
      Set<Regime> members = new HashSet<>();
      experiment.runs().stream()
          .map(run -> run.spec().regime())
          .filter(regime -> regime.family().equals(family))
          .forEach(members::add);
      Grid grid = sample.grids().get(r);
      assertThat(members).hasSize(grid.size());
      assertThat(members).extracting(Regime::learningRate).containsAll(grid.rates());
      assertThat(members).extracting(Regime::l2Coefficient).containsAll(grid.decays());
      assertThat(members).extracting(m -> m.augmentation().shift()).containsAll(grid.shifts());
      assertThat(members).extracting(m -> m.augmentation().flip()).containsAll(grid.flips());
    }
  }

  @Property(seed = "52")
  void everyReplicateIsPlannedBeforeTheNextOne(@ForAll("samples") Sample sample)
      throws IOException {
    List<Long> seeds = load(sample.text()).runs().stream().map(run -> run.spec().seed()).toList();
    assertThat(seeds).isSorted();
    assertThat(seeds.stream().distinct())
        .containsExactlyElementsOf(
            LongStream.range(sample.firstSeed(), sample.firstSeed() + sample.seeds())
                .boxed()
                .toList());
  }

  @Property(seed = "53")
  void orderOfKeysCommentsAndPunctuationAreOfNoMatter(
      @ForAll("samples") Sample sample, @ForAll long seed) throws IOException {
    List<String> lines = new ArrayList<>(sample.lines());
    Collections.shuffle(lines, new Random(seed));
    String shuffled =
        lines.stream()
            .map(line -> line.replace(" = ", seed % 2 == 0 ? " : " : "="))
            .map(line -> line.replace(", ", seed % 3 == 0 ? " ,\n # { [\n " : ","))
            .collect(Collectors.joining(" // comment { [\n\t# another \"\r\n"));
    assertThat(ids(load(shuffled))).isEqualTo(ids(load(sample.text())));
  }

  @Property(seed = "54")
  void whatIsIncludedAndWhatIsWrittenOutAreTheSame(
      @ForAll("samples") Sample sample, @ForAll @IntRange(min = 0, max = 7) int split)
      throws IOException {
    List<String> lines = sample.lines();
    String first = String.join("\n", lines.subList(0, split));
    String rest = String.join("\n", lines.subList(split, lines.size()));
    Experiment included = loadWith("other.conf", first, "include \"other.conf\"\n" + rest);
    assertThat(ids(included)).isEqualTo(ids(load(sample.text())));
  }

  @Property(seed = "55")
  void anOverrideIsWhatItWouldBeInTheFile(
      @ForAll("samples") Sample sample, @ForAll @IntRange(min = 1, max = 10_000) int steps)
      throws IOException {
    String[] overrides = {"base.steps=" + steps, "seeds=[3, 1]", "streams = independent"};
    String edited =
        sample
                .text()
                .replaceAll("(?m)^base.steps = .*$", "base.steps = " + steps)
                .replaceAll("(?m)^seeds = .*$", "seeds = [3, 1]")
            + "\nstreams = independent";
    assertThat(ids(load(sample.text(), overrides))).isEqualTo(ids(load(edited)));
  }

  @Property(seed = "56")
  void howANumberIsWrittenIsOfNoMatter(@ForAll("samples") Sample sample) throws IOException {
    Set<String> ids = ids(load(sample.text()));
    List<Grid> grids = sample.grids();
    StringBuilder written = new StringBuilder();
    for (int r = 0; r < grids.size(); r++) {
      written
          .append("regimes.r" + r + ".learningRate = ")
          .append(grids.get(r).rates().stream().map(v -> plain(v) + "000").toList())
          .append("\nregimes.r" + r + ".l2Coefficient = ")
          .append(grids.get(r).decays().stream().map(GridPropertiesTest::scientific).toList())
          .append("\nregimes.r" + r + ".augmentation.shift = ")
          .append(grids.get(r).shifts().stream().map(v -> v + ".0").toList())
          .append('\n');
    }
    String withoutNumbers =
        sample
            .text()
            .replaceAll("learningRate = \\[[^]]*], l2Coefficient = \\[[^]]*], ", "")
            .replaceAll("shift = \\[[^]]*], ", "");
    assertThat(ids(load(withoutNumbers + "\n" + written))).isEqualTo(ids);
  }

  private static String plain(double value) {
    String text = new BigDecimal(Double.toString(value)).toPlainString();
    return text.contains(".") ? text : text + ".";
  }

  private static String scientific(double value) {
    return String.format(Locale.ROOT, "%.17E", value);
  }

  @Property(seed = "57")
  void seedsAreTheSameHoweverTheyAreWritten(
      @ForAll @IntRange(min = 0, max = 500) int first,
      @ForAll @IntRange(min = 1, max = 12) int count)
      throws IOException {
    String config =
        "name = a, data.set = mnist, network = mnist, base.steps = 9, regimes.sgd {}, seeds = ";
    String list = IntStream.range(first, first + count).boxed().toList().toString();
    Set<String> range = ids(load(config + "\"" + first + ".." + (first + count - 1) + "\""));
    assertThat(ids(load(config + list))).isEqualTo(range).hasSize(count);
  }

  @Property(seed = "58")
  void aValueGivenTwiceInAListIsRefused(@ForAll("samples") Sample sample) throws IOException {
    Grid grid = sample.grids().get(0);
    List<Double> doubled = new ArrayList<>(grid.rates());
    doubled.add(grid.rates().get(0));
    Grid repeating = new Grid(doubled, grid.decays(), grid.shifts(), grid.flips());
    Sample bad =
        new Sample(
            List.of(repeating), sample.firstSeed(), sample.seeds(), sample.steps(), sample.bias());
    assertThatThrownBy(() -> load(bad.text()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("train the same networks; drop one of them");
  }
}
