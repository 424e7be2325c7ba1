package org.nodesnr.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nodesnr.config.DataSpec.Standardisation;
import org.nodesnr.data.ImageSet;

class ImageSamplesTest {
  /** Two 2×3 images of three channels; pixel (i, c, y, x) is 100 i + 10 (c + 1) + 3 y + x. */
  private static ImageSet images() {
    byte[] pixels = new byte[2 * 3 * 2 * 3];
    int at = 0;
    for (int i = 0; i < 2; i++) {
      for (int c = 0; c < 3; c++) {
        for (int p = 0; p < 6; p++) {
          pixels[at++] = (byte) (100 * i + 10 * (c + 1) + p);
        }
      }
    }
    return ImageSet.of("made-up", 3, 2, 3, 5, new byte[] {4, 2}, pixels);
  }

  @Test
  void channelsComeLast() {
    ImageSamples samples = new ImageSamples(images(), 0, Standardisation.NONE);
    assertThat(samples.shape()).isEqualTo(new Shape(2, 3, 3));
    assertThat(samples.size()).isEqualTo(2);
    assertThat(samples.label(1)).isEqualTo(2);
    float[] out = new float[20];
    samples.copyTo(1, out, 1);
    for (int p = 0; p < 6; p++) {
      for (int c = 0; c < 3; c++) {
        assertThat(out[1 + 3 * p + c]).isEqualTo((110 + 10 * c + p) / 255f);
      }
    }
    assertThat(out[0]).isZero();
    assertThat(out[19]).isZero();
  }

  @Test
  void cropIsCentral() {
    ImageSamples samples = new ImageSamples(images(), 1, Standardisation.NONE);
    assertThat(samples.shape()).isEqualTo(new Shape(1, 1, 3));
    float[] out = new float[3];
    samples.copyTo(0, out, 0);
    assertThat(out).containsExactly(11 / 255f, 21 / 255f, 31 / 255f);
  }

  @Test
  void standardisedImageHasMeanZeroAndDeviationOne() {
    ImageSamples samples = new ImageSamples(images(), 2, Standardisation.PER_IMAGE);
    float[] out = new float[12];
    samples.copyTo(0, out, 0);
    double sum = 0;
    double squares = 0;
    for (float v : out) {
      sum += v;
      squares += v * v;
    }
    assertThat(sum / 12).isCloseTo(0, within(1e-6));
    assertThat(squares / 12).isCloseTo(1, within(1e-6));
    assertThat(out[1]).isGreaterThan(out[0]).isLessThan(out[2]);
  }
}
