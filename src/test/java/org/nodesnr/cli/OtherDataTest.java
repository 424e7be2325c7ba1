package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nodesnr.results.ExperimentDirectory;
import org.nodesnr.sweep.BuildInfo;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.SavedState;
import org.nodesnr.sweep.StateStore;
import org.nodesnr.sweep.TimeSpent;

/** Saved states of other data than is present are refused before anything is touched. */
@Timeout(120)
class OtherDataTest {
  @TempDir Path directory;

  private void save(ExperimentDirectory place, Job job, String code, String fingerprint)
      throws IOException {
    SavedState state =
        new SavedState(
            job.id(), 87, List.of(), fingerprint, code, "2026-01-01T00:00:00Z", TimeSpent.NONE, "");
    new StateStore(place).save(state, weights -> Files.write(weights, new byte[8]));
  }

  /** Every file with its content, but for locks. */
  private static Map<String, String> files(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().contains("lock")) {
          contents.put(file.toString(), Files.readString(file));
        }
      }
    }
    return contents;
  }

  /** Of a process that is no more. */
  private static Path abandoned(InProcess tiny) {
    String name = "." + tiny.jobs().get(1).id() + ".json.999999999.part";
    return tiny.directory().runs().resolve(name);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStateOfOtherDataIsRefusedAndStays(boolean ofThisCode) throws Exception {
    InProcess tiny = InProcess.of(directory, Tiny.CONFIG);
    ExperimentDirectory place = tiny.directory();
    Job job = tiny.jobs().get(2);
    String code = ofThisCode ? BuildInfo.current().describe() : "an older version";
    save(place, job, code, "feedfacecafebeef");
    // What a sweep that begins would clear away or rename.
    Files.createDirectories(place.runs());
    Files.writeString(place.run(tiny.jobs().get(0).id()), "{ damaged");
    Files.writeString(abandoned(tiny), "left");
    Map<String, String> before = files(place.root());

    for (String[] more : new String[][] {{"--offline"}, {"--offline", "--shard", "1/4"}}) {
      InProcess.Answer answer = tiny.command("run", more);
      assertThat(answer.code()).isEqualTo(ExitCodes.BAD_INPUT);
      assertThat(answer.err())
          .hasLineCount(1)
          .startsWith(
              "nodesnr: "
                  + place.root().resolve("state").resolve(job.id() + ".json")
                  + ": the state of dropout, seed 2 at step 87 was made from other data (fingerprint"
                  + " feedfacecafe) than is present (fingerprint ")
          .contains("): bring the same data back, choose another --results, or delete the file");
      assertThat(answer.out()).doesNotContain("goes on");
      assertThat(files(place.root())).isEqualTo(before);
    }
  }

  @Test
  void aFinishedRecordOfOtherDataLeavesEverythingUntouchedToo() throws Exception {
    InProcess tiny = InProcess.of(directory, Tiny.CONFIG);
    tiny.only(job -> job.equals(tiny.jobs().get(0))).trained();
    ExperimentDirectory place = tiny.directory();
    Path record = place.run(tiny.jobs().get(0).id());
    Files.writeString(
        record,
        Files.readString(record)
            .replaceFirst("(\"dataFingerprint\": ?\")[0-9a-f]{12}", "$10123456789ab")
            .replaceAll(",\\s*\"sha256\": \"[0-9a-f]{64}\"\\s*}", "}"));
    Files.writeString(abandoned(tiny), "left");
    save(place, tiny.jobs().get(2), BuildInfo.current().describe(), "0123456789ab");
    InProcess.Answer answer = tiny.command("run", "--offline");
    assertThat(answer.code()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(answer.err()).startsWith("nodesnr: " + record + ": made from other data (");
    assertThat(answer.out()).isEmpty();
    assertThat(abandoned(tiny)).exists();
  }
}
