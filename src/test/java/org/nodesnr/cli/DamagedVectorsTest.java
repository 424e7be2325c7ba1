package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.files.Json;
import org.nodesnr.sweep.Job;

/** Damaged vectors of nodes keep no page and no figure from being made. */
@Timeout(180)
class DamagedVectorsTest {
  @TempDir Path directory;

  @Test
  void theyAreLeftOutWithANoteAndAFigureWithoutASourceGoes() throws Exception {
    InProcess tiny = InProcess.of(directory, Tiny.CONFIG).trained();
    Path figure = tiny.directory().figures().resolve("w-against-c.csv");
    assertThat(tiny.command("figures").code()).isZero();
    assertThat(figure).content().contains(",dropout,");

    Job first =
        tiny.jobs().stream()
            .filter(job -> job.regime().equals("dropout"))
            .findFirst()
            .orElseThrow();
    byte[] sound = Files.readAllBytes(tiny.directory().vectors(first.id()));
    byte[] damaged = sound.clone();
    damaged[damaged.length / 2] ^= 0x10;
    Files.write(tiny.directory().vectors(first.id()), damaged);
    InProcess.Answer answer = tiny.command("figures");
    assertThat(answer.code()).isZero();
    assertThat(answer.out())
        .contains("note: ignored: " + tiny.directory().vectors(first.id()))
        .contains("'nodesnr run' makes both again");
    assertThat(figure).content().contains(",sgd,").doesNotContain(",dropout,");
    assertThat(tiny.directory().page()).content().contains("ignored: ");

    for (Job job : tiny.jobs()) {
      Files.deleteIfExists(tiny.directory().vectors(job.id()));
    }
    assertThat(tiny.command("figures").code()).isZero();
    assertThat(figure).doesNotExist();
    assertThat(figure.resolveSibling("w-against-c.png")).doesNotExist();
    assertThat(tiny.directory().page()).content().doesNotContain("w-against-c");
  }

  @Test
  void editedOnesAreNoticedAndMadeAgainWithTheirRun() throws Exception {
    InProcess tiny = InProcess.of(directory, Tiny.CONFIG).trained();
    String id = tiny.jobs().stream().filter(Job::keepsVectors).findFirst().orElseThrow().id();
    for (Path file : List.of(tiny.directory().vectors(id), tiny.directory().nodes(id))) {
      byte[] sound = Files.readAllBytes(file);
      edit(file);
      assertThatThrownBy(
              () -> {
                tiny.records().readNodes(id);
                tiny.records().readVectors(id);
              })
          .isInstanceOf(IOException.class)
          .hasMessage(file + ": was changed after it was written: its checksum differs");
      assertThat(tiny.command("run", "--dry-run").out())
          .contains("  ignored: " + file + ": was changed", "'nodesnr run' makes both again");
      InProcess.Answer answer = tiny.command("figures");
      assertThat(answer.code()).isZero();
      assertThat(answer.out().lines().filter(line -> line.contains(file + ": was changed")))
          .singleElement()
          .asString()
          .startsWith("note: ignored: ")
          .endsWith("'nodesnr run' makes both again");
      assertThat(tiny.command("status").out())
          .contains("  ignored: " + file + ": was changed", "'nodesnr run' makes both again");

      Files.delete(tiny.directory().run(id));
      tiny.trained();
      assertThat(file).hasBinaryContent(sound);
      assertThat(tiny.records().readNodes(id)).isNotEmpty();
      assertThat(tiny.records().readVectors(id)).isNotEmpty();
    }

    // A record of an earlier version has no such field: what lies beside it is read.
    Path record = tiny.directory().run(id);
    ObjectNode old = (ObjectNode) Json.parse(Files.readString(record));
    assertThat(old.remove("nodeFiles")).hasSize(2);
    old.remove("sha256");
    Files.writeString(record, Json.text(old));
    edit(tiny.directory().nodes(id));
    assertThat(tiny.records().readNodes(id)).isNotEmpty();
    assertThat(tiny.records().find(id)).isPresent();
  }

  /** Another last digit in a gzip that is sound. */
  private static void edit(Path file) throws IOException {
    byte[] text;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      text = in.readAllBytes();
    }
    int last = text.length - 2;
    text[last] = (byte) (text[last] == '1' ? '2' : '1');
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text);
    }
  }

  @Test
  void twoNetworksHaveNoCorrelationBesideThePapers() throws Exception {
    InProcess tiny = InProcess.of(directory, Tiny.CONFIG);
    tiny.only(job -> job.spec().seed() == 1).trained();
    InProcess.Answer answer = tiny.command("stats");
    assertThat(answer.code()).isZero();
    assertThat(answer.out().lines().filter(line -> line.matches("(r²|ρ|p), ours( +–){4}")))
        .hasSize(3);
    assertThat(answer.out()).contains("No r², ρ and p of fewer than 5 runs.");
  }

  @Test
  void aDirectoryNamedAsARecordIsNamed() throws Exception {
    InProcess tiny = InProcess.of(directory, Tiny.CONFIG).trained();
    Path odd = Files.createDirectories(tiny.directory().runs().resolve("x.json"));
    InProcess.Answer answer = tiny.command("stats");
    assertThat(answer.code()).isZero();
    assertThat(answer.out()).contains("ignored: " + odd + " is a directory");
  }

  @Test
  void theConfigThatWasMeantIsOffered() {
    InProcess demo = new InProcess(Path.of("demo"), directory, List.of());
    assertThat(demo.command("figures").err())
        .isEqualTo(
            "nodesnr: demo is no file: did you mean configs/demo.conf?" + System.lineSeparator());
  }

  @Test
  void whatShipsIsNoExperiment() throws Exception {
    for (String name : new String[] {"reference", "bench", "Bench"}) {
      Path config =
          Files.writeString(
              directory.resolve("taken.conf"), Tiny.CONFIG.replace("= tiny", "= " + name));
      InProcess taken = new InProcess(config, directory, List.of());
      assertThat(taken.command("run", "--dry-run").err())
          .hasLineCount(1)
          .contains("taken.conf:1: name")
          .contains("must be another name");
    }
  }
}
