package org.nodesnr.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path directory;

  @Test
  void theEndOfALog() throws IOException {
    Path log = directory.resolve("log");
    assertThat(LogTail.of(log, 0, 3)).isEmpty();
    Files.writeString(log, "one\n\ntwo\nthree\nfour\n");
    assertThat(LogTail.of(log, 0, 3)).containsExactly("two", "three", "four");
    assertThat(LogTail.of(log, "one\n\ntwo\n".length(), 3)).containsExactly("three", "four");
    assertThat(LogTail.of(log, 1000, 3)).isEmpty();
    Files.writeString(log, "x".repeat(20_000) + "\nlast\n");
    assertThat(LogTail.of(log, 0, 3)).hasSize(2).endsWith("last");
  }

  @Test
  void theCauseIsNotBuriedInItsTrace() {
    assertThat(LogTail.cause(List.of())).isEmpty();
    assertThat(LogTail.cause(List.of("no such library"))).isEqualTo("no such library");
    assertThat(
            LogTail.cause(
                List.of(
                    "java.lang.ExceptionInInitializerError",
                    "\tat A.b(A.java:1)",
                    "Caused by: java.io.IOException: no cache",
                    "\tat C.d(C.java:2)",
                    "\t... 41 more")))
        .isEqualTo("java.io.IOException: no cache");
  }
}
