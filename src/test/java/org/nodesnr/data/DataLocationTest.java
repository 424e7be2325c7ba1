package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;

class DataLocationTest {
  private static final Path WORK = Path.of("work");
  private static final Path HOME = Path.of("home");

  @TempDir Path explicit;

  @Test
  void looksInTheExplicitDirectoryThenTheVariableThenDataThenTheCache() {
    DataLocation location =
        DataLocation.of(
            Optional.of(explicit), true, Map.of("NODESNR_DATA", "named"), WORK, HOME, "Linux");

    assertThat(location.directories())
        .containsExactly(
            explicit,
            Path.of("named"),
            WORK.resolve("data"),
            HOME.resolve(".cache").resolve("nodesnr"));
    assertThat(location.offline()).isTrue();
  }

  @Test
  void cacheFollowsTheSystem() {
    Path absolute = explicit.toAbsolutePath();
    assertThat(cache("Linux", Map.of("XDG_CACHE_HOME", absolute.toString())))
        .isEqualTo(absolute.resolve("nodesnr"));
    assertThat(cache("Linux", Map.of("XDG_CACHE_HOME", "relative")))
        .isEqualTo(HOME.resolve(".cache").resolve("nodesnr"));
    assertThat(cache("Linux", Map.of("XDG_CACHE_HOME", " ")))
        .isEqualTo(HOME.resolve(".cache").resolve("nodesnr"));
    assertThat(cache("Mac OS X", Map.of()))
        .isEqualTo(HOME.resolve("Library").resolve("Caches").resolve("nodesnr"));
    assertThat(cache("Windows 11", Map.of("LOCALAPPDATA", "local")))
        .isEqualTo(Path.of("local").resolve("nodesnr"));
    assertThat(cache("Windows 11", Map.of()))
        .isEqualTo(HOME.resolve("AppData").resolve("Local").resolve("nodesnr"));
  }

  @Test
  void refusesAnExplicitDirectoryThatIsNotThere() {
    Path missing = explicit.resolve("missing");

    assertThatThrownBy(
            () -> DataLocation.of(Optional.of(missing), true, Map.of(), WORK, HOME, "Linux"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--data " + missing);
  }

  private static Path cache(String system, Map<String, String> environment) {
    return DataLocation.of(Optional.empty(), false, environment, WORK, HOME, system).cache();
  }
}
