package org.nodesnr.config;

import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.nodesnr.UserError;
import org.nodesnr.config.RegimeGrid.Member;
import org.nodesnr.spec.Checkpoints;
import org.nodesnr.spec.DataSpec;
import org.nodesnr.spec.EvaluationSpec;
import org.nodesnr.spec.Experiment;
import org.nodesnr.spec.NetworkSpec;
import org.nodesnr.spec.PlannedRun;
import org.nodesnr.spec.Regime;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.Setting;
import org.nodesnr.spec.Settings;
import org.nodesnr.spec.StatisticsSpec;

/**
 * Reads a config in HOCON and expands it. Every key and its default is in {@code docs/settings.md}.
 * Nothing but the file, the files it includes and the overrides enters: neither system properties
 * nor the environment.
 */
public final class ExperimentLoader {
  /** Greatest number of runs of an experiment. */
  public static final int MAX_RUNS = 10_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Directories under results/ that are no experiments. */
  private static final Set<String> TAKEN = Set.of("reference", "bench");

  private static final Pattern FAMILY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]{0,31}");

  private final Sources sources = new Sources();
  private final Section root;
  private final List<String> notes = new ArrayList<>();

  private ExperimentLoader(Path file, List<String> overrides) {
    ConfigObject reference = Defaults.defaults();
    ConfigObject given = new HoconReader(sources).read(file, overrides, reference);
    if (given.containsKey("study")) {
      throw new UserError(
          file + ": is the config of a study; 'nodesnr study " + file + "' runs it");
    }
    root = Section.root(given, reference, file.toString(), sources);
    root.get("constants").object();
  }

  /**
   * Reads and expands a config.
   *
   * @param file the config; what it includes is looked for beside it
   * @param overrides {@code key=value} in HOCON, each replacing what the file says; later ones win
   * @return the experiment
   * @throws UserError when anything is wrong: file, line, key and what to do
   */
  public static Experiment load(Path file, List<String> overrides) {
    ExperimentLoader loader = new ExperimentLoader(file, overrides);
    String name = loader.name();
    String title = loader.root.get("title").text(200);
    Plain plain = loader.plain();
    List<PlannedRun> runs = loader.runs(plain);
    int layers = runs.stream().mapToInt(r -> r.spec().network().weightedLayers()).max().orElse(1);
    StatisticsSpec statistics =
        StatisticsReader.read(loader.root.section("statistics"), layers, plain.evaluation());
    return new Experiment(
        name,
        title.isEmpty() ? name : title,
        runs,
        statistics,
        file.toString(),
        overrides,
        loader.notes);
  }

  /** What all regimes share. */
  private record Plain(
      DataSpec data,
      Checkpoints checkpoints,
      EvaluationSpec evaluation,
      boolean independentStreams) {
    RunSpec with(NetworkSpec network, Regime regime) {
      return new RunSpec(data, network, regime, checkpoints, evaluation, 0, independentStreams);
    }
  }

  private Plain plain() {
    DataSpec data = SpecReader.data(root.section("data"));
    return new Plain(
        data,
        SpecReader.checkpoints(root.section("checkpoints")),
        SpecReader.evaluation(root.section("evaluation"), data, MeasureReader.read(root, data)),
        root.get("streams").word(List.of("shared", "independent")).equals("independent"));
  }

  private String name() {
    KeyedValue value = root.get("name");
    String name = value.text(64);
    value.require(
        NAME.matcher(name).matches(), "be letters, digits, '.', '_' and '-', as a directory is");
    value.require(
        !TAKEN.contains(name.toLowerCase(Locale.ROOT)),
        "be another name: results/" + name + "/ holds what ships with the project");
    return name;
  }

  private List<RegimeGrid> grids() {
    Section base = root.section("base");
    List<RegimeGrid> grids = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    for (Map.Entry<String, KeyedValue> entry : root.named("regimes")) {
      String family = entry.getKey();
      KeyedValue value = entry.getValue();
      if (!FAMILY.matcher(family).matches()) {
        throw value.error(
            "is no name of a regime; use up to 32 letters, digits and '+', '-', '.', '_'");
      }
      String other = names.put(family.toLowerCase(Locale.ROOT), family);
      if (other != null) {
        throw value.error("differs from regime '" + other + "' by its case alone; rename one");
      }
      grids.add(new RegimeGrid(family, value, base));
    }
    root.get("regimes").require(!grids.isEmpty(), "have at least one regime");
    Settings.ALL.forEach(setting -> refuseIdle(setting, grids));
    return grids;
  }

  /** A setting that says how another is done, where no regime does that, would change nothing. */
  private static void refuseIdle(Setting<?> setting, List<RegimeGrid> grids) {
    Optional<KeyedValue> given =
        grids.stream().flatMap(grid -> grid.change(setting).stream()).findFirst();
    Optional<Setting<?>> main = setting.main();
    if (given.isPresent()
        && main.isPresent()
        && grids.stream().allMatch(grid -> grid.change(main.get()).isEmpty())) {
      throw given.get().error("does nothing without " + main.get() + ", which no regime has");
    }
  }

  private List<PlannedRun> runs(Plain plain) {
    Section limit = root.section("limit");
    List<RegimeGrid> grids = chosen(grids(), limit.get("regimes"));
    int maxSteps = limit.get("steps").whole(0, 1_000_000_000);
    int maxSeeds = limit.get("seeds").whole(0, MAX_RUNS);
    List<List<Long>> seeds = new ArrayList<>();
    long count = 0;
    for (RegimeGrid grid : grids) {
      List<Long> all = grid.seeds(root.get("seeds"));
      seeds.add(maxSeeds == 0 ? all : all.subList(0, Math.min(maxSeeds, all.size())));
      count += grid.size() * seeds.get(seeds.size() - 1).size();
      if (count > MAX_RUNS) {
        throw grid.error("makes more than " + MAX_RUNS + " runs; shorten its lists or the seeds");
      }
    }
    RunList runs = new RunList(maxSteps);
    for (int i = 0; i < grids.size(); i++) {
      for (Member member : grids.get(i).members(networks(grids.get(i), plain.data()))) {
        member.check(plain.data());
        Regime regime = runs.limited(member.regime());
        runs.add(grids.get(i), plain.with(member.network(), regime), seeds.get(i));
      }
    }
    notes.addAll(runs.notes());
    return runs.replicateMajor();
  }

  /** Those of the regime, else that of the config, which must be sound wherever it is given. */
  private List<NetworkSpec> networks(RegimeGrid grid, DataSpec data) {
    Optional<NetworkSpec> whole =
        grid.network().isEmpty() || givesNetwork()
            ? Optional.of(NetworkReader.read(root, data))
            : Optional.empty();
    return grid.network()
        .map(own -> NetworkReader.alternatives(own, whole, data))
        .orElseGet(() -> List.of(whole.orElseThrow()));
  }

  /** Whether the config says anything of its network. */
  private boolean givesNetwork() {
    return root.given("network")
        .filter(
            value ->
                !(value.value() instanceof ConfigObject block)
                    || block.values().stream().anyMatch(v -> sources.given(v.origin())))
        .isPresent();
  }

  private static List<RegimeGrid> chosen(List<RegimeGrid> grids, KeyedValue only) {
    Set<String> wanted = new HashSet<>();
    List<String> families = grids.stream().map(RegimeGrid::family).toList();
    for (KeyedValue value : only.alternativesOrNone()) {
      wanted.add(value.word(families));
    }
    return wanted.isEmpty()
        ? grids
        : grids.stream().filter(grid -> wanted.contains(grid.family())).toList();
  }
}
