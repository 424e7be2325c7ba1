package org.nodesnr.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.nodesnr.data.Augmentation;
import org.nodesnr.data.ImageSet;
import org.nodesnr.spec.DataSpec.Standardisation;

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

  /** Of images of 5×4 pixels: the shifts (dy, dx) that give what was drawn. */
  private static List<List<Integer>> shifts(byte[] pixels, int i, int most, float[] drawn) {
    List<List<Integer>> found = new ArrayList<>();
    for (int dy = -most; dy <= most; dy++) {
      for (int dx = -most; dx <= most; dx++) {
        boolean same = true;
        for (int y = 0; y < 5; y++) {
          for (int x = 0; x < 4; x++) {
            boolean inside = y - dy >= 0 && y - dy < 5 && x - dx >= 0 && x - dx < 4;
            int pixel = inside ? pixels[20 * i + 4 * (y - dy) + x - dx] & 0xff : 0;
            same &= drawn[4 * y + x] == pixel / 255f;
          }
        }
        if (same) {
          found.add(List.of(dy, dx));
        }
      }
    }
    return found;
  }

  @Test
  void everyShiftComesAndAnImageAlwaysHasTheSame() {
    int n = 400;
    byte[] pixels = new byte[n * 20];
    for (int k = 0; k < pixels.length; k++) {
      pixels[k] = (byte) (1 + 37 * k % 251);
    }
    ImageSet set = ImageSet.of("made-up", 1, 5, 4, 2, new byte[n], pixels);
    Augmentation shift = new Augmentation(1, false, false);
    ImageSamples samples = new ImageSamples(set, 0, Standardisation.NONE, shift, 8);
    ImageSamples others = new ImageSamples(set, 0, Standardisation.NONE, shift, 9);
    Map<List<Integer>, Integer> counts = new TreeMap<>(Comparator.comparing(List::toString));
    int changed = 0;
    for (int i = n - 1; i >= 0; i--) {
      float[] out = new float[20];
      samples.copyTo(i, out, 0);
      List<List<Integer>> found = shifts(pixels, i, 1, out);
      assertThat(found).hasSize(1);
      counts.merge(found.get(0), 1, Integer::sum);
      float[] again = new float[20];
      samples.copyTo(i, again, 0);
      assertThat(again).isEqualTo(out);
      others.copyTo(i, again, 0);
      changed += Arrays.equals(again, out) ? 0 : 1;
    }
    assertThat(counts).hasSize(9);
    // Binomial of 400 trials with probability 1/9: 44.4, standard deviation 6.3.
    assertThat(counts.values()).allMatch(count -> count > 19 && count < 70);
    assertThat(changed).isGreaterThan(300);
  }
}
