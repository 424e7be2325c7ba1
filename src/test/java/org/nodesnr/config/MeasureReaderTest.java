package org.nodesnr.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nodesnr.UserError;
import org.nodesnr.measure.Measures;
import org.nodesnr.spec.MeasureChoice;
import org.nodesnr.spec.RunSpec;
import org.nodesnr.spec.RunSpecs;

/** The keys {@code measures} and {@code measureSamples}. */
class MeasureReaderTest {
  @TempDir Path directory;

  private RunSpec run(String more) throws IOException {
    Path file = directory.resolve("a.conf");
    Files.writeString(
        file,
        "name = a\ndata.set = mnist\nnetwork = mnist\nbase.steps = 10\nregimes { sgd {} }\n"
            + more);
    return ExperimentLoader.load(file, List.of()).runs().get(0).spec();
  }

  private List<MeasureChoice> read(String more) throws IOException {
    return run(more).evaluation().measures();
  }

  @Test
  void withoutTheKeyThereAreNoneAndTheIdIsAsBefore() throws IOException {
    assertThat(read("")).isEmpty();
    assertThat(RunSpecs.toJson(run("")).path("evaluation").has("measures")).isFalse();
    assertThat(RunSpecs.id(run(""))).isEqualTo(RunSpecs.id(run("measures = [snr, S, G]")));
  }

  @Test
  void namesComeSortedWithTheirSamples() throws IOException {
    assertThat(read("measures = [flatness, snr, gsnr]"))
        .containsExactly(new MeasureChoice("flatness", 2000), new MeasureChoice("gsnr", 0));
    assertThat(read("measures = [flatness, gsnr]\nmeasureSamples { gsnr = 500, flatness = 0 }"))
        .containsExactly(new MeasureChoice("flatness", 0), new MeasureChoice("gsnr", 500));
    assertThat(read("measures = hessianTrace"))
        .containsExactly(new MeasureChoice("hessianTrace", 5000));
    assertThat(read("measures = all")).hasSameSizeAs(Measures.ofAll());
    assertThat(read("measures = [all, noiseSnr]")).hasSize(Measures.ofAll().size() + 1);
    assertThat(read("measures = [flatness]\ndata.trainSamples = 1000"))
        .containsExactly(new MeasureChoice("flatness", 0));
  }

  @Test
  void theyArePartOfARunsIdentityAndComeBackFromItsRecord() throws IOException {
    RunSpec with = run("measures = [gsnr, hessianTrace]\nmeasureSamples.gsnr = 500");
    assertThat(RunSpecs.id(with)).isNotEqualTo(RunSpecs.id(run("")));
    assertThat(RunSpecs.id(with))
        .isEqualTo(RunSpecs.id(run("measures = [hessianTrace, gsnr]\nmeasureSamples.gsnr = 500")));
    assertThat(RunSpecs.fromJson(RunSpecs.toJson(with))).isEqualTo(with);
    assertThat(RunSpecs.canonical(RunSpecs.fromJson(RunSpecs.identity(with))).evaluation())
        .isEqualTo(RunSpecs.canonical(with).evaluation());
  }

  @Test
  void mistakesAreRefused() throws IOException {
    assertThatThrownBy(() -> read("measures = [gsnt]"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("gsnr");
    assertThatThrownBy(() -> read("measures = [gsnrMean, flatness]"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("measures must have gsnr where it has gsnrMean, its mean");
    assertThat(read("measures = [gsnrMean, gsnr]")).hasSize(1);
    assertThatThrownBy(() -> read("measures = [gsnr]\nmeasureSamples.gsnr = 60001"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("measureSamples.gsnr");
    assertThatThrownBy(() -> read("measures = [gsnr]\nmeasureSamples.flatness = 5"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "measureSamples.flatness is of a measure that is not asked for; add flatness to measures, or leave it out");
    assertThatThrownBy(() -> read("measureSamples.gsnr = 5"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "measureSamples.gsnr is of a measure that is not asked for; add gsnr to measures, or leave it out");
    assertThat(read("measures = []\nmeasureSamples.gsnr = 5")).as("left out for now").isEmpty();
    assertThatThrownBy(() -> read("measureSamples.S = 5"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("measureSamples.S must be of a measure that takes samples");
  }
}
