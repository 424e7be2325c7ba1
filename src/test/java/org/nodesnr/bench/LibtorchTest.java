package org.nodesnr.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;

class LibtorchTest {
  @TempDir Path directory;

  @Test
  void theVersionIsThatOfTheJar() throws IOException {
    Files.createFile(directory.resolve("pytorch-2.10.0-1.5.13-linux-x86_64.jar"));
    Files.createFile(directory.resolve("pytorch-2.10.0-1.5.13.jar"));
    Files.createFile(directory.resolve("javacpp-1.5.13.jar"));
    Libtorch libtorch = Libtorch.in(directory);
    assertThat(libtorch.version()).isEqualTo("2.10.0-1.5.13");
    List<String> command = libtorch.command(TimedNetwork.CIFAR24, directory);
    assertThat(command).endsWith("cifar24").contains(directory + "/*");
    assertThat(Path.of(command.get(command.size() - 2))).content().contains("org.bytedeco.pytorch");
  }

  @Test
  void withoutItsJarsWhatToDoIsSaid() {
    assertThatThrownBy(() -> Libtorch.in(directory))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("holds no pytorch-*.jar; 'make bench-libtorch' gets them");
    assertThatThrownBy(() -> Libtorch.in(directory.resolve("nowhere")))
        .isInstanceOf(UserError.class);
  }
}
