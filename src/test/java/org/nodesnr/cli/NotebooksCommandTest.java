package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.notebook.Fixture;
import org.nodesnr.results.ExperimentDirectory;
import picocli.CommandLine;

class NotebooksCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int notebooks(String... more) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] args = new String[more.length + 5];
    args[0] = "notebooks";
    args[1] = "--results";
    args[2] = directory.resolve("results").toString();
    args[3] = "--out";
    args[4] = directory.resolve("notebooks-export").toString();
    System.arraycopy(more, 0, args, 5, more.length);
    return line.execute(args);
  }

  private Path notebook(String name) {
    return directory.resolve("notebooks-export").resolve(name);
  }

  @Test
  void writesTheExperimentsOfThePaperOrTheOneNamed() throws IOException {
    Path results = directory.resolve("results");
    ExperimentDirectory quick = Fixture.few(results, 1);
    Files.move(Fixture.copy(quick, directory).root(), results.resolve("other"));
    Files.createDirectories(results.resolve("bench"));

    assertThat(notebooks()).as(err.toString()).isZero();
    assertThat(out.toString().strip()).isEqualTo(notebook("mnist-quick.ipynb").toString());
    assertThat(notebook("mnist-quick.ipynb"))
        .content()
        .contains("Path(\\\"../results/mnist-quick\\\")");
    assertThat(notebook("other.ipynb")).doesNotExist();

    assertThat(notebooks("--experiment", "other")).as(err.toString()).isZero();
    assertThat(notebook("other.ipynb")).content().contains("Path(\\\"../results/other\\\")");
  }

  @Test
  void shippedRunsAreTakenWhereTheUserHasNone() throws IOException {
    Path results = directory.resolve("results");
    ExperimentDirectory own = Fixture.few(results, 1);
    Path shipped = ExperimentDirectory.shipped(results);
    Files.createDirectories(shipped);
    Files.move(own.root(), shipped.resolve("mnist-quick"));

    assertThat(notebooks()).as(err.toString()).isZero();
    assertThat(notebook("mnist-quick.ipynb"))
        .content()
        .contains("Path(\\\"../results/reference/mnist-quick\\\")");

    Fixture.few(results, 1);
    assertThat(notebooks()).as(err.toString()).isZero();
    assertThat(notebook("mnist-quick.ipynb"))
        .content()
        .contains("Path(\\\"../results/mnist-quick\\\")");
  }

  @Test
  void saysWhatToDoWhereThereIsNothingYet() throws IOException {
    assertThat(notebooks()).isEqualTo(2);
    assertThat(err.toString()).contains("results/ has no experiment whose name starts with mnist");

    Files.createDirectories(directory.resolve("results/cifar10/runs"));
    assertThat(notebooks()).isEqualTo(2);
    assertThat(err.toString()).contains("is missing: make it with 'make figures'");
    assertThat(directory.resolve("notebooks-export")).doesNotExist();
  }
}
