package org.nodesnr.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import example.LibraryExample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nodesnr.spec.Variant;

class SnrListenerTest {
  @TempDir private Path directory;

  private final List<SnrReading> readings = new ArrayList<>();

  private static NetworkMeter meter(Variant... variants) {
    return NetworkMeter.of(LibraryExample.batches(2), variants);
  }

  /** Ten updates an epoch. */
  private void train(SnrListener listener, int epochs) {
    MultiLayerNetwork network = LibraryExample.network();
    network.addListeners(listener);
    network.fit(LibraryExample.batches(1), epochs);
  }

  @Test
  void measuresEverySoManyUpdates() {
    try (NetworkMeter meter = meter()) {
      train(SnrListener.with(meter).everyUpdates(4).to(readings::add).build(), 2);
    }
    assertThat(readings).extracting(SnrReading::updates).containsExactly(4L, 8L, 12L, 16L, 20L);
    assertThat(readings).extracting(SnrReading::epoch).containsExactly(0, 0, 1, 1, 1);
    assertThat(readings).extracting(r -> r.network().hiddenGain()).doesNotHaveDuplicates();
    assertThat(readings).allMatch(r -> r.network().samples() == 200);
  }

  @Test
  void measuresAtTheEndOfEpochs() {
    try (NetworkMeter meter = meter(Variant.PAPER, Variant.NOTEBOOK)) {
      train(SnrListener.with(meter).everyEpochs(2).to(readings::add).build(), 5);
    }
    assertThat(readings).extracting(SnrReading::updates).containsExactly(20L, 20L, 40L, 40L);
    assertThat(readings).extracting(SnrReading::epoch).containsExactly(1, 1, 3, 3);
    assertThat(readings)
        .extracting(r -> r.network().variant())
        .containsExactly(Variant.PAPER, Variant.NOTEBOOK, Variant.PAPER, Variant.NOTEBOOK);
  }

  @Test
  void measuresTheNetworkAsItIsAtThatUpdate() {
    MultiLayerNetwork network = LibraryExample.network();
    try (NetworkMeter meter = meter()) {
      network.addListeners(SnrListener.with(meter).everyUpdates(3).to(readings::add).build());
      var batches = LibraryExample.batches(1);
      for (int step = 0; step < 3; step++) {
        network.fit(batches.next());
      }
      assertThat(readings).hasSize(1);
      assertThat(readings.get(0).network()).isEqualTo(meter.measure(network));
    }
  }

  @Test
  void trainingIsNotInfluenced() {
    MultiLayerNetwork alone = LibraryExample.network();
    alone.fit(LibraryExample.batches(1), 2);
    MultiLayerNetwork watched = LibraryExample.network();
    try (NetworkMeter meter = meter()) {
      watched.addListeners(SnrListener.with(meter).everyUpdates(1).to(readings::add).build());
      watched.fit(LibraryExample.batches(1), 2);
    }
    assertThat(readings).hasSize(20);
    assertThat(watched.params().toFloatVector()).isEqualTo(alone.params().toFloatVector());
  }

  @Test
  void appendsToCsv() throws IOException {
    Path file = directory.resolve("new/snr.csv");
    try (NetworkMeter meter = meter()) {
      SnrListener listener =
          SnrListener.with(meter).everyEpochs(1).to(readings::add).toCsv(file).build();
      train(listener, 1);
      train(listener, 1);
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(1 + 2 * 2);
    assertThat(lines.get(0) + "\n").isEqualTo(SnrCsv.HEADER);
    LayerSnr first = readings.get(0).network().layers().get(0);
    String[] cells = lines.get(1).split(",", -1);
    assertThat(cells).hasSize(13).startsWith("10", "0", "paper", "200");
    assertThat(Double.parseDouble(cells[4])).isEqualTo(readings.get(0).network().accuracy());
    assertThat(cells[5]).isEqualTo("1");
    assertThat(cells[6]).isEqualTo("6");
    assertThat(cells[7]).isEqualTo("8");
    assertThat(Double.parseDouble(cells[8])).isEqualTo(first.optimality());
    assertThat(Double.parseDouble(cells[9])).isEqualTo(first.gain());
    assertThat(Double.parseDouble(cells[10])).isEqualTo(first.activationRate());
    assertThat(lines.get(2).split(",", -1)[10]).isEmpty();
    assertThat(lines.get(3)).isEqualTo(lines.get(1));
  }

  @Test
  void aFileThatHoldsSomethingElseIsLeftAlone() throws IOException {
    for (String content : List.of("mine\n", SnrCsv.HEADER + "10,0,pap")) {
      Path file = Files.writeString(directory.resolve("mine.csv"), content);
      try (NetworkMeter meter = meter()) {
        SnrListener listener = SnrListener.with(meter).everyUpdates(5).toCsv(file).build();
        assertThatThrownBy(() -> train(listener, 1))
            .isInstanceOf(UncheckedIOException.class)
            .hasMessageContaining("mine.csv")
            .hasRootCauseMessage(
                "it holds something else, or its last line is cut off: move it away or name"
                    + " another");
      }
      assertThat(file).hasContent(content);
    }
  }

  @Test
  void refusesOtherNetworks() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer("out", new OutputLayer.Builder().nIn(6).nOut(3).build(), "in")
                .setOutputs("out")
                .build());
    graph.init();
    try (NetworkMeter meter = meter()) {
      graph.addListeners(SnrListener.with(meter).everyUpdates(5).to(readings::add).build());
      assertThatThrownBy(() -> graph.fit(LibraryExample.batches(1), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("SnrListener measures a MultiLayerNetwork, not a ComputationGraph");
    }
  }

  @Test
  void mustMeasureAndTell() {
    try (NetworkMeter meter = meter()) {
      SnrListener.Builder never = SnrListener.with(meter).to(readings::add);
      assertThatThrownBy(never::build).hasMessageContaining("everyUpdates");
      SnrListener.Builder nobody = SnrListener.with(meter).everyEpochs(1);
      assertThatThrownBy(nobody::build).hasMessageContaining("toCsv");
      assertThatThrownBy(() -> SnrListener.with(meter).everyUpdates(0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void anIteratorIsReadWholeAndReset() {
    var data = LibraryExample.batches(2);
    DataSet first = data.next();
    try (NetworkMeter meter = NetworkMeter.of(data)) {
      assertThat(meter.measure(LibraryExample.network()).samples()).isEqualTo(200);
    }
    assertThat(data.next().getFeatures()).isEqualTo(first.getFeatures());
  }
}
