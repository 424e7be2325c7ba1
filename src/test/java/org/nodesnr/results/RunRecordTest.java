package org.nodesnr.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nodesnr.files.Json;
import org.nodesnr.results.MadeUpLayer.Snr;

class RunRecordTest {
  @Test
  void aMeasurementTakesALine() throws JsonProcessingException {
    RunRecord run = MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES.subList(0, 1), 1).get(0);
    String text = Json.text(run);
    assertThat(text)
        .startsWith("{\n \"schema\": 2,\n \"id\": \"")
        .endsWith("}\n")
        .contains("\n   \"train\": {\"accuracy\":")
        .contains("\n    {\"measure\":\"S\",\"variant\":\"paper\",\"layer\":1,\"value\":");
    assertThat(text.lines()).allMatch(line -> line.length() <= 180);
    assertThat(RunRecord.read(text)).isEqualTo(run);
  }

  @Test
  void aLongRunStaysSmall() {
    RunRecord run = MadeUpRuns.mnist().runs(MadeUpRuns.MNIST_REGIMES.subList(0, 1), 1).get(0);
    List<Snr> five =
        IntStream.range(0, 5)
            .mapToObj(v -> new Snr("variant-" + v, Math.PI / (v + 5), Math.E, 100, 100))
            .toList();
    List<MadeUpLayer> layers =
        IntStream.rangeClosed(1, 3)
            .mapToObj(l -> new MadeUpLayer(l, "dense", 1024, 1000, 10_000, Math.E, 1 / 3.0, five))
            .toList();
    Checkpoint.Score score = new Checkpoint.Score(1 / 3.0, Math.PI / 10, 10_000);
    List<Checkpoint> checkpoints =
        IntStream.rangeClosed(0, 38)
            .mapToObj(
                i -> MadeUpLayer.checkpoint(2000 * i, score, score, i > 30 ? layers : List.of()))
            .toList();
    RunRecord longRun =
        new RunRecord(
            RunRecord.SCHEMA,
            run.id(),
            "mnist",
            "SGD",
            "SGD",
            1,
            run.status(),
            "",
            run.spec(),
            checkpoints,
            run.provenance());
    assertThat(Json.text(longRun).length()).isLessThan(50_000);
  }
}
