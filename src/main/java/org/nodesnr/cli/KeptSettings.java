package org.nodesnr.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nodesnr.UserError;
import org.nodesnr.config.ExperimentLoader;
import org.nodesnr.files.AtomicFiles;
import org.nodesnr.files.Json;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.spec.Experiment;

/**
 * What was given as {@code --set} when an experiment was swept, kept beside its records: its runs
 * are not those of the config alone, and who asks for figures later need not remember.
 *
 * @param set each {@code key=value}, in order
 */
record KeptSettings(List<String> set) {
  private static final String FILE = "settings.json";

  /** Copies the list. */
  KeptSettings {
    set = List.copyOf(set);
  }

  /** Keeps what an experiment is swept with, if it is anything, over what was kept before. */
  static void keep(Experiment experiment, ExperimentDirectory directory) throws IOException {
    if (!experiment.overrides().isEmpty()) {
      AtomicFiles.write(
          directory.root().resolve(FILE), Json.text(new KeptSettings(experiment.overrides())));
    }
  }

  /**
   * @param experiment a config as it is
   * @param directory where its records lie
   * @return the experiment with the kept settings, where there are records of its runs but none of
   *     the config's as it is; otherwise the experiment
   */
  static Experiment applied(Experiment experiment, ExperimentDirectory directory)
      throws IOException {
    Path file = directory.root().resolve(FILE);
    if (hasRecords(experiment, directory) || !Files.exists(file)) {
      return experiment;
    }
    try {
      KeptSettings kept = Json.read(Files.readString(file), KeptSettings.class);
      Experiment swept = ExperimentLoader.load(Path.of(experiment.source()), kept.set());
      boolean fits = swept.name().equals(experiment.name()) && hasRecords(swept, directory);
      return fits ? swept : experiment;
    } catch (IOException | UserError e) {
      // Damaged, unreadable or of an earlier config: the experiment has no run that is known then.
      return experiment;
    }
  }

  private static boolean hasRecords(Experiment experiment, ExperimentDirectory directory) {
    return experiment.runs().stream().anyMatch(run -> Files.exists(directory.run(run.id())));
  }
}
