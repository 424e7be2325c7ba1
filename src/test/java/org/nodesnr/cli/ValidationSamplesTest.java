package org.nodesnr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.config.ExperimentLoader;
import org.nodesnr.data.DataLocation;
import org.nodesnr.data.Dataset;
import org.nodesnr.data.DownloadProgress;
import org.nodesnr.evaluation.Evaluator;
import org.nodesnr.measure.Reading;
import org.nodesnr.network.ImageSamples;
import org.nodesnr.network.Model;
import org.nodesnr.network.Samples;
import org.nodesnr.results.Checkpoint;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.sweep.Laboratory;
import org.nodesnr.training.InitialNetwork;

/** Samples that are held out are measured, and are not among those that are trained on. */
class ValidationSamplesTest {
  @TempDir Path directory;

  /** Some of the training samples, from the first one on. */
  private record Part(Samples all, int from, int size) implements Samples {
    @Override
    public org.nodesnr.network.Shape shape() {
      return all.shape();
    }

    @Override
    public int label(int i) {
      return all.label(from + i);
    }

    @Override
    public void copyTo(int i, float[] out, int offset) {
      all.copyTo(from + i, out, offset);
    }
  }

  @Test
  void areTheLastOnes() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("tiny.conf"), Tiny.CONFIG + "base.validationSamples = 80\n");
    RunSpec spec = ExperimentLoader.load(config, List.of()).runs().get(0).spec();
    try (EvaluationInstruments instruments = new EvaluationInstruments(InProcess.ENGINE)) {
      Laboratory laboratory =
          new Laboratory(
              DataLocation.ofProcess(Optional.of(directory), true),
              DownloadProgress.NONE,
              instruments);
      Dataset data = laboratory.data(spec.data());
      Model model = InitialNetwork.of(spec, new org.nodesnr.network.Shape(28, 28, 1), 10);
      Checkpoint measured =
          laboratory.bench(spec).instrument().measure(200, model, true).checkpoint();

      Samples all = new ImageSamples(data.train(), 0, spec.data().standardisation());
      Checkpoint.Score train = Evaluator.score(model, new Part(all, 0, 220), 0);
      Checkpoint.Score heldOut = Evaluator.score(model, new Part(all, 220, 80), 0);
      assertThat(measured.train()).isEqualTo(train);
      assertThat(measured.readings())
          .contains(
              new Reading("validationAccuracy", "", 0, heldOut.accuracy(), 80, 0),
              new Reading("validationLoss", "", 0, heldOut.loss(), 80, 0));
    }
  }
}
