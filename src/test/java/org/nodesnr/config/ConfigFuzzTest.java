package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.testing.Fuzz;
import org.nodesnr.testing.FuzzTarget;

/** Damaged configs load, or are refused with a {@link UserError} of one line. */
class ConfigFuzzTest {
  private static final List<String> SHIPPED =
      List.of("mnist", "cifar10", "demo", "mnist-quick", "mnist-notebook");

  @TempDir Path directory;

  @Test
  void configs() throws Exception {
    Path file = directory.resolve("damaged.conf");
    Fuzz.of(FuzzTarget.CONFIGS)
        .from(SHIPPED.stream().map(this::copied).toArray(byte[][]::new))
        .words("{", "}", "[", "]", "\"", "\"\"\"", "=", "+=", ":", ",", "\n", "#", "//", "(", ")")
        .words("${", "${?", "${base.steps}", "${a}", "$", ".", "..", "\\", "\\u0000", "`", "\t")
        .words("include ", "include \"mnist.conf\"", "include url(\"", "include required(file(\"")
        .words("regimes", "base", "steps", "seeds", "limit", "\"1..9\"", "a.b.c = 1")
        .words("network = cifar10", "data.crop = 24", "augmentation.shift = [0, 1]")
        .allocatingAtMost(256 << 20)
        .run(
            input -> {
              Fuzz.write(file, input);
              try {
                assertThat(ExperimentLoader.load(file, List.of()).runs()).isNotEmpty();
                return "";
              } catch (UserError e) {
                return e.getMessage();
              }
            });
  }

  /** The config, copied beside the damaged one, which may include it. */
  private byte[] copied(String name) {
    try {
      byte[] config = Files.readAllBytes(Path.of("configs", name + ".conf"));
      Files.write(directory.resolve(name + ".conf"), config);
      return config;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
