package org.nodesnr.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmenterTest {
  private static final int SIDE = 32;
  private static final ImageSet SET =
      ImageSet.of("t", 3, SIDE, SIDE, 10, new byte[4], TestFiles.noise(4 * 3 * SIDE * SIDE, 3));

  @Test
  void plainWithoutCropIsScaledPixels() {
    float[] out = new float[3 + SET.pixelsPerImage()];
    new Augmenter(SET, 0, false, Augmentation.NONE).plain(1, out, 3);

    float[] expected = new float[SET.pixelsPerImage()];
    SET.copyScaled(1, expected, 0);
    assertThat(out).startsWith(0f, 0f, 0f).endsWith(expected);
    assertThat(out[3]).isEqualTo(SET.pixel(1, 0, 0, 0) / 255f);
  }

  @Test
  void centralCropOf24BeginsAt4() {
    Augmenter augmenter = new Augmenter(SET, 24, false, Augmentation.NONE);
    float[] out = new float[augmenter.valuesPerSample()];
    augmenter.plain(2, out, 0);

    assertThat(out).hasSize(3 * 24 * 24);
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < 24; y++) {
        for (int x = 0; x < 24; x++) {
          assertThat(out[(c * 24 + y) * 24 + x]).isEqualTo(SET.pixel(2, c, 4 + y, 4 + x) / 255f);
        }
      }
    }
  }

  /** Against the documented draws and formula, value by value. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, false, false", "0, 3, false, false", "0, 0, false, true", "0, 4, false, true",
    "24, 0, true, false", "24, 0, true, true", "24, 2, true, true", "24, 2, false, true",
    "32, 0, true, true"
  })
  void followsTheDocumentedDraws(int crop, int maxShift, boolean randomCrop, boolean flip) {
    Augmenter augmenter =
        new Augmenter(SET, crop, false, new Augmentation(maxShift, randomCrop, flip));
    int side = crop == 0 ? SIDE : crop;
    float[] out = new float[augmenter.valuesPerSample()];
    SplittableRandom random = new SplittableRandom(11);
    SplittableRandom same = new SplittableRandom(11);
    for (int round = 0; round < 20; round++) {
      augmenter.augmented(round % 4, random, out, 0);

      int dy = maxShift > 0 ? same.nextInt(2 * maxShift + 1) - maxShift : 0;
      int dx = maxShift > 0 ? same.nextInt(2 * maxShift + 1) - maxShift : 0;
      boolean moves = randomCrop && side < SIDE;
      int top = moves ? same.nextInt(SIDE - side + 1) : (SIDE - side) / 2;
      int left = moves ? same.nextInt(SIDE - side + 1) : (SIDE - side) / 2;
      boolean mirrored = flip && same.nextInt(2) == 1;
      for (int k = 0; k < out.length; k++) {
        int c = k / (side * side);
        int y = top + k / side % side - dy;
        int x = left + (mirrored ? side - 1 - k % side : k % side) - dx;
        boolean inside = y >= 0 && y < SIDE && x >= 0 && x < SIDE;
        assertThat(out[k]).isEqualTo(inside ? SET.pixel(round % 4, c, y, x) / 255f : 0f);
      }
    }
    assertThat(random.nextLong()).as("no further draw").isEqualTo(same.nextLong());
  }

  @Test
  void everyCropAndBothMirrorImagesOccur() {
    Augmenter augmenter = new Augmenter(SET, 24, false, new Augmentation(0, true, true));
    float[] out = new float[augmenter.valuesPerSample()];
    SplittableRandom random = new SplittableRandom(5);
    Set<String> seen = new HashSet<>();
    for (int round = 0; round < 2000; round++) {
      augmenter.augmented(0, random, out, 0);
      seen.add(out[0] + " " + out[1] + " " + out[2] + " " + out[600]);
    }
    assertThat(seen).hasSize(9 * 9 * 2);
  }

  @Test
  void standardisesAsTensorFlowDoes() {
    Augmenter augmenter = new Augmenter(SET, 24, true, Augmentation.NONE);
    float[] out = new float[augmenter.valuesPerSample()];
    augmenter.plain(3, out, 0);

    double mean = 0;
    for (int k = 0; k < out.length; k++) {
      mean += SET.pixel(3, k / 576, 4 + k / 24 % 24, 4 + k % 24) / (double) out.length;
    }
    double variance = 0;
    for (int k = 0; k < out.length; k++) {
      double d = SET.pixel(3, k / 576, 4 + k / 24 % 24, 4 + k % 24) - mean;
      variance += d * d / out.length;
    }
    for (int k = 0; k < out.length; k++) {
      double pixel = SET.pixel(3, k / 576, 4 + k / 24 % 24, 4 + k % 24);
      assertThat((double) out[k]).isCloseTo((pixel - mean) / Math.sqrt(variance), within(1e-6));
    }
  }

  @Test
  void standardisesAnEvenImageToZero() {
    byte[] grey = new byte[3 * 16];
    java.util.Arrays.fill(grey, (byte) 200);
    ImageSet even = ImageSet.of("even", 3, 4, 4, 10, new byte[1], grey);
    float[] out = new float[48];
    new Augmenter(even, 0, true, Augmentation.NONE).plain(0, out, 0);

    assertThat(out).containsOnly(0f);
  }

  @Test
  void dividesByTheFloorWhereAnImageIsAlmostEven() {
    // One value of 1 among 10,000 zeros: s = 0.0099995 is below 1/sqrt(n) = 0.01.
    byte[] pixels = new byte[10_000];
    pixels[17] = 1;
    ImageSet almost = ImageSet.of("almost", 1, 100, 100, 10, new byte[1], pixels);
    float[] out = new float[10_000];
    new Augmenter(almost, 0, true, Augmentation.NONE).plain(0, out, 0);

    assertThat((double) out[17]).isCloseTo((1 - 1e-4) / 0.01, within(1e-5));
  }

  @Test
  void refusesACropThatDoesNotFit() {
    assertThatThrownBy(() -> new Augmenter(SET, 33, false, Augmentation.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("33");
  }
}
