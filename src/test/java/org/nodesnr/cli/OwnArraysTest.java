package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.data.DataLocation;
import org.nodesnr.results.RunRecord;
import org.nodesnr.sweep.Job;
import org.nodesnr.sweep.StopFlag;
import org.nodesnr.sweep.TrainingExecutor;

/** A network of four classes trained on arrays of one's own. */
class OwnArraysTest {
  private static final String CONFIG =
      """
      name = own
      data { set = arrays, arrays { folder = bars, side = 6, channels = 1, classes = 4, train = 80, test = 40 } }
      network.dense = [8]
      base { learningRate = 0.2, batchSize = 10, steps = 150 }
      regimes { plain {} }
      seeds = 1
      """;

  @TempDir Path directory;

  private void write(String name, String shape, byte[] data) throws Exception {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + shape + "), }\n";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.write(new byte[] {(byte) header.length(), 0});
    out.write(header.getBytes(StandardCharsets.US_ASCII));
    out.write(data);
    Path folder = Files.createDirectories(directory.resolve("data/bars"));
    Files.write(folder.resolve(name + ".npy"), out.toByteArray());
  }

  /** A bright row for each class, somewhat brighter from sample to sample. */
  private void writeBars(String split, int samples) throws Exception {
    byte[] pixels = new byte[samples * 36];
    byte[] labels = new byte[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = (byte) (i % 4);
      for (int x = 0; x < 6; x++) {
        pixels[i * 36 + (1 + i % 4) * 6 + x] = (byte) (200 + i % 50);
      }
    }
    write(split + "-images", samples + ", 6, 6", pixels);
    write(split + "-labels", samples + ",", labels);
  }

  @Test
  void aNetworkLearnsThem() throws Exception {
    writeBars("train", 80);
    writeBars("test", 40);
    InProcess runs = InProcess.of(directory, CONFIG);
    DataLocation location =
        new DataLocation(List.of(directory.resolve("data")), directory.resolve("cache"), true);
    TrainingExecutor worker = runs.worker(new StopFlag(), location);
    runs.trained(worker);
    Job job = runs.jobs().get(0);
    RunRecord record = runs.records().find(job.id()).orElseThrow();
    assertThat(record.checkpoints().get(0).test().accuracy()).isEqualTo(1);
    assertThat(record.checkpoints().get(0).layers().get(1).nodes()).isEqualTo(4);
    assertThat(record.configuredData()).isEqualTo("arrays/bars/6x6x1/4/80/40");
    assertThat(record.provenance().dataSet()).isEqualTo("arrays ‘bars’");
    assertThat(record.provenance().dataFiles()).hasSize(4);
    assertThat(runs.command("stats").code()).isZero();
  }
}
