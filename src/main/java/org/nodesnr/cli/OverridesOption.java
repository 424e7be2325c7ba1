package org.nodesnr.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.nodesnr.UserError;
import org.nodesnr.config.ExperimentLoader;
import org.nodesnr.spec.Experiment;
import picocli.CommandLine.Option;

/** Keys of a config that are overridden. */
final class OverridesOption {
  @Option(
      names = {"-s", "--set"},
      paramLabel = "KEY=VALUE",
      description = "Override a key of the config; may be given several times.")
  private List<String> overrides = List.of();

  Experiment load(Path config) {
    Path offered = Path.of("configs", config + ".conf");
    if (!Files.exists(config) && config.getNameCount() == 1 && Files.exists(offered)) {
      throw new UserError(config + " is no file: did you mean " + offered + "?");
    }
    return ExperimentLoader.load(config, overrides);
  }

  List<String> values() {
    return overrides;
  }
}
