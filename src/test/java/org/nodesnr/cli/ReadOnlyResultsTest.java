package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is shown of few runs, in a directory that can only be read. */
@Timeout(180)
class ReadOnlyResultsTest {
  @TempDir Path directory;

  @Test
  void statsShowsItsTablesAndWritesNothing() throws Exception {
    InProcess tiny = InProcess.of(directory, Tiny.CONFIG).trained();
    Path root = tiny.directory().root();
    List<String> before = files(root);
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      String shown = ordinary(tiny, "stats", 0);
      assertThat(shown)
          .contains("note: " + root + " can only be read: nothing was written there", "ρ, ours")
          .doesNotContain("tables:  ");
      assertThat(ordinary(tiny, "figures", 2))
          .isEqualTo(
              "nodesnr: "
                  + root
                  + " can only be read: make it writable, or give a copy with --results; 'nodesnr"
                  + " stats' shows its tables without writing"
                  + System.lineSeparator());
    } finally {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertThat(files(root)).isEqualTo(before);
    assertThat(tiny.command("stats").out()).contains("tables:  ").doesNotContain("only be read");
  }

  @Test
  void statusHasADashAndTheNumberOfFewRuns() throws Exception {
    InProcess tiny = InProcess.of(directory, Tiny.CONFIG).trained();
    assertThat(tiny.command("status").out())
        .contains("with test accuracy, 4 finished runs, variant paper:")
        .containsPattern("\\n +S_1( +–){2} *\\R")
        .containsPattern("\\n +G_3( +–){2} *\\R");
  }

  /** Root may write anywhere, unless it gives up the right to. */
  private static String ordinary(InProcess tiny, String command, int code) throws Exception {
    List<String> words = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      words.addAll(List.of("setpriv", "--bounding-set", "-dac_override"));
    }
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dstdout.encoding=UTF-8",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            command,
            tiny.config().toString(),
            "--results",
            tiny.results().toString()));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), "UTF-8");
    assertThat(process.waitFor()).as(said).isEqualTo(code);
    return said;
  }

  private static List<String> files(Path root) throws Exception {
    try (Stream<Path> files = Files.walk(root)) {
      return files.map(Path::toString).sorted().toList();
    }
  }
}
