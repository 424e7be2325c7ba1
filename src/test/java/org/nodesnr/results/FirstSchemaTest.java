package org.nodesnr.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.files.Json;
import org.nodesnr.files.PackedFile;
import org.nodesnr.measure.Measure;
import org.nodesnr.measure.Quantity;
import org.nodesnr.measure.Reading;

/** Against what the records that ship say in their own words. */
class FirstSchemaTest {
  private static final ExperimentDirectory SHIPPED =
      ExperimentDirectory.reference(Path.of("results"), "mnist-quick");

  @TempDir Path temporary;

  @Test
  void everyNumberIsRead() throws IOException {
    int compared = 0;
    for (RunRecord run : new RecordStore(SHIPPED).readAll().records()) {
      JsonNode record = Json.parse(PackedFile.text(SHIPPED.run(run.id())));
      assertThat(record.path("schema").asInt()).isEqualTo(1);
      assertThat(run.schema()).isEqualTo(RunRecord.SCHEMA);
      for (int c = 0; c < run.checkpoints().size(); c++) {
        for (JsonNode layer : record.path("checkpoints").path(c).path("layers")) {
          compare(layer, run.checkpoints().get(c));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(100);
  }

  private static void compare(JsonNode layer, Checkpoint checkpoint) {
    int number = layer.path("layer").asInt();
    long nodes = layer.path("nodes").asLong();
    JsonNode rate = layer.path("activationRate");
    Quantity ofRate = Quantity.ofLayer(Measure.ACTIVATION_RATE, "", number);
    if (rate.isNumber()) {
      assertThat(checkpoint.value(ofRate)).isEqualTo(rate.asDouble());
    } else {
      assertThat(checkpoint.reading(ofRate)).isEmpty();
    }
    assertThat(checkpoint.reading(Quantity.ofLayer(Measure.WEIGHT_NORM, "", number)))
        .contains(
            Reading.of(
                Measure.WEIGHT_NORM,
                number,
                layer.path("weightNorm").asDouble(),
                nodes * layer.path("inputs").asLong(),
                0));
    for (JsonNode variant : layer.path("variants")) {
      String name = variant.path("variant").asText();
      long undefined = variant.path("undefinedNodes").asLong();
      assertThat(checkpoint.reading(Quantity.ofLayer(Measure.GAIN, name, number)))
          .contains(
              new Reading(
                  "G", name, number, variant.path("g").asDouble(), nodes - undefined, undefined));
      assertThat(checkpoint.value(Quantity.ofLayer(Measure.OPTIMALITY, name, number)))
          .isEqualTo(variant.path("s").asDouble());
      assertThat(checkpoint.layers().get(number - 1).quietInputs())
          .containsEntry(name, variant.path("quietInputs").asInt());
    }
  }

  @Test
  void whatIsWrittenAgainIsReadAsTheSame() throws IOException {
    RunRecord run = new RecordStore(SHIPPED).readAll().records().get(0);
    RecordStore store = new RecordStore(ExperimentDirectory.of(temporary, "again"));
    store.write(run);
    assertThat(store.readAll().records()).containsExactly(run);
    assertThat(store.readAll().damaged()).isEmpty();
  }

  @Test
  void aLayerThatLacksANumberIsDamaged() throws IOException {
    RunRecord run = new RecordStore(SHIPPED).readAll().records().get(0);
    String text = Json.line(Json.parse(PackedFile.text(SHIPPED.run(run.id()))));
    ExperimentDirectory damaged = ExperimentDirectory.of(temporary, "damaged");
    Files.createDirectories(damaged.runs());
    for (String field : new String[] {"activationRate", "weightNorm", "s", "quietInputs"}) {
      String without =
          text.replaceFirst(",\"" + field + "\":[^,}]*", "").replaceFirst(",\"sha256\".*", "}");
      assertThat(without).isNotEqualTo(text);
      Files.writeString(damaged.run(run.id()), without);
      assertThat(new RecordStore(damaged).readAll().damaged())
          .extracting(DamagedRecord::reason)
          .singleElement()
          .asString()
          .startsWith("is truncated or no run record");
    }
  }
}
