package org.nodesnr.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  @Test
  void takesTheAvx2BuildWhereTheProcessorHasIt() {
    assertThat(NativeLibrary.choose("Linux", "amd64", Set.of("sse2", "avx2")).extension())
        .isEqualTo(NativeLibrary.AVX2);
  }

  @Test
  void takesTheGenericBuildForOldAndUnknownProcessors() {
    assertThat(NativeLibrary.choose("Linux", "amd64", Set.of("sse2", "avx")).extension())
        .isEqualTo(NativeLibrary.GENERIC);
    assertThat(NativeLibrary.choose("Mac OS X", "x86_64", Set.of()).extension())
        .isEqualTo(NativeLibrary.GENERIC);
  }

  @Test
  void saysThatOtherArchitecturesHaveNone() {
    NativeLibrary choice = NativeLibrary.choose("Linux", "aarch64", Set.of("asimd"));
    assertThat(choice.extension()).isEmpty();
    assertThat(choice.reason()).contains("aarch64");
  }

  @Test
  void readsTheFlagsOfTheFirstProcessor(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("cpuinfo");
    Files.writeString(file, "model name\t: x\nflags\t\t: fpu sse2  avx2\nflags\t\t: fpu\n");
    assertThat(NativeLibrary.cpuFlags(file)).containsExactlyInAnyOrder("fpu", "sse2", "avx2");
    assertThat(NativeLibrary.cpuFlags(directory.resolve("none"))).isEmpty();
  }
}
